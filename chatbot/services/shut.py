"""Channels that don't let dibs in: an admin is told, once a day for each, since only a person can open them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk.act import Act
from chatbot.desk.desk import NOBODY, Desk
from chatbot.services.waiting import Bell, unwatched

AGAIN = timedelta(hours=24)
MOST = 1000
"""Channels that are remembered for that long; a server could name any number."""


@dataclass(slots=True)
class Shut:
    desk: Desk
    beat: Callable[[], None] = unwatched
    _new: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    _told: dict[tuple[str, str, str], datetime] = field(default_factory=dict[tuple[str, str, str], datetime])
    _bell: Bell = field(default_factory=Bell)

    def put(self, network: str, channel: str, numeric: str) -> None:
        """Called by the door; returns at once."""
        one, now = (network, channel, numeric), self.desk.clock.now()
        self._forget(now)
        if one not in self._told and len(self._told) < MOST:
            self._told[one] = now
            self._new.append(one)
            self._bell.ring()

    def _forget(self, now: datetime) -> None:
        """Those of which an admin may hear again; the oldest stands first."""
        while self._told and now - next(iter(self._told.values())) >= AGAIN:
            del self._told[next(iter(self._told))]

    @property
    def waiting(self) -> int:
        return len(self._new)

    async def run(self) -> None:
        """For ever."""
        while True:
            rung = self._bell.count
            while self._new:
                self.beat()
                await self.desk.change(NOBODY, note, *self._new[0])
                del self._new[0]
            await self._bell.rung_after(rung)


async def note(act: Act, network: str, channel: str, numeric: str) -> None:
    await act.journal("channel_shut", channel=channel, channel_network=network, numeric=numeric)
