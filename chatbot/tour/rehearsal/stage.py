"""Where a rehearsal plays: a copy of the desk with the real desk, plugins and senders on it, and links of paper."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chatbot.app import load_plugins, open_desk
from chatbot.app.opening import ALARMS, drop_cursors
from chatbot.config import Config
from chatbot.desk import servicenames
from chatbot.desk.desk import NOBODY, Desk
from chatbot.services import alarms, plugins
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.hands import Hands
from chatbot.services.news import News
from chatbot.services.presence import Presence
from chatbot.services.sender import SETTLING, Sender
from chatbot.services.stations import Station
from chatbot.services.timekeeper import Timekeeper
from chatbot.tour.clock import TourClock
from chatbot.tour.rehearsal.company import company, papers_for
from chatbot.wire import Outgoing
from store import copying, cursors, outbox, rehearsing, timers
from store.database import Transaction
from store.stays import ServiceKey


@dataclass(slots=True)
class Stage:
    """`you`: who opens the ticket; `gone`: who isn't there. `wrote`: all that was said since it was taken last.
    `unplayed`: the code of services, which may do anything out there and isn't called."""

    desk: Desk
    clock: TourClock
    you: str
    gone: frozenset[str]
    timekeeper: Timekeeper
    stations: Sequence[Station]
    dispatchers: Sequence[Dispatcher]
    senders: Sequence[Sender]
    wrote: list[Outgoing]
    unplayed: Sequence[str]

    async def settle(self) -> None:
        """Until nothing is left that could be done or said now."""
        while await self._step():
            pass

    async def _step(self) -> bool:
        steps = (self.timekeeper, *self.stations, *self.dispatchers, *self.senders)
        return any([await one.step() for one in steps])

    def take(self) -> list[Outgoing]:
        found, self.wrote[:] = list(self.wrote), []
        return found

    async def next_moment(self) -> datetime | None:
        """When something is due again."""
        database = self.desk.database
        timer = await database.read(timers.next_one)
        moments = [await database.read(outbox.next_due_at, sender.wire.network) for sender in self.senders]
        moments += [await database.read(_retry_at, one.plugin.name) for one in self.dispatchers]
        found = [timer.due_at] if timer else []
        found += [moment for moment in moments if moment is not None]
        return min((moment for moment in found if moment > self.clock.now()), default=None)


async def _retry_at(tx: Transaction, plugin: str) -> datetime | None:
    cursor = await cursors.get(tx, plugin)
    return cursor.retry_at if cursor else None


@contextlib.asynccontextmanager
async def open_stage(
    config: Config, begins: datetime, *, as_: str | None = None, gone: Sequence[str] = ()
) -> AsyncGenerator[Stage]:
    """The file of the desk is only read; what is played on is gone afterwards. `as_`: the member who opens the ticket,
    else somebody new; `gone`: members who aren't there. Refused where there is no such member."""
    with tempfile.TemporaryDirectory(prefix="dibs-simulate-") as folder:
        copy = Path(folder) / "dibs.db"
        if config.desk.database.exists():
            await asyncio.to_thread(copying.copy_desk, config.desk.database, copy)
        config = config.model_copy(update={"desk": config.desk.model_copy(update={"database": copy})})
        desk = await open_desk(config, TourClock(begins))
        try:
            await desk.database.write(_calm)
            yield await _furnished(config, desk, as_, gone)
        finally:
            await desk.database.close()


async def _calm(tx: Transaction) -> None:
    """Nothing that went on there goes on here."""
    await rehearsing.drop_timers(tx)
    await rehearsing.mark_notices(tx)
    await rehearsing.put_nothing_todo(tx)
    await rehearsing.drop_notes(tx)
    await rehearsing.end_storms(tx)
    await rehearsing.put_cursors(tx)


async def _furnished(config: Config, desk: Desk, as_: str | None, gone: Sequence[str]) -> Stage:
    clock = desk.clock
    assert isinstance(clock, TourClock), "made with one"
    cast = await company(desk, config.network_names, as_, gone)
    wrote: list[Outgoing] = []
    papers = papers_for(cast, wrote.append)
    senders = [Sender(desk, paper, prefix=config.desk.prefix, others=papers) for paper in papers.values()]
    for sender in senders:
        sender.up_since = clock.now() - SETTLING  # who isn't there isn't just on their way back
    loaded = [*load_plugins(config), plugins.plugin_of(alarms, ALARMS, {})]
    await drop_cursors(desk, [plugin.name for plugin in loaded])  # the code of services reads nothing here
    news = News(desk.database)
    dispatchers = [Dispatcher(plugin, desk, Presence(papers), news=news) for plugin in loaded]
    unplayed = [f"{code.plugin}.{code.name}" for plugin in loaded for code in plugin.codes]
    return Stage(
        desk,
        clock,
        cast.you,
        cast.gone,
        Timekeeper(desk),
        await _stations(desk),
        dispatchers,
        senders,
        wrote,
        unplayed,
    )


async def _stations(desk: Desk) -> list[Station]:
    """Without the code of plugins."""
    hands, states = Hands(), await desk.look(NOBODY, servicenames.list_states)
    keys = [(servicenames.name_of(desk.settings.name, one), ServiceKey(one.type, one.code)) for one in states]
    return [Station(name, key, desk, hands) for name, key in keys]
