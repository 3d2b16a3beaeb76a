"""What comes in is put down where nobody looks, and then promised by one short transaction."""

import json
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.arrivingparts import Part
from chatbot.desk.refused import Refused
from store import arrivals, carrying, incoming
from store.incoming import Row
from store.records import Arrival, Arriving

AT_ONCE, BYTES = 500, 256 * 1024
"""Parts, and characters of them, that one transaction puts down."""

THROWN_AWAY = "Another import has begun since, and threw this one away. Run it again once that is done."
CHANGED = "Somebody changed who or what it is for while it was staged. Run it again. Nothing changed."


class Heading(Struct, frozen=True):
    """`kind`: what it is read from; `label`: what stands before its keys; `file`: the name of the file. `ranges`: ids
    that are set aside for it."""

    kind: str
    label: str
    file: str
    role_id: int | None = None
    event: int | None = None
    """The newest one when it was read what its names mean here; else that when it is begun."""
    ranges: Sequence[carrying.Range] = ()


def bundles(parts: Iterable[Part]) -> Iterator[list[Part]]:
    bundle, size = list[Part](), 0
    for part in parts:
        bundle.append(part)
        size += size_of(part)
        if len(bundle) >= AT_ONCE or size >= BYTES:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def size_of(part: Part | Arriving) -> int:
    """In characters, about."""
    return len(json.dumps(part.payload))


async def begin(act: Act, heading: Heading) -> Arrival:
    checks.need_admin(act, "import tickets")
    arrival = await incoming.begin(
        act.tx,
        kind=heading.kind,
        label=heading.label,
        file=heading.file,
        member_id=act.member_id,
        actor=act.name,
        role_id=heading.role_id,
        event=heading.event,
        now=act.now,
    )
    await carrying.want_ranges(act.tx, arrival.id, heading.ranges)
    return arrival


async def stage(act: Act, arrival: Arrival, position: int, parts: list[Part], given: int) -> int:
    """How many tickets are given a number, by then."""
    wanted = [part.number for part in parts if part.ticket and part.number is not None]
    taken = await incoming.list_taken(act.tx, wanted)
    rows = list[Row]()
    for part in parts:
        number = part.number if part.ticket else None
        if part.ticket and (number is None or number in taken):
            given += 1
            number = -given
        elif number is not None:
            taken.add(number)
        rows.append(Row(part.kind, dict(part.payload), part.key, number))
    done = await incoming.stage(
        act.tx,
        arrival.id,
        position=position,
        rows=rows,
        given=given,
        are_open=sum(part.ticket and part.stands != "over" for part in parts),
        are_free=sum(part.ticket and part.stands == "free" for part in parts),
    )
    if not done:
        raise Refused(THROWN_AWAY)
    return given


async def switch(act: Act, arrival_id: int) -> Arrival:
    """It is promised."""
    staged = await arrivals.get(act.tx, arrival_id)
    if staged is None:
        raise Refused(THROWN_AWAY)
    if await arrivals.changed_since(act.tx, staged):
        raise Refused(CHANGED)
    given = staged.given + await incoming.yield_numbers(act.tx, staged)
    promised = await incoming.switch(act.tx, staged, given=given, now=act.now)
    if promised is None:
        raise Refused(THROWN_AWAY)
    await carrying.set_aside(act.tx, promised.id)
    await act.journal(
        "tickets_imported",
        role_id=promised.role_id,
        arrival=promised.id,
        label=promised.label,
        tickets=promised.tickets,
    )
    return promised
