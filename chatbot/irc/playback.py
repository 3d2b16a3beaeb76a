"""Which lines are history told again (InspIRCd's chanhistory, Ergo, bouncers): they must not command a second time."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from chatbot.irc.lines import Line
from chatbot.irc.session import Session, Table

REPLAYS = {"chathistory", "draft/chathistory", "znc.in/playback"}
MOST_BATCHES = 64
SLACK = timedelta(seconds=1)
"""Some stamps are whole seconds, cut off: a line said just after our JOIN may seem up to that much older than it."""


class Moment(Struct, frozen=True):
    """When we came in: by the server's clock where it stamps lines, and by ours."""

    stamp: datetime | None
    at: datetime


def stamp_of(line: Line) -> datetime | None:
    """The server-time (ircv3.net/specs/extensions/server-time), if there is a sound one."""
    try:
        stamp = datetime.fromisoformat(line.tags.get("time", ""))
        return stamp.astimezone(UTC) if stamp.tzinfo else None
    except (ValueError, OverflowError):  # the latter at either end of the calendar, which in UTC is beyond it
        return None


class Playback:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._batches: dict[str, bool] = {}
        self._welcomed: Moment | None = None
        self._joined: dict[str, Moment] = {}
        self._latest: datetime | None = None

    def table(self) -> Table:
        return {"BATCH": self._on_batch, "JOIN": self._on_join, "001": self._on_welcome}

    def is_replay(self, line: Line, channel: str | None) -> bool:
        """`channel` is None for a private line."""
        if self._session.settings.believed:
            return False
        if self._is_of_replay(line.tags.get("batch", "")):
            return True
        moment = self._joined.get(self._session.fold(channel)) if channel else self._welcomed
        return moment is not None and self._is_before(line, moment, quiet=channel is not None)

    def _is_of_replay(self, ref: str) -> bool:
        """Of more batches than are remembered nobody knows what they are, so they command nothing."""
        return self._batches.get(ref, ref != "" and len(self._batches) >= MOST_BATCHES)

    def _is_before(self, line: Line, moment: Moment, *, quiet: bool) -> bool:
        stamp = self._stamp(line)
        if stamp and moment.stamp:
            return stamp < moment.stamp - SLACK
        pause = timedelta(seconds=self._session.settings.quiet_after_join)
        return quiet and self._session.clocks.now() < moment.at + pause

    def _stamp(self, line: Line) -> datetime | None:
        return stamp_of(line) if self._session.caps.has("server-time") else None

    def _moment(self, line: Line) -> Moment:
        self._latest = self._stamp(line) or self._latest
        return Moment(self._latest, self._session.clocks.now())

    def _on_welcome(self, line: Line) -> None:
        self._welcomed = self._moment(line)

    def _on_join(self, line: Line) -> None:
        if self._session.is_me(line.nick):
            self._joined[self._session.fold(line.param(0))] = self._moment(line)

    def _on_batch(self, line: Line) -> None:
        """`+ref type …` opens, `-ref` ends; a batch within a replay is a replay."""
        sign, ref = line.param(0)[:1], line.param(0)[1:]
        if sign == "-":
            self._batches.pop(ref, None)
        elif sign == "+" and len(self._batches) < MOST_BATCHES:
            outer = self._batches.get(line.tags.get("batch", ""), False)
            self._batches[ref] = outer or line.param(1).lower() in REPLAYS
