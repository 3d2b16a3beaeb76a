"""A connection without a socket: lines go in by hand, what it writes is read back, time is turned by hand."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from chatbot.irc.connection import Connection
from chatbot.irc.folding import Fold
from chatbot.irc.outgoing import WireLine
from chatbot.irc.pacing import PROFILES
from chatbot.irc.people import Spoken
from chatbot.irc.pipe import Pipe
from chatbot.irc.replying import Sayings
from chatbot.irc.session import Clocks, Ears, Session, Shared, Wanted
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.irc.signs import Signs
from chatbot.irc.sought import Sought
from chatbot.irc.writer import Writer
from chatbot.wire import Message, Principal, Seen

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CAPS = "account-notify account-tag away-notify batch chghost extended-join message-tags multi-prefix server-time"
ISUPPORT = "CASEMAPPING=rfc1459 CHANTYPES=#& STATUSMSG=@+ WHOX BOT=B PREFIX=(ov)@+ NETWORK=testnet"


class Offline:
    """`written` is what it said since `said` was asked, `wire` all of it, byte for byte."""

    def __init__(self, settings: LinkSettings, shared: Shared | None = None) -> None:
        self.written: list[str] = []
        self.wire: list[bytes] = []
        self.messages: list[Message] = []
        self.seen: list[Seen] = []
        self.gone: list[str] = []
        self.told: list[str] = []
        self.granted: list[timedelta] = []
        self.shut: list[tuple[str, str]] = []
        self.elapsed = 0.0
        self.writing: asyncio.Task[None]
        self.left: list[tuple[str, str]] = []
        self.moved: list[tuple[str, str]] = []
        told = (self._tell("up"), self._tell("down"))
        ears = Ears(
            self.messages.append,
            self.seen.append,
            self.gone.append,
            self._note_move,
            lambda channel, key: self.left.append((channel, key)),
            *told,
            self._note_shut,
            self._note_grant,
        )
        self.shared = shared or Shared(ears, Wanted(list(settings.channels)), Spoken(), Sayings(), Sought(), Signs())
        clocks = Clocks(lambda: START + timedelta(seconds=self.elapsed), lambda: self.elapsed)
        self.session = Session(settings, Timings(), clocks, self.shared, self._writer)
        self.connection = Connection(self.session, Pipe(asyncio.get_running_loop()))
        self.people = self.connection.people

    def _note_shut(self, channel: str, numeric: str) -> None:
        self.shut.append((channel, numeric))

    def _note_grant(self, _: LinkSettings, duration: timedelta) -> None:
        self.granted.append(duration)

    def _note_move(self, mask: str, new: str) -> None:
        self.moved.append((mask, new))

    def _tell(self, word: str) -> Callable[[], None]:
        return lambda: self.told.append(word)

    def _writer(self, fold: Fold) -> Writer:
        return Writer(self._write, PROFILES["fast"], lambda: self.elapsed, fold)

    def _write(self, line: WireLine) -> None:
        self.wire.append(line)
        self.written.append(line.decode(errors="replace").removesuffix("\r\n"))

    def hears(self, *lines: str) -> None:
        for line in lines:
            self.connection.hear(line.encode())

    def look_for(self, key: str) -> None:
        """As a link does it."""
        self.shared.sought.seek(key)
        self.connection.seek(key)

    def passes(self, seconds: float) -> None:
        self.elapsed += seconds
        self.connection.tick(self.elapsed)

    def lives(self, seconds: int) -> None:
        """Time passes, and the server says something every now and then."""
        for _ in range(seconds // 10):
            self.passes(10)
            self.hears("NOTICE * :still here")

    async def said(self) -> list[str]:
        """All that was written since the last time."""
        await self.session.writer.drained()
        lines, self.written[:] = list(self.written), []
        return lines

    async def turns(self) -> list[str]:
        """As `said`, but what was said may still wait for its proof."""
        for _ in range(100):
            await asyncio.sleep(0)
        lines, self.written[:] = list(self.written), []
        return lines

    def welcomed(self, caps: str = CAPS, isupport: str = ISUPPORT) -> None:
        """As a server does it: capabilities, the numerics, the end of the MOTD."""
        self.connection.begin()
        self.hears(f":s CAP * LS :{caps}", f":s CAP * ACK :{caps}", ":s 001 dibs :hello")
        self.hears(f":s 005 dibs {isupport} :are supported by this server", ":s 376 dibs :end")

    def joined(self, channel: str = "#desk", tags: str = "@time=2026-11-21T09:00:00.000Z ") -> None:
        """We are in, and the members have been asked for: bob, logged in as Bob, holds the channel."""
        self.hears(f"{tags}:dibs!dibs@bot.host JOIN {channel} * :dibs", f":s 353 dibs = {channel} :dibs @bob")
        self.hears(
            f":s 354 dibs 152 {channel} dibs bot.host dibs H 0", f":s 354 dibs 152 {channel} b bob.host bob H Bob"
        )
        self.hears(f":s 315 dibs {channel} :End of WHO")

    def principal(self, line: str) -> Principal:
        """Who the door says it was that spoke this line."""
        self.hears(line)
        return self.messages[-1].principal


SETTINGS = LinkSettings(network="test", host="nowhere", port=1, nick="dibs", channels=("#desk",))


@asynccontextmanager
async def offline(given: LinkSettings = SETTINGS, shared: Shared | None = None) -> AsyncGenerator[Offline]:
    """`shared`: what outlived the connection before."""
    link = Offline(given, shared)
    link.writing = asyncio.create_task(link.session.writer.run())
    try:
        yield link
    finally:
        link.writing.cancel()
        with suppress(asyncio.CancelledError):
            await link.writing
