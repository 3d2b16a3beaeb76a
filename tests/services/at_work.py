"""Services at work: the stations of the desk's types, with a clock that a test moves, and code written in the test."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from msgspec.structs import replace

from chatbot.desk import ownership, tickets, types
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.drafts import REQUEST, Draft
from chatbot.desk.entering import New
from chatbot.desk.settings import DeskSettings
from chatbot.services.codes import Code, codes_of
from chatbot.services.supervisor import Supervisor
from chatbot.services.switchboard import Switchboard
from chatbot.services.timekeeper import Timekeeper
from store import stays, timers
from store import tickets as ticket_rows
from store.database import Transaction, open_database
from store.records import Ticket
from store.stays import ServiceKey, Stay
from tests.desk.doing import ALICE, BOB
from tests.desk.test_analysis import INCIDENT, PURCHASE
from tests.people import FakeClock, furnish, opened_desk, shell
from tests.waiting import until

BUYING = replace(PURCHASE, role="ops")
NEW, ACCEPTED, MITIGATED, RESOLVED, CLOSED = 1, 2, 3, 4, 5
"""The states of an incident, which goes from each to the next; from accepted on somebody owns it."""


def written(*classes: type) -> list[Code]:
    """The classes as a plugin named `ours` would bring them along."""
    module = ModuleType("ours")
    for one in classes:
        setattr(module, one.__name__, one)
    found, wrong = codes_of(module, "ours", None)
    assert wrong == []
    return found


@dataclass(slots=True)
class Works:
    desk: Desk
    clock: FakeClock
    board: Switchboard
    supervisor: Supervisor

    async def opens(self, type_: str = "incident", title: str = "db down", *, private: bool = False) -> int:
        wanted = New(title, type=type_, private=private)
        return (await self.desk.change(ALICE, tickets.open_ticket, wanted)).seen.ticket.id

    async def takes(self, number: int, caller: Caller = BOB) -> None:
        await self.desk.change(caller, ownership.accept, number)

    async def quiet(self) -> None:
        """Until nothing is to be done that can be done now."""
        await until("the services are done", self._done)

    async def _done(self) -> bool:
        if await self.desk.database.read(timers.list_due, self.clock.now(), limit=1):
            return False
        return not await self.desk.database.read(stays.is_anything_todo) and not self.board.hands.any

    async def pass_time(self, **length: float) -> None:
        """Each thing that falls due happens at its own moment."""
        end = self.clock.now() + timedelta(**length)
        await self.quiet()
        while (timer := await self.desk.database.read(timers.next_one)) is not None and timer.due_at <= end:
            self.clock.set(max(timer.due_at, self.clock.now()))
            await self.quiet()
        self.clock.set(end)
        await self.quiet()

    async def ticket(self, number: int) -> Ticket:
        found = await self.desk.database.read(ticket_rows.get, number)
        assert found is not None
        return found

    async def state(self, number: int) -> int:
        return (await self.ticket(number)).state

    async def stay(self, number: int) -> Stay:
        found = await self.desk.database.read(stays.get, number)
        assert found is not None
        return found

    def name(self, type_: str, state: int) -> str:
        return self.board.stations[ServiceKey(type_, state)].name

    async def stop(self) -> None:
        await self.supervisor.stop()


@asynccontextmanager
async def at_work(
    folder: Path, *classes: type, types_: Sequence[Draft] = (INCIDENT, BUYING), clock: FakeClock | None = None
) -> AsyncGenerator[Works]:
    """alice reports, bob holds the role ops; the desk in that folder may have been used before."""
    clock = clock or FakeClock()
    settings = DeskSettings(types={draft.name: draft for draft in (REQUEST, *types_)})
    async with await open_database(folder / "dibs.sqlite") as database:
        desk = await opened_desk(database, clock, settings)
        if not await database.read(_is_furnished):
            await furnish(desk)
        await desk.change(shell(), types.apply_all)
        supervisor = Supervisor()
        board = Switchboard(desk, supervisor, written(*classes))
        await board.open()
        supervisor.start("switchboard", board.run)
        supervisor.start("timekeeper", Timekeeper(desk).run)
        try:
            yield Works(desk, clock, board, supervisor)
        finally:
            await supervisor.stop()


async def _is_furnished(tx: Transaction) -> bool:
    return bool(await tx.value("select count(*) from role"))
