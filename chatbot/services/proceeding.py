"""Runs the code of a service at one ticket, and has carried out what it orders.

What fails is tried again after a while; then the other states that are possible are tried in order; and if none will
do, the ticket keeps its state and the role is told in a ticket of its own.
"""

import asyncio
import logging
import time
import traceback
from dataclasses import dataclass, field

from chatbot.desk import steps, troubles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.desk.orders import Move, Orders
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.plugin.doing import Do, Failed
from chatbot.services.codes import Code
from chatbot.services.contained import Ended
from chatbot.services.facts import service_ticket
from chatbot.services.hands import Hands
from chatbot.services.retrying import RETRIES
from store import stays
from store.failures import StoreFailed
from store.stays import Stay

log = logging.getLogger("dibs.stations")

MOST_OF_WHY = 200


@dataclass(slots=True)
class Proceeding:
    name: str
    code: Code
    desk: Desk
    caller: Caller
    hands: Hands
    _running: dict[int, tuple[float, asyncio.Future[None]]] = field(
        default_factory=dict[int, "tuple[float, asyncio.Future[None]]"]
    )
    """By ticket: since when, on the loop's clock, and what runs."""

    @property
    def stuck(self) -> bool:
        """Whether code runs on although its time was over long ago: it swallowed that, or waits in a thread."""
        longest = 2 * self.code.patience.total_seconds()
        return any(time.monotonic() - since > longest for since, _ in self._running.values())

    async def proceed(self, stay: Stay) -> None:
        """Raises StoreFailed alone."""
        try:
            if stay.todo == stays.SETTLE or (stay.todo == stays.TIMEOUT and "on_timeout" not in self.code.functions):
                await self.desk.change(self.caller, steps.do_without_code, stay)
                return
            if stay.todo == stays.PROCEED:
                await self.desk.change(self.caller, steps.settle, stay, done=False)
            await self._run(stay)
        except StoreFailed:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the other tickets go on
            await self._failed(stay, error)

    async def _run(self, stay: Stay) -> None:
        do = Do(self.desk.clock.now())
        ticket = await self.desk.database.read(service_ticket, stay)
        await self.call("on_timeout" if stay.todo == stays.TIMEOUT else "proceed", stay.ticket_id, ticket, do)
        orders = do.done()
        tried: list[tuple[str, str]] = []
        for code, state in await self._candidates(stay, orders):
            try:
                await self.desk.change(self.caller, steps.obey, stay, orders, code)
            except Refused as refused:
                tried.append((state, _plain(str(refused))))
            else:
                return
        await self.desk.change(self.caller, troubles.put, stay, "", tried)

    async def _candidates(self, stay: Stay, orders: Orders) -> list[tuple[int | None, str]]:
        """The state that is wanted, then the other possible ones in order; or none, where it is to stay."""
        if not isinstance(orders.decision, Move):
            return [(None, "to stay")]
        possible = await self.desk.look(self.caller, steps.possible, stay.ticket_id)
        wanted = orders.decision.code or next((code for code, _ in possible), None)
        if wanted is None:
            return []
        names = dict(possible)
        others = [(code, name) for code, name in possible if code != wanted]
        return [(wanted, names.get(wanted, str(wanted))), *others]

    async def call(self, function: str, ticket_id: int, *args: object) -> None:
        """Run it, for as long as its patience lasts. What it raises is raised here."""
        running = self.code.start(function, *args)
        self._running[ticket_id] = (time.monotonic(), running)
        limit = self.code.patience.total_seconds()
        async with asyncio.timeout(limit):
            await asyncio.shield(running) if self.code.blocking else await running

    def let_go(self, ticket_id: int) -> None:
        """The ticket is free once nothing runs at it any more; a thread can't be stopped."""
        _, running = self._running.get(ticket_id, (0.0, None))

        def ended(_: object) -> None:
            self._running.pop(ticket_id, None)
            self.hands.let_go(ticket_id)

        if running is None or running.done():
            ended(None)
        else:
            running.add_done_callback(ended)

    async def _failed(self, stay: Stay, error: Exception) -> None:
        mishap(log, f"service {self.name} failed at #{stay.ticket_id}", error)
        if stay.tries < len(RETRIES):
            await self.desk.change(self.caller, steps.fail, stay, RETRIES[stay.tries])
            return
        tried: list[tuple[str, str]] = []
        for code, state in await self._others(stay):
            try:
                await self.desk.change(self.caller, steps.obey, stay, Orders((), Move(code)), code)
            except Refused as refused:
                tried.append((state, _plain(str(refused))))
            else:
                return
        await self.desk.change(self.caller, troubles.put, stay, why(error), tried)

    async def _others(self, stay: Stay) -> list[tuple[int, str]]:
        """Besides the normal next one, to which its code should have brought it; when time is over, none."""
        if stay.todo == stays.TIMEOUT:
            return []
        return (await self.desk.look(self.caller, steps.possible, stay.ticket_id))[1:]


def why(error: BaseException) -> str:
    """In words, where they are meant for people; else what and where, for its own may hold what is private."""
    if isinstance(error, Failed | Refused):
        return fit(_plain(str(error)), MOST_OF_WHY)
    if isinstance(error, TimeoutError):
        return "it took too long"
    name = str(error) if isinstance(error, Ended) else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{name}{where}"


def _plain(text: str) -> str:
    return clean(text.replace(TYPE, "")).rstrip(".")
