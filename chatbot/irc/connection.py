"""One attempt at a network, from the socket to its end. A `Link` makes a new one each time."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

from chatbot.desk.lateness import with_delay
from chatbot.desk.masks import host_of
from chatbot.desk.mishaps import mishap
from chatbot.irc.barrier import Row
from chatbot.irc.feed import Feed
from chatbot.irc.lines import Line, LineBuffer, parse
from chatbot.irc.login import NoLogin
from chatbot.irc.monitor import Monitor
from chatbot.irc.naming import NoWelcome
from chatbot.irc.outgoing import WireLine, command, is_target, privmsg
from chatbot.irc.pacing import Profile
from chatbot.irc.pipe import Pipe
from chatbot.irc.playback import Playback
from chatbot.irc.presence import Presence
from chatbot.irc.proofs import Proofs
from chatbot.irc.queue import Priority, Unit
from chatbot.irc.receiving import Receiver
from chatbot.irc.registration import Registration
from chatbot.irc.remarks import Remarks
from chatbot.irc.services import Services
from chatbot.irc.session import Handler, Session
from chatbot.irc.settings import LinkSettings
from chatbot.irc.sts import Upgrade
from chatbot.irc.tls import Mistrusted
from chatbot.irc.watchdog import Silent, Watchdog
from chatbot.irc.whereabouts import Whereabouts
from chatbot.wire import Channel, Outcome, Outgoing, Reply

log = logging.getLogger("dibs.irc")

LINES_AT_ONCE = 64
"""Handled before others get a turn."""


class Closed(Exception):
    """The server ended it; the text says why, in its words."""


class Connection:
    def __init__(self, session: Session, pipe: Pipe, beat: Callable[[], None] = lambda: None) -> None:
        self.session = session
        self.up = False
        self._pipe = pipe
        self._beat = beat
        self._registration = Registration(session)
        self._presence = Presence(session)
        self._monitor = Monitor(session)
        self._services = Services(session)
        self.people = Whereabouts(session.settings, session.tracker, self._monitor, session.bridges)
        self._feed = Feed(session)
        self._proofs = Proofs(session)
        self._watchdog = Watchdog(session)
        self._begun = False
        self._number = 0
        self._stirred = asyncio.Event()
        session.writer.wrote = self._stirred.set
        self._handlers = self._table()

    def _table(self) -> dict[str, list[Handler]]:
        """Registration first, since the others ask who we are; what is known of people before what follows from it."""
        playback = Playback(self.session)
        people = (self._feed, playback, self._presence, self._monitor, self._services)
        parts = (self._registration, Remarks(self.session), *people, Receiver(self.session, playback))
        handlers: dict[str, list[Handler]] = {}
        for part in parts:
            for name, handler in part.table().items():
                handlers.setdefault(name, []).append(handler)
        own: dict[str, Handler] = {"PING": self._on_ping, "ERROR": self._on_error}
        return handlers | {name: [handler] for name, handler in own.items()}

    @property
    def handled(self) -> Iterable[str]:
        """The commands and numerics of which anything is made."""
        return self._handlers.keys()

    async def run(self) -> None:
        """Until the connection ends; raises what ended it, if it was not the peer hanging up."""
        self.begin()
        tasks = [asyncio.create_task(work) for work in (self._read(), self._tick(), self.session.writer.run())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await self._end(tasks)

    def begin(self) -> None:
        self._registration.begin()

    async def _end(self, tasks: Sequence["asyncio.Task[None]"]) -> None:
        was_up, self.up = self.up, False
        for task in tasks:
            task.cancel()
        self._pipe.close()
        self.session.writer.stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if was_up:
            self.session.ears.down()

    async def reply(self, reply: Reply) -> None:
        """Waits while too many answers to that target are still to be said."""
        writer, fold = self.session.writer, self.session.fold
        if not await writer.room_for_reply(fold(self._target(reply))):
            return
        target = self._target(reply)  # only now: they may have moved on meanwhile
        if is_target(target):
            said = partial(self._said, reply, target)
            host = host_of(reply.asked_by) if reply.stranger else None
            writer.put(Unit(Priority.REPLY, said(), fold(target), remade=said, host=host))

    def _said(self, reply: Reply, target: str) -> Sequence[WireLine]:
        """The first line says how late it is, if it is by now."""
        verb, room = self.session.settings.reply_verb, self.session.room(target)
        late = self.session.clocks.now() - reply.asked_at if reply.asked_at else timedelta()
        texts = [with_delay(text, late) if number == 0 else text for number, text in enumerate(reply.lines)]
        lines = [line for text in texts for line in privmsg(target, text, room, verb)]
        return self.session.answering(lines, reply.reply_to)

    def _target(self, reply: Reply) -> str:
        to = reply.to
        known = to.name if isinstance(to, Channel) else self.session.forwarding.where(reply.asked_by or to.nick)
        return reply.target or known.partition("!")[0]

    def send(self, outgoing: Outgoing, settle: Callable[[Outcome], None], *, alone: bool) -> Row | None:
        """None, and the outcome at once, where there is nothing that could be sent."""
        target = outgoing.target
        if not is_target(target):
            settle(Outcome(outgoing.row, "refused", "", "that is neither a nick nor a channel"))
            return None
        lines = privmsg(target, outgoing.text, self.session.room(target))
        row = Row(outgoing.row, len(lines), settle)
        priority = Priority.URGENT if outgoing.urgent else Priority.NOTICE
        self.session.writer.put(Unit(priority, lines, self.session.fold(target), row, alone))
        return row

    def want(self, names: list[str]) -> None:
        if self._begun:
            self._presence.want(names)

    def leave(self, names: list[str]) -> None:
        self._presence.leave(names)

    def follow(self, settings: LinkSettings, profile: Profile) -> None:
        """Other settings, as far as they are for a connection that there is."""
        self.session.follow(settings)
        self.session.writer.follow(profile)
        self._registration.follow()
        self._presence.follow()
        self._stirred.set()

    def seek(self, key: str) -> None:
        """As `look_for`, but nobody waits for the answer."""
        self._monitor.seek(key)

    async def look_for(self, key: str) -> bool:
        return self._begun and await self._monitor.look_for(key)

    async def quit(self, reason: str) -> None:
        """Say goodbye and wait for the server to close; the caller limits the time."""
        self.session.writer.now(command("QUIT", reason))
        await self._pipe.ended()

    def close(self) -> None:
        self._pipe.close()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self.session.timings.tick)
            self.tick(self.session.clocks.steady())
            self._beat()  # what hangs without a word from the server is found by the watchdog
            if self.rests:
                await self._until_stirred(self._watchdog.within(self.session.clocks.steady()))

    @property
    def rests(self) -> bool:
        """Nothing is awaited, and nothing will be due before the server says something or has been silent for long."""
        parts = (self._registration, self._presence, self._monitor)
        return self.up and self.session.writer.rests and all(part.rests for part in parts)

    async def _until_stirred(self, within: float) -> None:
        self._stirred.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._stirred.wait()

    def tick(self, now: float) -> None:
        """Once a second or so, unless it `rests`: what is due although nobody said anything."""
        self._watchdog.tick(now)
        self._proofs.tick(now)
        self._registration.tick(now)
        self._presence.tick(now)
        self._monitor.tick(now)
        self._progress()

    async def _read(self) -> None:
        buffer = LineBuffer()
        async for chunk in self._pipe.chunks():
            for raw in buffer.feed(chunk):
                self.hear(raw)
                if self._number % LINES_AT_ONCE == 0:
                    await asyncio.sleep(0)  # let the others have a turn
        raise Closed(self._pipe.why)

    def hear(self, raw: bytes) -> None:
        """One line that can't be handled is one line lost."""
        self._number += 1
        self._stirred.set()
        self._watchdog.heard()
        try:
            if line := parse(raw, utf8_only=self.session.isupport.utf8_only):
                self._handle(line)
        except (Closed, NoWelcome, NoLogin, Upgrade):
            raise
        except Exception as error:  # noqa: BLE001 (whatever a line does, the connection lives on)
            mishap(log, f"{self.session.settings.network}: line {self._number} was skipped", error)

    def _handle(self, line: Line) -> None:
        for handler in self._handlers.get(line.command, ()):
            handler(line)
        if line.command in {"NICK", "QUIT"}:
            # What waits for that nick was meant for who wore it, not for who may wear it next.
            self.session.writer.drop(self.session.fold(line.nick))
        self._proofs.heard(line)
        if line.command == "CAP" and self._feed.on_caps():
            self._presence.seed()
        self._progress()

    def _progress(self) -> None:
        if self._registration.welcomed and not self._begun:
            self._begun = True
            self._presence.begin()
            self._services.begin()
            self._monitor.begin()
        if self._begun and not self.up and self._presence.settled:
            self.up = True
            self.session.ears.up()

    def _on_ping(self, line: Line) -> None:
        self.session.writer.now(command("PONG", *line.params[-1:]))

    def _on_error(self, line: Line) -> None:
        raise Closed(line.param(-1))


Ended = (OSError, UnicodeError, Closed, NoWelcome, NoLogin, Silent, Mistrusted)
"""What may end an attempt, and is followed by the next one. UnicodeError: a host name that is none."""
