"""Hears the bell beside the database: another program has written to it, so all who wait for that look now."""

import asyncio
from dataclasses import dataclass
from functools import partial
from socket import socket

from chatbot.services.waiting import Bell
from store.bell import hung, silence
from store.database import Database


@dataclass(slots=True)
class Doorbell:
    database: Database

    async def run(self) -> None:
        """For ever."""
        with hung(self.database.file) as bell, self.database.hearing():
            loop, rung = asyncio.get_running_loop(), Bell()
            loop.add_reader(bell, partial(_heard, bell, rung))
            try:
                await self._listen(rung)
            finally:
                loop.remove_reader(bell)

    async def _listen(self, rung: Bell) -> None:
        """What was written before there was a bell is seen at once, too."""
        while True:
            count = rung.count
            await self.database.look()
            await rung.rung_after(count)


def _heard(bell: socket, rung: Bell) -> None:
    silence(bell)
    rung.ring()
