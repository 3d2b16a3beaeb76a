"""A desk whose requests are kept for 30 days and then archived, and whose incidents are erased after a week."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from chatbot.desk import archive, keeping, searching, tickets, types, typesettings
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.drafts import REQUEST, Afterwards, Draft
from chatbot.desk.entering import New
from chatbot.desk.settings import DeskSettings
from chatbot.desk.typesettings import TypeChange
from store import tickets as ticket_rows
from store import workflows
from store.database import Database
from tests.desk.doing import ADA, ALICE, BOB, accept, close, new
from tests.desk.test_analysis import INCIDENT
from tests.people import FakeClock, furnish, opened_desk, pass_time, shell

DAY = timedelta(days=1)
KEPT = replace(REQUEST, keep=30 * DAY)
ERASED = replace(INCIDENT, transitions=((1, 2, 5), (2, 5), (3, 4), (4, 5, 2)), keep=7 * DAY, afterwards="delete")
TYPES: Mapping[str, Draft] = {draft.name: draft for draft in (KEPT, ERASED)}


async def open_kept(database: Database, clock: FakeClock) -> Desk:
    desk = await opened_desk(database, clock, DeskSettings(types=TYPES))
    await furnish(desk)
    for draft in TYPES.values():
        await desk.change(shell(), types.apply, draft)
    await pass_time(desk, clock, timedelta(hours=2))
    return desk


async def over(desk: Desk, title: str = "printer on fire", *, caller: Caller = ALICE, text: str = "") -> int:
    """A request that bob took and closed."""
    number = await new(desk, caller, title)
    await accept(desk, BOB, number)
    await close(desk, BOB, number, text)
    return number


async def incident_over(desk: Desk, title: str = "db down", *, caller: Caller = ALICE, private: bool = False) -> int:
    wanted = New(title, type="incident", private=private)
    number = (await desk.change(caller, tickets.open_ticket, wanted)).seen.ticket.id
    await close(desk, BOB, number, "it was the fan")
    return number


async def put_away(desk: Desk, number: int, afterwards: Afterwards) -> None:
    """As if its keep time were over now."""

    async def body(act: Act) -> None:
        ticket = await ticket_rows.get(act.tx, number)
        assert ticket is not None
        type_ = await workflows.get(act.tx, ticket.type)
        assert type_ is not None
        await keeping.AFTERWARDS[afterwards](act, type_, [ticket])

    await desk.change(NOBODY, body)


async def sets(desk: Desk, type_: str, change: TypeChange) -> None:
    await desk.change(ADA, typesettings.put, type_, None, change)


async def found(desk: Desk, words: str, *, archived: bool = False, caller: Caller = ALICE) -> list[int]:
    seen = (await desk.look(caller, searching.search, words, None, archived=archived)).seen
    return [one.ticket.id for one in seen]


async def in_archive(desk: Desk, role: str | None = None, *, caller: Caller = ALICE) -> list[int]:
    return [one.ticket.id for one in (await desk.look(caller, archive.list_archive, role)).seen]
