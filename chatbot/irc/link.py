"""A link to one network, for ever: what the services see as a `Wire`."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from chatbot.desk.mishaps import mishap
from chatbot.irc.backoff import Backoff
from chatbot.irc.connection import Connection, Ended
from chatbot.irc.deliveries import Deliveries
from chatbot.irc.folding import Fold
from chatbot.irc.following import Follower
from chatbot.irc.logins import PasswordLogins
from chatbot.irc.pacing import PROFILES
from chatbot.irc.parting import part
from chatbot.irc.people import Spoken, next_number
from chatbot.irc.pipe import Pipe, hush_library
from chatbot.irc.replying import Sayings
from chatbot.irc.routes import Routes
from chatbot.irc.session import Clocks, Ears, Session, Shared, Wanted
from chatbot.irc.settings import LinkSettings, Timings
from chatbot.irc.signs import Signs
from chatbot.irc.sought import Sought
from chatbot.irc.sts import NoPolicies, Policies, Upgrade
from chatbot.irc.writer import Writer
from chatbot.wire import Message, Outcome, Outgoing, Private, Reply, Seen

log = logging.getLogger("dibs.irc")


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _ignore(*_: object) -> None:
    """Nobody listens."""


class Link(Follower):
    """`ready` is set while the link is up. Callbacks are called in the order of the lines and must not block."""

    def __init__(
        self,
        settings: LinkSettings,
        *,
        on_message: Callable[[Message], None] = _ignore,
        on_seen: Callable[[Seen], None] = _ignore,
        on_gone: Callable[[str], None] = _ignore,
        on_moved: Callable[[str, str], None] = _ignore,
        on_left: Callable[[str, str], None] = _ignore,
        on_up: Callable[[], None] = _ignore,
        on_down: Callable[[], None] = _ignore,
        on_shut: Callable[[str, str], None] = _ignore,
        timings: Timings | None = None,
        policies: Policies | None = None,
        now: Callable[[], datetime] = _utc_now,
        beat: Callable[[], None] = _ignore,
    ) -> None:
        hush_library()
        self._profile = PROFILES[settings.pacing]
        self.settings = settings
        self.ready = asyncio.Event()
        self._timings = timings or Timings()
        self._clocks = Clocks(now, time.monotonic)
        self._on_up, self._on_down = on_up, on_down
        self._beat = beat
        self._routes = Routes(settings, policies or NoPolicies())
        ears = Ears(
            on_message,
            on_seen,
            on_gone,
            on_moved,
            on_left,
            self._went_up,
            self._went_down,
            on_shut,
            self._routes.granted,
        )
        self._shared = Shared(ears, Wanted(), Spoken(), Sayings(), Sought(), Signs())
        self._connection: Connection | None = None
        self.logins = PasswordLogins(settings, lambda: self._connection.session if self._connection else None)
        self._opening: asyncio.Timeout | None = None
        self._up_at: float | None = None
        self._heard_since = 0
        self.late = set["asyncio.Task[None]"]()
        """Answers to what was asked by an earlier connection, until they are said or given up."""
        self._leaving: Connection | None = None
        self._stopping = False
        self._roused = asyncio.Event()
        self._deliveries = Deliveries()
        self.want_channels(settings.channels)

    @property
    def network(self) -> str:
        return self.settings.network

    @property
    def up(self) -> bool:
        """Not while it is being left: what is still to be said had better wait for the next connection."""
        return self._connection is not None and self._connection.up and self._connection is not self._leaving

    @property
    def batch(self) -> int:
        return self._profile.batch

    @property
    def nick(self) -> str:
        """The nick worn now."""
        return self._connection.session.me.nick if self._connection else self.settings.nick

    async def run(self) -> None:
        """Connects, and connects again, until `quit` or cancelled."""
        backoff = Backoff(self._timings.first_retry, self._timings.longest_retry)
        while not self._stopping:
            self._up_at = None
            self._beat()
            if await self._attempt():
                continue
            if self._was_stable:
                backoff.reset()
            if await self._pause(backoff.next()):
                backoff.reset()

    @property
    def _was_stable(self) -> bool:
        """To be kept waiting for a welcome is not: a server may do that for longer."""
        return self._up_at is not None and self._clocks.steady() - self._up_at > self._timings.stable

    async def _attempt(self) -> bool:
        """Whether to try again at once."""
        pipe = Pipe(asyncio.get_running_loop())
        wanted = attempt = self.settings
        try:
            attempt = await self._routes.now()
            async with asyncio.timeout(self._timings.connect) as self._opening:
                await pipe.open(attempt)
            if self.settings is not wanted:
                return True
            self._roused.clear()
            self._heard_since = next_number()
            self._connection = Connection(self._session(attempt, pipe), pipe, self._beat)
            await self._connection.run()
        except Upgrade as upgrade:
            log.info("%s: %s", self.network, upgrade)
            self._routes.demanded(attempt, upgrade)
            return True
        except Ended as reason:
            level = logging.INFO if self._leaving or self._stopping else logging.WARNING
            log.log(level, "%s: disconnected: %s", self.network, str(reason) or type(reason).__name__)
        except Exception as error:  # noqa: BLE001 - our own mistake must not end the link either
            mishap(log, f"{self.network}: disconnected", error)
        finally:
            self._connection = self._opening = self._leaving = None
            pipe.close()
            await self._routes.left(attempt)
        return False

    def _session(self, attempt: LinkSettings, pipe: Pipe) -> Session:
        def make_writer(fold: Fold) -> Writer:
            return Writer(pipe.write, self._profile, self._clocks.steady, fold)

        return Session(attempt, self._timings, self._clocks, self._shared, make_writer)

    async def _pause(self, seconds: float) -> bool:
        """False if it lasted as long as it should."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._roused.wait()
        roused = self._roused.is_set()
        self._roused.clear()
        return roused

    async def quit(self, reason: str = "") -> None:
        """Say what is queued, then QUIT. After `timings.quit` seconds in all it is closed, whatever happens."""
        self._stopping = True
        await self.connect_anew(reason)

    async def connect_anew(self, reason: str = "") -> None:
        """As `quit`, but then connect again at once, as it is set now."""
        self._roused.set()
        if self._connection is None:
            self._stop_opening()
        else:
            self._leaving = self._connection
            await part(self._connection, reason, self._timings.quit)

    def _went_up(self) -> None:
        self._up_at = self._clocks.steady()
        log.info("%s: up as %s", self.network, self.nick)
        self.ready.set()
        self._on_up()

    def _went_down(self) -> None:
        self.ready.clear()
        self._on_down()

    async def deliver(self, lines: Sequence[Outgoing]) -> list[Outcome]:
        connection = self._connection
        if connection is None or not self.up:
            return [Outcome(line.row, "unknown") for line in lines]
        return await self._deliveries.deliver(connection, lines)

    async def reply(self, reply: Reply) -> None:
        if reply.asked_as and not self._heard(reply):
            late = asyncio.create_task(self._reply_late(reply))
            self.late.add(late)
            late.add_done_callback(self.late.discard)
        else:
            await self._say(reply)

    async def _reply_late(self, reply: Reply) -> None:
        """Beside all else: what the same person, or others, had asked before is done meanwhile."""
        await self._back()
        if not isinstance(reply.to, Private) or self.online(reply.asked_by):  # else who wears that nick by now?
            await self._say(reply)

    async def _say(self, reply: Reply) -> None:
        if self._connection and (self._connection.up or self._heard(reply)):
            await self._connection.reply(reply)

    def _heard(self, reply: Reply) -> bool:
        """Whether its question came by the connection that there is: then it may be said before all channels are
        joined."""
        return self._connection is not None and reply.asked_as > self._heard_since

    async def _back(self) -> None:
        """Until it is up, or longer than anybody waits for an answer."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0 if self._stopping else self._timings.answer):
                await self.ready.wait()
