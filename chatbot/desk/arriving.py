"""What comes in from elsewhere, however much it is, while others work: three steps, each of short transactions.

It is staged, and nobody sees anything of it; what is interrupted there is thrown away. Then one transaction promises
it: from then on its tickets have their numbers, and nothing of it is lost. Then it is made whole part by part, each
ticket at once with all that belongs to it; who is interrupted there, or whoever comes next, goes on with it.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct

from chatbot.desk import alarms, carrying, carryingaround, carryingbetween, keeping, landingtickets, staging
from chatbot.desk.act import Act, Caller
from chatbot.desk.arrivingparts import Part
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.landing import Landing
from chatbot.desk.mishaps import mishap
from chatbot.desk.underway import DROPPED_AT_ONCE
from store import arrivals, cursors, incoming, journal, promised
from store import carrying as carried
from store.database import Transaction
from store.records import Arrival, Arriving

log = logging.getLogger("dibs.imports")

MADE_AT_ONCE, MADE_BYTES = 10, 64 * 1024
"""Parts, and characters of them, that one transaction makes whole."""

Told = Callable[[int, int], None]
"""How much is done, of how much (store/copying.py)."""
Rest = Callable[[], Awaitable[None]]
"""Between two transactions, so that others come to write."""
Settler = Callable[[Landing, Arriving], Awaitable[None]]
"""Makes one part whole. It was checked before it was staged; what it raises all the same leaves out that part alone."""

SETTLERS: dict[str, Settler] = {
    "ticket": landingtickets.settle_ticket,
    "entries": landingtickets.settle_entries,
    "desk around": carryingaround.settle_around,
    "desk bonds": carryingaround.settle_bonds,
    "desk ticket": carrying.settle_ticket,
    "desk more": carrying.settle_more,
    "desk events": carrying.settle_events,
    "desk between": carryingbetween.settle_between,
    "desk bills": carryingaround.settle_bills,
}
"""By the kind of a part. A new one is a row here."""


class Settled(Struct, frozen=True):
    """What one transaction made whole; `left_out`: which parts it couldn't, and why. To be logged once it is true."""

    made: int
    left_out: Sequence[tuple[Arriving, Exception]] = ()


async def _at_once() -> None:
    """Where nobody else writes."""


def nobody(_done: int, _of: int) -> None:
    """Where nobody watches."""


async def take_in(
    desk: Desk,
    caller: Caller,
    heading: staging.Heading,
    parts: Iterable[Part],
    *,
    of: int,
    told: Told = nobody,
    rest: Rest = _at_once,
) -> Arrival:
    """All three steps, after what was promised before. `of`: how many parts there are. `told` hears of twice as many,
    for each is staged and made.

    Parts are made in their order, so what one refers to comes before it.
    """
    await finish(desk, rest=rest)
    await throw_away(desk, rest)
    arrival = await desk.change(caller, staging.begin, heading)
    position = given = 0
    for some in staging.bundles(parts):
        given = await desk.change(caller, staging.stage, arrival, position, some, given)
        position += len(some)
        told(position, 2 * of)
        await rest()
    promised = await desk.change(caller, staging.switch, arrival.id)
    await finish(desk, told=lambda done, _: told(position + done, 2 * position), rest=rest)
    return promised


async def finish(desk: Desk, *, told: Told = nobody, rest: Rest = _at_once) -> int:
    """Make whole what is promised, whoever brought it in. How many parts were made."""
    made = 0
    while (done := await desk.change(NOBODY, settle)) is not None:
        made += done.made
        for part, error in done.left_out:
            mishap(log, f"an import's part {part.position}, {part.kind}, is left out", error)
        told(made, made + await desk.database.read(_left))
        await rest()
    return made


async def _left(tx: Transaction) -> int:
    under_way = await arrivals.get_under_way(tx)
    return await promised.count_left(tx, under_way.id) if under_way else 0


async def throw_away(desk: Desk, rest: Rest = _at_once) -> None:
    """What was staged and never promised."""
    while (left := await desk.database.read(arrivals.get_staged)) is not None:
        await desk.database.write(incoming.drop, left.id, limit=DROPPED_AT_ONCE)
        await rest()


async def settle(act: Act) -> Settled | None:
    """Make the next parts whole; None where nothing is promised."""
    arrival = await arrivals.get_under_way(act.tx)
    if arrival is None:
        return None
    before = await journal.last_id(act.tx)
    parts = _fitting(await promised.list_next(act.tx, arrival.id, limit=MADE_AT_ONCE))
    if not parts:
        await _end(act, arrival)
        return Settled(0)
    landing = Landing(act, arrival)
    failed = await promised.tried(act.tx, partial(_make, landing, parts))
    left_out = await _make_one_by_one(landing, parts) if failed else []
    await promised.drop_made(act.tx, arrival.id, last=parts[-1].position)
    await cursors.pass_over(act.tx, was=before, to=await journal.last_before_news(act.tx, before))
    return Settled(len(parts), left_out)


async def _make(landing: Landing, parts: Iterable[Arriving]) -> None:
    for part in parts:
        await SETTLERS[part.kind](landing, part)


async def _make_one_by_one(landing: Landing, parts: Iterable[Arriving]) -> list[tuple[Arriving, Exception]]:
    """One that can't be made must not keep the others from it, nor any import after this one: admins are told."""
    left_out = list[tuple[Arriving, Exception]]()
    for part in parts:
        error = await promised.tried(landing.act.tx, partial(_make, landing, [part]))
        if error is not None:
            await promised.put_aside(landing.act.tx, part.id)
            await alarms.command_failed(landing.act, "import", type(error).__name__)
            left_out.append((part, error))
    return left_out


def _fitting(parts: list[Arriving]) -> list[Arriving]:
    """As many as go into one transaction, and one at least."""
    size = 0
    for count, part in enumerate(parts):
        size += staging.size_of(part)
        if count and size > MADE_BYTES:
            return parts[:count]
    return parts


async def _end(act: Act, arrival: Arrival) -> None:
    await promised.end(act.tx, arrival.id, now=act.now)
    await carried.drop_names(act.tx, arrival.id)
    await keeping.plan_all(act)
    await act.journal(
        "import_done",
        role_id=arrival.role_id,
        arrival=arrival.id,
        label=arrival.label,
        tickets=arrival.tickets,
        open=arrival.open,
        free=arrival.free,
    )
