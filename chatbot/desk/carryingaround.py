"""Who there is in another desk, and for whom and of what kind its tickets are: brought here before these.

Each row says who or what of this desk it is, where that is known (`here`); else it is made. `rights`: who is admin, who
is in which role, and by which accounts somebody is known comes along, too.
"""

from collections.abc import Awaitable, Callable

from chatbot.desk import clients, digests, members, projects, roles
from chatbot.desk.carriedids import Ids, Line
from chatbot.desk.landing import Landing
from chatbot.desk.priorities import PRIORITIES
from store import carrying
from store import clients as client_rows
from store import roles as role_rows
from store.records import Arriving

HABITS = (*("zone", "quiet_from", "quiet_to", "quiet_mode", "muted_until", "away_since", "seen_at", "morning_at"),)
OF_ROLES = ("name", "open", "lifetime", "every", "digest_every", "say", "zone", "created_at", "deleted_at")
OF_CLIENTS = ("name", "currency", "rate", "step", "per", "minimum", "created_at")
OF_TYPES = ("name", "start", "lifetime", "every", "role", "keep", "afterwards", "keep_from")
OF_STATES = ("code", "name", "offered", "owned", "waiting", "final", "lifetime", "every", "onward")


async def settle_around(landing: Landing, part: Arriving) -> None:
    """`rows`: each with its kind and, where that is known, who it is here; `known`: members that are here already."""
    ids = Ids(landing, part.payload["whole"])
    for row in part.payload["rows"]:
        await AROUND[row["line"]["kind"]](ids, row)


async def settle_bonds(landing: Landing, part: Arriving) -> None:
    """What one of them has to do with another."""
    ids = Ids(landing, part.payload["whole"])
    for row in part.payload["rows"]:
        await BONDS[row["line"]["kind"]](ids, row)


async def _name(ids: Ids, kind: str, was: int, here: int) -> None:
    await carrying.put_as(ids.landing.act.tx, ids.landing.arrival.id, kind, was, here)


async def _member(ids: Ids, row: Line) -> None:
    tx, line, here = ids.landing.act.tx, row["line"], row["here"]
    if here is None:
        name = row["name"]
        if not line["forgotten_at"] and await carrying.is_name_taken(tx, name):  # by somebody who came since
            name = f"{name}@{line['uuid'][-6:]}"
        here = await carrying.put_new(
            tx,
            "member",
            id=line["id"],
            uuid=line["uuid"],
            name=name,
            key=f"forgotten {line['uuid']}" if line["forgotten_at"] else name.lower(),
            admin=row["rights"] and line["admin"],
            created_at=line["created_at"],
            suspended_at=line["suspended_at"],
            asleep=line["asleep"],
            forgotten_at=line["forgotten_at"],
        )
        if line["forgotten_at"]:
            await carrying.put(tx, "forgotten", id=here)
        elif not ids.whole:
            await members.journal_added(ids.landing.act, here, name, admin=False)
    await _name(ids, "member", line["id"], here)
    if row["rights"]:
        await _rights(ids, here, line)


async def _rights(ids: Ids, member: int, line: Line) -> None:
    """By which they are known, what they may, and how they like to be spoken to."""
    tx = ids.landing.act.tx
    if line["admin"]:
        await carrying.put(tx, "admin", id=member)
    for one in line["accounts"]:
        await carrying.put(tx, "identity", member=member, **one)
    if line["quiet_mode"] is not None:
        await carrying.put(tx, "habit", member=member, **{name: line[name] for name in HABITS})
    if line["unquoted_since"] is not None:
        await carrying.put(tx, "unquoted", member=member, since=line["unquoted_since"])


async def _role(ids: Ids, row: Line) -> None:
    tx, line, here = ids.landing.act.tx, row["line"], row["here"]
    if here is None and not line["deleted_at"] and (since := await role_rows.get_by_name(tx, line["name"])):
        here = since.id
    if here is None:
        where = {name: line[name] if row["rights"] else None for name in ("network", "channel")}
        plain = {name: line[name] for name in OF_ROLES}
        here = await carrying.put_new(tx, "role", id=line["id"], key=line["name"].lower(), **where, **plain)
        if not line["deleted_at"] and not (row["rights"] and line["due"]):
            await _plan_digest(ids, here)
        if not ids.whole:
            await roles.journal_created(ids.landing.act, here, line["name"])
    elif ids.whole and not line["deleted_at"]:
        plain = {name: line[name] for name in OF_ROLES if name not in ("name", "created_at", "deleted_at")}
        await carrying.put(tx, "role", id=here, network=line["network"], channel=line["channel"], **plain)
    await _name(ids, "role", line["id"], here)


async def _plan_digest(ids: Ids, role: int) -> None:
    """Where no moment comes along with it, the first one is found as for any role that is new."""
    made = await role_rows.get(ids.landing.act.tx, role)
    assert made is not None, "it was made a moment ago"
    await digests.plan(ids.landing.act, made)


async def _type(ids: Ids, row: Line) -> None:
    """Types are known by their names. One that is here stays as it is written down here, unless the desk is empty."""
    tx, line = ids.landing.act.tx, row["line"]
    if row["here"] and not ids.whole:
        return
    name = line["name"]
    plain = {one: line[one] for one in OF_TYPES}
    await carrying.put(tx, "type", priority=PRIORITIES[line["priority"]], **plain)
    for state in line["states"]:
        await carrying.put(tx, "state", type=name, **{one: state[one] for one in OF_STATES})
    await carrying.put(tx, "no edges", type=name)
    for edge in line["edges"]:
        await carrying.put(tx, "edge", type=name, **edge)


