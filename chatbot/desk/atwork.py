"""Who works on what just now, as others see it."""

from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk.act import Act
from chatbot.desk.habits import zone_of
from chatbot.desk.views import TicketView, need_ticket, view
from chatbot.desk.wall import Here
from store import stopwatches
from store.records import Stopwatch

MINUTE = timedelta(minutes=1)


class Running(Struct, frozen=True):
    """`since`: when it began, as its owner's clock shows it; `ran` so long by now."""

    seen: TicketView
    name: str
    began_at: datetime
    since: str
    ran: timedelta


def whole_minutes(length: timedelta) -> int:
    """Up to the next one, and one at least."""
    return max(1, -(-length // MINUTE))


async def running_of(act: Act, one: Stopwatch) -> Running:
    here = Here(act.now, await zone_of(act, one.member_id))
    today = Here(one.began_at, here.zone).today == here.today
    since = f"{one.began_at.astimezone(here.zone):%H:%M} {here.place}" if today else here.show(one.began_at)
    seen = await view(act, await need_ticket(act, one.ticket_id))
    return Running(seen, one.name, one.began_at, since, act.now - one.began_at)


async def mine(act: Act) -> Running | None:
    """What runs of who asks, where that may be read."""
    found = await stopwatches.get_of_member(act.tx, act.member.id) if act.member else None
    running = await running_of(act, found) if found else None
    return running if running and running.seen.readable else None


async def list_running(act: Act, number: int) -> list[Running]:
    """On one ticket; who asks may read it."""
    return [await running_of(act, one) for one in await stopwatches.list_of_ticket(act.tx, number)]
