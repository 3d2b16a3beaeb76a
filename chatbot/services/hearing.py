"""What the code of a service hears besides its tickets: events of them from the journal, and notes of other services.

One after the other, each once: its place in the journal moves in the transaction in which what it orders is carried
out, and a note is read in it. What it fails at too often is passed over.
"""

import logging
from dataclasses import dataclass

from chatbot.desk import steps
from chatbot.desk.act import Act
from chatbot.desk.mishaps import mishap
from chatbot.desk.orders import Move, Orders
from chatbot.desk.refused import Refused
from chatbot.plugin.doing import Do
from chatbot.services.dispatcher import begin
from chatbot.services.facts import Fact, list_facts, service_ticket
from chatbot.services.proceeding import Proceeding
from chatbot.services.retrying import again_or_never, rests
from store import cursors, notes, stays
from store.cursors import Cursor
from store.database import Transaction
from store.failures import StoreFailed
from store.notes import Note
from store.stays import ServiceKey, Stay

log = logging.getLogger("dibs.stations")

BATCH = 50


@dataclass(slots=True)
class Hearing:
    key: ServiceKey
    proceeding: Proceeding

    @property
    def place(self) -> str:
        return f"service {self.proceeding.name}"

    @property
    def events(self) -> bool:
        """Whether it hears what happens to its tickets, and not only what others say to it."""
        return "on_event" in self.proceeding.code.functions

    async def begin(self) -> None:
        """Who only reads notes has no place in the journal: it would stand still, and offers wait for who is behind."""
        if self.events:
            await self.proceeding.desk.database.write(begin, self.place)

    async def step(self) -> bool:
        """Hear what there is; False if there was nothing."""
        heard = await self._hear_events() if self.events else False
        return await self._read_notes() or heard

    async def _hear_events(self) -> bool:
        desk = self.proceeding.desk
        cursor, found = await desk.database.read(_next, self.place, self.key)
        if not found or rests(cursor, desk.clock.now()):
            return False
        for fact, stay in found:
            if stay is None:
                continue
            if stay.ticket_id in self.proceeding.hands:
                return False
            await self._hear(cursor, fact, stay)
            return True
        await desk.database.write(cursors.move, self.place, was=cursor.event_id, to=found[-1][0].row.id)
        return True

    async def _hear(self, cursor: Cursor, fact: Fact, stay: Stay) -> None:
        """One that is of a ticket of ours; those before it are passed over with it."""
        run = self.proceeding
        try:
            orders = await self._ask("on_event", stay, fact.event)
            for code in await self._codes(stay, orders):
                await run.desk.change(run.caller, _heard, cursor, fact.row.id, stay, (orders, code))
        except StoreFailed:
            raise
        except Exception as error:  # noqa: BLE001 - one event must not stop the others
            mishap(log, f"service {run.name} failed at event {fact.row.id} ({fact.row.kind})", error)
            await again_or_never(run.desk, run.caller, cursor, fact.row.id, error)

    async def _ask(self, function: str, stay: Stay, said: object) -> Orders:
        run = self.proceeding
        do = Do(run.desk.clock.now())
        run.hands.take(stay.ticket_id)
        try:
            ticket = await run.desk.database.read(service_ticket, stay)
            await run.call(function, stay.ticket_id, ticket, said, do)
        finally:
            run.let_go(stay.ticket_id)
        return do.done()

    async def _codes(self, stay: Stay, orders: Orders) -> list[int | None]:
        """The state to which it is to go; the one that is normal where none is named."""
        if not isinstance(orders.decision, Move) or orders.decision.code is not None:
            return [orders.decision.code if isinstance(orders.decision, Move) else None]
        possible = await self.proceeding.desk.look(self.proceeding.caller, steps.possible, stay.ticket_id)
        if not possible:
            raise Refused("Nothing comes after that state.")
        return [possible[0][0]]

    async def _read_notes(self) -> bool:
        run = self.proceeding
        found = await run.desk.database.read(notes.list_for, self.key.type, self.key.state, limit=BATCH)
        free = [note for note in found if note.ticket_id not in run.hands]
        for note in free:
            await self._read(note)
        return bool(free)

    async def _read(self, note: Note) -> None:
        run = self.proceeding
        stay = await run.desk.database.read(stays.get, note.ticket_id)
        if note.ticket_id in run.hands:
            return  # taken since it was listed: it rings when it is free
        if stay is None or "on_notice" not in run.code.functions:
            await run.desk.change(run.caller, steps.pass_over, note)
            return
        try:
            orders = await self._ask("on_notice", stay, note.text)
            for code in await self._codes(stay, orders):
                await run.desk.change(run.caller, steps.read_note, note, stay, orders, code)
        except StoreFailed:
            raise
        except Exception as error:  # noqa: BLE001 - one note must not stop the others
            mishap(log, f"service {run.name} failed at a note about #{note.ticket_id}", error)
            await run.desk.change(run.caller, steps.pass_over, note)


async def _next(tx: Transaction, place: str, key: ServiceKey) -> tuple[Cursor, list[tuple[Fact, Stay | None]]]:
    """What comes next in the journal, each with the stay of its ticket where that is one of this service's."""
    cursor = await cursors.get(tx, place)
    assert cursor is not None, "made when the service started"
    found = await list_facts(tx, cursor.event_id, BATCH)
    return cursor, [(fact, await _ours(tx, fact, key)) for fact in found]


async def _ours(tx: Transaction, fact: Fact, key: ServiceKey) -> Stay | None:
    stay = await stays.get(tx, fact.row.ticket_id) if fact.row.ticket_id else None
    return stay if stay is not None and (stay.type, stay.state) == (key.type, key.state) else None


async def _heard(act: Act, cursor: Cursor, event_id: int, stay: Stay, ordered: tuple[Orders, int | None]) -> None:
    """Nothing if it was heard already."""
    if await cursors.move(act.tx, cursor.plugin, was=cursor.event_id, to=event_id):
        await steps.obey_aside(act, stay, *ordered)
