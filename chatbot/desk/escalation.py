"""Who is asked where a role doesn't take a ticket: the role that follows it, and the one after that; each once."""

from msgspec import Struct

from chatbot.desk import awake, checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store import roles, rounds
from store.records import Membership, Prompt, Role, Ticket

NOBODY = ("", "none")
"""What takes away who follows a role."""


class Step(Struct, frozen=True):
    """`role`: who is asked next, None if the chain is at its end. `empty`: those before it who have nobody to ask, and
    `absent` those of whom nobody is here now, which is told only where somebody of `role` is (`here`)."""

    role: Role | None
    empty: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    here: bool = False


async def following(act: Act, role: Role) -> list[Role]:
    """The roles that follow that one, in their order; a role that is gone is stepped over."""
    found: list[Role] = []
    seen = {role.id}
    next_id = role.next_id
    while next_id is not None and next_id not in seen:
        seen.add(next_id)
        after = await roles.get(act.tx, next_id)
        assert after is not None, "a foreign key"
        found += [after] if after.deleted_at is None else []
        next_id = after.next_id
    return found


async def next_of(act: Act, role: Role, wanted: str | None) -> int | None:
    """The id of who is to follow the role from now on, as it was typed; None leaves it as it is."""
    if wanted is None:
        return role.next_id
    if wanted.lower() in NOBODY:
        return None
    after = await checks.need_role(act, wanted.removeprefix("@"))
    if after.id == role.id:
        raise Refused(f"{role.name} can't follow itself. Nobody follows it with: {TYPE}role set {role.name} next=none")
    chain = await following(act, after)
    if role.id in {one.id for one in chain}:
        way = " > ".join(one.name for one in (role, after, *chain[: chain.index(role) + 1]))
        raise Refused(f"{role.name}: that would go round in a circle ({way}). Nothing changed.")
    return after.id


async def step(act: Act, prompt: Prompt, ticket: Ticket) -> Step:
    """Who comes after an offer that nobody took. Whom nobody could ask anew is passed over; and so is a role of which
    nobody is here now, unless that is true of all that follow: then the first of them is asked, and may wake."""
    role = await roles.get(act.tx, prompt.role_id)
    assert role is not None, "a foreign key"
    chain = await following(act, role)
    if not chain:
        return Step(None)
    tried = await tried_before(act, ticket)
    asked = await asked_before(act, ticket, tried)
    names: dict[str, list[str]] = {"empty": [], "absent": []}
    otherwise: Step | None = None
    for after in chain:
        if after.id in {one.role_id for one in tried}:
            break
        anew = [one for one in await could_be_asked(act, after, ticket) if one.member_id not in asked]
        if await awake.who_is_here(act, anew, urgent=awake.wakes(ticket)):
            return Step(after, tuple(names["empty"]), tuple(names["absent"]), here=True)
        if anew and otherwise is None:
            otherwise = Step(after, tuple(names["empty"]))
        names["absent" if anew else "empty"].append(after.name)
    return otherwise or Step(None, tuple(names["empty"]))


async def tried_before(act: Act, ticket: Ticket) -> list[Prompt]:
    """The offers to roles since it was last offered to its own, without those that an undo made undone."""
    found = await rounds.list_round(act.tx, ticket.id, ticket.role_id)
    return [one for one in found if one.state != "withdrawn"]


async def asked_before(act: Act, ticket: Ticket, tried: list[Prompt]) -> set[int]:
    found = [await roles.get(act.tx, role_id) for role_id in {one.role_id for one in tried}]
    return {one.member_id for role in found if role for one in await could_be_asked(act, role, ticket)}


async def could_be_asked(act: Act, role: Role, ticket: Ticket) -> list[Membership]:
    """Of a private ticket those whom an admin put there; its reporter knows of it anyway."""
    found = await roles.list_members(act.tx, role.id)
    return [one for one in found if one.member_id != ticket.reporter_id and (one.confirmed or not ticket.private)]
