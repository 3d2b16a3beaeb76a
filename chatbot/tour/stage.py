"""Where the tour plays: dibs as `dibs run` makes it, in a folder that is gone afterwards, and people who come in."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from chatbot.app import App, load_plugins, open_desk, serve
from chatbot.config import EMBEDDED, Config, Desk
from chatbot.services.waiting import Bell
from chatbot.tour.clock import TourClock
from chatbot.tour.guest import Guest, Heard
from chatbot.tour.lines import PRIVATE, Told
from store import outbox, timers


class NotHeard(Exception):
    """What the story waited for, and what was heard instead."""


@dataclass(slots=True)
class Stage:
    """`heard`: all that dibs said in this step; a channel's lines as the first of the guests heard them."""

    app: App
    clock: TourClock
    guests: dict[str, Guest] = field(default_factory=dict[str, Guest])
    heard: list[Told] = field(default_factory=list[Told])
    _taken: int = 0
    _rung: Bell = field(default_factory=Bell)

    async def come_in(self, names: Sequence[str], channel: str) -> None:
        port = self.app.embedded.port if self.app.embedded else None
        assert port is not None, "the server runs as long as the stage is open"
        for name in names:
            self.guests[name] = await Guest.connect(port, name, Ear(self, name, first=not self.guests))
            await self.guests[name].join(channel)

    def hear(self, told: Told) -> None:
        self.heard.append(told)
        self._rung.ring()

    def take(self) -> list[Told]:
        """What was heard and not taken yet."""
        new, self._taken = self.heard[self._taken :], len(self.heard)
        return new

    def forget(self) -> None:
        self.heard, self._taken = [], 0

    async def waits_for(self, beginnings: Sequence[str], within: float) -> None:
        """Until each of these begins a line that was heard; raises `NotHeard`."""
        try:
            async with asyncio.timeout(within):
                while self._missing(beginnings):
                    await self._rung.rung_after(self._rung.count)
        except TimeoutError:
            raise NotHeard(self._story(self._missing(beginnings))) from None

    async def is_answered(self, who: str, times: int, within: float) -> None:
        """Until they alone were told so many lines; raises `NotHeard`."""
        try:
            async with asyncio.timeout(within):
                while sum(told.who == who for told in self.heard) < times:
                    await self._rung.rung_after(self._rung.count)
        except TimeoutError:
            raise NotHeard(self._story([f"{who} p< "])) from None

    def _missing(self, beginnings: Sequence[str]) -> list[str]:
        lines = [str(told) for told in self.heard]
        return [wanted for wanted in beginnings if not any(line.startswith(wanted) for line in lines)]

    def _story(self, missing: Sequence[str]) -> str:
        heard = [f"  {told}" for told in self.heard] or ["  nothing"]
        return "\n".join(["dibs didn't say:", *[f"  {line} ..." for line in missing], "It said:", *heard])

    async def quiet(self) -> None:
        """Until nothing is left to say that could be said now, and all of it was heard."""
        await self.app.all_said()
        for guest in self.guests.values():
            await guest.settled()

    async def pass_time(self, length: timedelta) -> AsyncIterator[datetime]:
        """Each moment at which something was due, when all that came of it was said; the time has passed at the end."""
        end = self.clock.now() + length
        while (moment := await self._next_moment()) is not None and moment <= end:
            self.clock.jump(moment)
            await self._until_done()
            await self.quiet()
            yield self.clock.now()
        self.clock.jump(end)

    async def _next_moment(self) -> datetime | None:
        timer = await self.app.desk.database.read(timers.next_one)
        notice = await self.app.desk.database.read(outbox.next_due_at, EMBEDDED)
        return min((moment for moment in (timer.due_at if timer else None, notice) if moment), default=None)

    async def _until_done(self) -> None:
        """Until the timekeeper has done all that is due by now."""
        database = self.app.desk.database
        while True:
            commits = database.commits
            if not await database.read(timers.list_due, self.clock.now(), limit=1):
                return
            await database.changed(commits)


class Ear(Struct, frozen=True):
    stage: Stage
    name: str
    first: bool

    def __call__(self, heard: Heard) -> None:
        if heard.by != self.stage.app.config.desk.nick:
            return
        if heard.to == self.name:
            self.stage.hear(Told(self.name, PRIVATE, heard.text))
        elif self.first:
            self.stage.hear(Told("", heard.to, heard.text))


@contextlib.asynccontextmanager
async def open_stage() -> AsyncGenerator[Stage]:
    """Nothing of it is left behind. No file and no variable says how: the story is the same wherever it is told."""
    with tempfile.TemporaryDirectory(prefix="dibs-demo-") as folder:
        config = Config.model_construct(desk=Desk(database=Path(folder) / "dibs.db"))
        clock = TourClock()
        app = App(config, await open_desk(config, clock), load_plugins(config))
        async with serve(app):
            stage = Stage(app, clock)
            try:
                await app.up()
                yield stage
            finally:
                for guest in stage.guests.values():
                    await guest.leave()
