"""Tickets of another desk, taken in as they stood there, with all that happened to them: not a line of it is new.

What a ticket names was brought here before it (chatbot/desk/carryingaround.py); what one ticket has to do with another
comes when both are here (chatbot/desk/carryingbetween.py).
"""

from chatbot.desk.carriedids import Ids, Line
from chatbot.desk.carryingbetween import put_entry, put_trouble
from chatbot.desk.landing import Landing
from chatbot.desk.priorities import PRIORITIES
from store import carrying, search
from store.records import Arriving


async def settle_ticket(landing: Landing, part: Arriving) -> None:
    """The ticket, and its events, as many as fit; `end` where these are all."""
    payload = part.payload
    ids, number = Ids(landing, payload["whole"]), landing.number(part)
    line: Line = payload["ticket"]
    await carrying.put_as(landing.act.tx, landing.arrival.id, "ticket", line["number"], number)
    await _put(ids, number, line)
    await _put_offers(ids, number, line["offers"])
    await _put_around(ids, number, line)
    await _put_events(ids, payload["events"], number)
    if payload["end"] is not None:
        await _end(ids, number, payload["end"], part.key)


async def settle_more(landing: Landing, part: Arriving) -> None:
    """More of its events."""
    payload = part.payload
    ids = Ids(landing, payload["whole"])
    number = await ids.need("ticket", payload["of"])
    await _put_events(ids, payload["events"], number)
    if payload["end"] is not None:
        await _end(ids, number, payload["end"], str(payload["of"]))


async def settle_events(landing: Landing, part: Arriving) -> None:
    """Of the desk, and of no ticket."""
    await _put_events(Ids(landing, part.payload["whole"]), part.payload["events"], None)


async def _put(ids: Ids, number: int, line: Line) -> None:
    tx = ids.landing.act.tx
    await carrying.put(
        tx,
        "ticket",
        id=number,
        uuid=line["uuid"],
        desk=line["desk"],
        type=line["type"],
        state=line["code"],
        resolution=line["resolution"],
        role=await ids.need("role", line["role_id"]),
        title=line["title"],
        description=line["description"],
        priority=PRIORITIES[line["priority"]],
        private=line["private"],
        owner=await ids.here("member", line["owner_id"]),
        reporter=await ids.here("member", line["reporter_id"]),
        reporter_name=line["reporter"],
        network=line["network"],
        opened_at=line["opened_at"],
        changed_at=line["changed_at"],
        accepted_at=line["accepted_at"],
        closed_at=line["closed_at"],
        held_until=line["held_until"],
        key=line["key"],
        times=line["times"],
        opener=await ids.here("member", line["opener_id"]),
        archived_at=line["archived_at"],
        erased_at=line["erased_at"],
    )
    stay = {name: value for name, value in line["stay"].items() if name != "waits_for"}
    await carrying.put(tx, "stay", ticket=number, **stay)


async def _put_around(ids: Ids, number: int, line: Line) -> None:
    tx = ids.landing.act.tx
    if line["client_id"] is not None:
        client, project = await ids.need("client", line["client_id"]), await ids.here("project", line["project_id"])
        await carrying.put(tx, "account", ticket=number, client=client, project=project)
    for one in line["watching"]:
        await carrying.put(
            tx, "watcher", ticket=number, member=await ids.need("member", one["member"]), since=one["since"]
        )
    for one in line["aliases"]:
        await carrying.put(tx, "alias", ticket=number, **one)
    for one in line["troubles"]:
        await put_trouble(ids, {**one, "of": line["number"], "ticket": None})
    for one in line["notes"]:
        row = {"type": one["type"], "state": one["code"], "sender": one["sender"], "text": one["text"]}
        await carrying.put(tx, "note", ticket=number, created_at=one["created_at"], **row)
    for one in line["due"]:
        await carrying.put(tx, "timer", kind=one["kind"], subject=number, at=one["at"])


