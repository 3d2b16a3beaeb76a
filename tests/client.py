"""A small, honest IRC client for tests: real sockets, its own parser, and failures that show what was heard."""

import asyncio
import itertools
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Self

from tests.lines import Line, parse
from tests.registration import Login, register

__all__ = ["IrcClient", "Line", "Wanted", "talk"]

Wanted = str | re.Pattern[str] | Callable[[Line], bool]
"""What to wait for: a regular expression that is searched in the raw line, or a predicate of the parsed one."""

_SHOWN = 20
_LONGEST_LINE = 1 << 20  # bytes; nothing a server sends comes near


class IrcClient:
    """`lines` is all that was heard. A line that was waited for is consumed: no later wait finds it again."""

    def __init__(self, nick: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.nick = nick
        self.lines: list[Line] = []
        self.ended = False
        self._consumed: set[int] = set()
        self._arrived = asyncio.Event()
        self._tokens = itertools.count(1)
        self._reader = reader
        self._writer = writer
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def connect(
        cls,
        host: str,
        port: int,
        nick: str,
        *,
        account: str | None = None,
        password: str | None = None,
        caps: Iterable[str] = (),
        local: str | None = None,
    ) -> Self:
        """Registered, with its MOTD read, the capabilities acknowledged, and logged in by SASL PLAIN if there is an
        account; from the address `local`, if it is given. AssertionError if the server refuses any of it."""
        whence = (local, 0) if local else None
        client = cls(nick, *await asyncio.open_connection(host, port, limit=_LONGEST_LINE, local_addr=whence))
        login = None if account is None else Login(account, password or "")
        try:
            await register(client, login, tuple(caps))
        except BaseException:
            await client.drop()
            raise
        return client

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.quit()

    async def raw(self, line: bytes | str) -> None:
        """Send as it is; only a missing line end is added."""
        data = line.encode("utf-8", "surrogateescape") if isinstance(line, str) else line
        self._writer.write(data if data.endswith(b"\n") else data + b"\r\n")
        with suppress(ConnectionError):  # the reader notices, and every wait then says so
            await self._writer.drain()

    async def join(self, channel: str) -> None:
        await self.raw(f"JOIN {channel}")
        await self.expect(lambda line: line.command == "366" and line.params[1].lower() == channel.lower())

    async def say(self, target: str, text: str) -> None:
        await self.raw(f"PRIVMSG {target} :{text}")

    async def expect(self, wanted: Wanted, timeout: float = 10, *, since: int = 0) -> Line:  # noqa: ASYNC109 - shown in the failure
        """The first matching line that is not consumed yet, of those from `lines[since]` on, in `timeout` seconds."""
        matches = _matcher(wanted)
        try:
            async with asyncio.timeout(timeout):
                while (found := self._take(matches, since)) is None:
                    await self._more()
        except (TimeoutError, EOFError) as why:
            raise AssertionError(self._story(wanted, str(why) or f"not within {timeout} s")) from None
        return found

    async def hears(self, regex: str, from_nick: str = "dibs", timeout: float = 10, *, since: int = 0) -> Line:  # noqa: ASYNC109 - as in expect
        """The first unconsumed PRIVMSG or NOTICE of that nick whose text matches."""
        return await self.expect(_Spoken(from_nick, regex), timeout, since=since)

    def seen(self, regex: str) -> list[Line]:
        """All lines so far that match, consumed or not. To show that something did not come: `sync()` first."""
        return [line for line in self.lines if re.search(regex, line.raw)]

    def said_by(self, nick: str = "dibs") -> list[str]:
        """The texts of all that was heard from that nick so far, in order."""
        return [line.text for line in self.lines if _Spoken(nick, "")(line)]

    def forget(self) -> None:
        """Consume all that was heard so far."""
        self._consumed.update(range(len(self.lines)))

    async def sync(self) -> None:
        """Return when the server has processed all that this client sent, and this client has read all before that."""
        token = f"sync{next(self._tokens)}"
        await self.raw(f"PING {token}")
        await self.expect(lambda line: line.command == "PONG" and line.text == token)

    async def quit(self, reason: str = "bye") -> None:
        """Say QUIT and wait for the server to close, so that the nick is free afterwards. No error if it is gone."""
        await self.raw(f"QUIT :{reason}")
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.shield(self._reading)
        await self.drop()

    async def drop(self) -> None:
        """Break the connection without a word."""
        self._writer.transport.abort()
        await self._reading
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    async def _read(self) -> None:
        with suppress(ConnectionError):
            while data := await self._reader.readline():
                await self._hear(parse(data.decode("utf-8", "surrogateescape").rstrip("\r\n")))
        self.ended = True
        self._arrived.set()

    async def _hear(self, line: Line) -> None:
        self.lines.append(line)
        if line.command == "PING":
            await self.raw(f"PONG :{line.text}")
        self._arrived.set()

    def _take(self, matches: Callable[[Line], bool], since: int) -> Line | None:
        for number in range(since, len(self.lines)):
            if number not in self._consumed and matches(self.lines[number]):
                self._consumed.add(number)
                return self.lines[number]
        return None

    async def _more(self) -> None:
        if self.ended:
            raise EOFError("the connection is closed")
        self._arrived.clear()
        await self._arrived.wait()

    def _story(self, wanted: Wanted, why: str) -> str:
        heard = "\n".join(f"  {line.raw!r}" for line in self.lines[-_SHOWN:])
        return f"{self.nick} waited for {wanted!r}: {why}. Last heard:\n{heard or '  nothing'}"


class _Spoken:
    """A predicate that can say what it looks for."""

    def __init__(self, nick: str, regex: str) -> None:
        self._nick = nick.lower()
        self._regex = re.compile(regex)

    def __call__(self, line: Line) -> bool:
        spoken = line.command in {"PRIVMSG", "NOTICE"} and line.nick.lower() == self._nick
        return spoken and self._regex.search(line.text) is not None

    def __repr__(self) -> str:
        return f"{self._regex.pattern!r} said by {self._nick}"


def _matcher(wanted: Wanted) -> Callable[[Line], bool]:
    if isinstance(wanted, str | re.Pattern):
        pattern = re.compile(wanted)
        return lambda line: pattern.search(line.raw) is not None
    return wanted


async def talk(client: IrcClient, target: str, text: str, regex: str, from_nick: str = "dibs") -> Line:
    """Say it, and return the answer: a line of dibs that matches and came after it, in public or in private."""
    await client.sync()
    before = len(client.lines)
    await client.say(target, text)
    return await client.hears(regex, from_nick, since=before)