async def _client(ids: Ids, row: Line) -> None:
    tx, line, here = ids.landing.act.tx, row["line"], row["here"]
    if here is None and (since := await client_rows.get_by_name(tx, line["name"])):
        here = since.id
    is_new = here is None
    if here is None:
        plain = {name: line[name] for name in OF_CLIENTS}
        here = await carrying.put_new(tx, "client", id=line["id"], key=line["name"].casefold(), **plain)
        if not ids.whole:
            await clients.journal_added(ids.landing.act, here)
    await _name(ids, "client", line["id"], here)
    for one in line["projects"]:
        await _project(ids, here, one, row["projects"].get(str(one["id"])))
    if is_new:
        await _rates(ids, here, line)


async def _project(ids: Ids, client: int, line: Line, here: int | None) -> None:
    if here is None and (since := await client_rows.get_project_by_name(ids.landing.act.tx, client, line["name"])):
        here = since.id
    if here is None:
        plain = {name: line[name] for name in ("id", "name", "rate", "created_at")}
        here = await carrying.put_new(
            ids.landing.act.tx, "project", client=client, key=line["name"].casefold(), **plain
        )
        if not ids.whole:
            await projects.journal_added(ids.landing.act, client, here)
    await _name(ids, "project", line["id"], here)


async def _rates(ids: Ids, client: int, line: Line) -> None:
    for one in line["rates"]:
        member = await ids.here("member", one["member"])
        if member is not None:
            project = await ids.here("project", one["project"])
            await carrying.put(
                ids.landing.act.tx, "rate", client=client, project=project, member=member, rate=one["rate"]
            )


async def _view(ids: Ids, row: Line) -> None:
    line = row["line"]
    await carrying.put(
        ids.landing.act.tx,
        "view",
        id=line["id"],
        name=line["name"],
        key=line["name"].lower(),
        member=await ids.here("member", line["member"]),
        role=await ids.here("role", line["role_id"]),
        query=line["query"],
        saved_at=line["saved_at"],
    )


async def _linked(ids: Ids, row: Line) -> None:
    line = row["line"]
    into = await ids.here("member", line["linked_to"])
    if into is not None and row["here"] is None:
        await carrying.put(ids.landing.act.tx, "linked", id=await ids.need("member", line["id"]), into=into)


async def _bonds_of_role(ids: Ids, row: Line) -> None:
    tx, line = ids.landing.act.tx, row["line"]
    role = await ids.need("role", line["id"])
    following = await ids.here("role", line["next_id"])
    if following is not None and (ids.whole or row["here"] is None):
        after, prompts = line["next_after"], line["next_prompts"]
        await carrying.put(tx, "next role", id=role, next=following, after=after, prompts=prompts)
    if not row["rights"]:
        return
    for one in line["members"]:
        member = await ids.here("member", one["id"])
        if member is not None:
            plain = {name: one[name] for name in ("confirmed", "lead", "joined_at")}
            await carrying.put(tx, "membership", role=role, member=member, **plain)
    for due in line["due"]:
        await carrying.put(tx, "timer", kind=due["kind"], subject=role, at=due["at"])


async def _bonds_of_type(ids: Ids, row: Line) -> None:
    tx, line = ids.landing.act.tx, row["line"]
    if not row["rights"]:
        return
    for one in line["settings"]:
        member = await ids.here("member", one["member"])
        plain = {name: one[name] for name in ("state", "name", "value", "set_at")}
        await carrying.put(tx, "setting", type=line["name"], member=member, **plain)
    for one in line["codes"]:
        await carrying.put(tx, "code", type=line["name"], **one)


BILLED = ("client", "currency", "first_day", "last_day", "minutes", "amount", "created_at", "undone_at")
CHARGED = ("title", "project", "person", "day", "minutes", "charged", "rate", "step", "per", "minimum", "amount")


async def settle_bills(landing: Landing, part: Arriving) -> None:
    """As they were made; what was billed there is billed here. All that they name is here by now."""
    ids, tx = Ids(landing, part.payload["whole"]), landing.act.tx
    for line in part.payload["rows"]:
        client, member = await ids.need("client", line["client_id"]), await ids.here("member", line["member"])
        plain = {name: line[name] for name in BILLED}
        bill = await carrying.put_new(tx, "bill", id=line["id"], client_id=client, member=member, **plain)
        for one in line["lines"]:
            await _put_bill_line(ids, bill, one)
        for entry in line["entries"]:
            await carrying.put(tx, "billed", entry=await ids.need("entry", entry), bill=bill)


async def _put_bill_line(ids: Ids, bill: int, line: Line) -> None:
    await carrying.put(
        ids.landing.act.tx,
        "bill line",
        bill=bill,
        entry=await ids.need("entry", line["entry"]),
        ticket=await ids.need("ticket", line["ticket"]),
        project_id=await ids.here("project", line["project_id"]),
        member=await ids.need("member", line["member"]),
        **{name: line[name] for name in CHARGED},
    )


Settle = Callable[[Ids, Line], Awaitable[None]]

AROUND: dict[str, Settle] = {"member": _member, "role": _role, "type": _type, "client": _client}
BONDS: dict[str, Settle] = {"member": _linked, "role": _bonds_of_role, "type": _bonds_of_type, "view": _view}