async def _put_offers(ids: Ids, number: int, offers: list[Line]) -> None:
    tx = ids.landing.act.tx
    for one in offers:
        prompt = await ids.need("prompt", one["id"])
        plain = ("asker", "state", "opened_at", "expires_at", "lifetime", "ends_by", "every", "repeats")
        await carrying.put(
            tx,
            "prompt",
            id=prompt,
            ticket=number,
            role=await ids.need("role", one["role_id"]),
            member=await ids.here("member", one["member"]),
            asker_id=await ids.here("member", one["asker_id"]),
            heard_at=one["heard_at"],
            ended_at=one["ended_at"],
            **{name: one[name] for name in plain},
        )
        await _put_answers(ids, prompt, one)
        for due in one["due"]:
            await carrying.put(tx, "timer", kind=due["kind"], subject=prompt, at=due["at"])


async def _put_answers(ids: Ids, prompt: int, offer: Line) -> None:
    tx = ids.landing.act.tx
    for one in offer["answers"]:
        member = await ids.need("member", one["member"])
        await carrying.put(tx, "answer", prompt=prompt, member=member, answer=one["answer"], at=one["at"])
    for one in offer["snoozes"]:
        member = await ids.need("member", one["member"])
        await carrying.put(tx, "snooze", prompt=prompt, member=member, until=one["until"])
        if one["due_at"] is not None:
            await carrying.put(tx, "snooze due", prompt=prompt, member=member, due_at=one["due_at"])


async def _put_events(ids: Ids, events: list[Line], number: int | None) -> None:
    """In the order in which they happened, under the ids that were set aside for them."""
    landing = ids.landing
    for line in events:
        event = await ids.need("event", line["id"])
        await carrying.put(
            landing.act.tx,
            "event",
            id=event,
            uuid=line["uuid"],
            desk=line["desk"],
            at=line["at"],
            kind=line["event"],
            ticket=number,
            role=await ids.here("role", line["role_id"]),
            prompt=await ids.here("prompt", line["prompt"]),
            member=await ids.here("member", line["member"]),
            actor=line["actor"],
            network=line["network"],
            place=line["place"],
            data=await ids.data(line["data"]),
            arrival=landing.arrival.id,
        )
        if line["texts"]:
            await carrying.put(landing.act.tx, "texts", event=event, texts=line["texts"])
        if line["alias"] is not None:
            await carrying.put(landing.act.tx, "event alias", event=event, **line["alias"])


async def _end(ids: Ids, number: int, end: Line, key: str | None) -> None:
    """`held_by`: the event; `time`: entries of which the event is here; `stands`: how it stands, if it must be said."""
    landing = ids.landing
    if end["held_by"] is not None:
        event = await ids.need("event", end["held_by"])
        await carrying.put(landing.act.tx, "held", event=event, ticket=number)
    for one in end["time"]:
        await put_entry(ids, {**one, "of": end["number"]})
    if end["stands"] is not None:
        await _arrived(ids, number, end["stands"], key)
    if end["alias"] and key is not None:
        await carrying.put(landing.act.tx, "alias", label=landing.arrival.label, key=key, ticket=number)
    await search.put(landing.act.tx, number)


async def _arrived(ids: Ids, number: int, stands: Line, key: str | None) -> None:
    """How it stands, from now on by what happens here."""
    await ids.landing.note(
        "ticket_arrived",
        ids.landing.importer,
        ids.landing.act.now,
        ticket_id=number,
        role_id=await ids.need("role", stands["role_id"]),
        texts={"key": key or ""},
        label=ids.landing.arrival.label,
        state=stands["code"],
        owner=await ids.here("member", stands["owner_id"]),
        priority=PRIORITIES[stands["priority"]],
        private=stands["private"],
        since=stands["accepted_at"],
        resolution=stands["resolution"],
        closed=stands["closed_at"],
    )
