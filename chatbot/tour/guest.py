"""Somebody on IRC who is played from here: a connection of their own to the embedded server, like anybody's."""

import asyncio
import contextlib
import itertools
from collections.abc import Callable
from typing import Self

from msgspec import Struct

from chatbot.irc.embedded import HOST
from chatbot.irc.lines import Line, LineBuffer, parse
from chatbot.irc.outgoing import command, is_target

ANSWERS_WITHIN = 10.0
"""Seconds. The server is on this machine."""

CHUNK = 65_536


class GuestFailed(Exception):
    """Why they can't come in, or be where they want to be: fit to show."""


class Heard(Struct, frozen=True):
    """`to` is the channel, or the nick of who heard it."""

    by: str
    to: str
    text: str


class Guest:
    """`on_heard` gets all that others say where this guest is; it must not block."""

    def __init__(
        self, nick: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_heard: Callable[[Heard], None]
    ) -> None:
        self.nick = nick
        self.ended = asyncio.Event()
        self._reader, self._writer = reader, writer
        self._on_heard = on_heard
        self._waits: list[tuple[Callable[[Line], bool], asyncio.Future[Line]]] = []
        self._tokens = itertools.count(1)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, port: int, nick: str, on_heard: Callable[[Heard], None]) -> Self:
        """Come in under that nick; raises `GuestFailed`."""
        if not is_target(nick):
            raise GuestFailed("A nick is one word: letters, digits, - and _.")
        try:
            streams = await asyncio.open_connection(HOST, port)
        except OSError:
            raise GuestFailed("The server doesn't answer.") from None
        guest = cls(nick, *streams, on_heard)
        try:
            await guest._register()
        except BaseException:
            await guest.leave()
            raise
        return guest

    async def _register(self) -> None:
        welcome = self._line_of("001", "431", "432", "433")
        self._send("NICK", self.nick)
        self._send("USER", self.nick, "0", "*", self.nick)
        answer = await self._within(welcome)
        if answer.command == "433":
            raise GuestFailed(f"Somebody is called {self.nick} already.")
        if answer.command != "001":
            raise GuestFailed("The server takes no such nick: it wants letters, digits, - and _, a letter first.")

    async def join(self, channel: str) -> None:
        joined = self._line_of("366", "403", "473", "475")
        self._send("JOIN", channel)
        if (await self._within(joined)).command != "366":
            raise GuestFailed("The server has no such channel: a name starts with #.")

    def say(self, target: str, text: str) -> None:
        """To a channel or to a person; to neither, to nobody."""
        if is_target(target):
            self._send("PRIVMSG", target, text)

    async def settled(self) -> None:
        """Return when the server has passed on all that was said, and all that it passed on before was heard."""
        token = f"settled{next(self._tokens)}"
        pong = self._when(lambda line: line.command == "PONG" and token in line.params)
        self._send("PING", token)
        await self._within(pong)

    async def leave(self, why: str = "bye") -> None:
        """Say QUIT, and return when the connection is closed."""
        if not self.ended.is_set():
            self._send("QUIT", why)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await self.ended.wait()
        self._writer.close()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    def _send(self, *words: str) -> None:
        self._writer.write(command(*words))

    def _line_of(self, *commands: str) -> "asyncio.Future[Line]":
        return self._when(lambda line: line.command in commands)

    def _when(self, wanted: Callable[[Line], bool]) -> "asyncio.Future[Line]":
        found = asyncio.get_running_loop().create_future()
        self._waits.append((wanted, found))
        return found

    async def _within(self, line: "asyncio.Future[Line]") -> Line:
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                return await line
        except (TimeoutError, ConnectionError):
            raise GuestFailed("The server doesn't answer.") from None

    async def _read(self) -> None:
        buffer = LineBuffer()
        try:
            with contextlib.suppress(ConnectionError):
                while data := await self._reader.read(CHUNK):
                    for line in filter(None, map(parse, buffer.feed(data))):
                        self._hear(line)
        finally:
            self.ended.set()
            for _, waiting in self._waits:
                if not waiting.done():
                    waiting.set_exception(ConnectionError())

    def _hear(self, line: Line) -> None:
        if line.command == "PING":
            self._send("PONG", line.param(-1))
        elif line.command in {"PRIVMSG", "NOTICE"} and line.from_person:
            self._on_heard(Heard(line.nick, line.param(0), line.param(-1)))
        for wanted, waiting in self._waits:
            if not waiting.done() and wanted(line):
                waiting.set_result(line)
        self._waits = [(wanted, waiting) for wanted, waiting in self._waits if not waiting.done()]
