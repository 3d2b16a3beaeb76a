"""Messages of several lines, put together again (ircv3.net/specs/extensions/multiline).

They come as a batch: who says it, to whom, and every tag stand at its opening; nothing is made of it before its end.
dibs sends none: its lines are short, and each is proved by itself.
"""

from dataclasses import dataclass, field

from msgspec.structs import replace

from chatbot.desk.bounds import USUAL
from chatbot.irc.caps import MULTILINE
from chatbot.irc.lines import Line
from chatbot.irc.session import Session

TYPE = "draft/multiline"
CONCAT = "draft/multiline-concat"
MOST_OPEN = 16
LASTS = 60.0
"""Seconds from opening to end: servers pass on what they have in full."""


@dataclass(slots=True)
class Batch:
    """`said`: as one PRIVMSG without a text yet. `size`: bytes, with a line feed between two lines."""

    said: Line
    at: float
    lines: list[str] = field(default_factory=list[str])
    size: int = 0
    sound: bool = True

    def add(self, text: str, *, goes_on: bool) -> None:
        """More than anybody may say at once isn't kept: only that it was more."""
        if self.size > USUAL.line:
            return
        self.size += len(text.encode()) + (not goes_on)
        if goes_on and self.lines:
            self.lines[-1] += text
        else:
            self.lines.append(text)

    def spoil(self) -> None:
        """It isn't what it says it is, so it says nothing."""
        self.sound, self.lines, self.size = False, [], 0


class Multiline:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._open: dict[str, Batch] = {}

    def opens(self, line: Line, *, live: bool) -> None:
        """At `BATCH +ref draft/multiline target`. Unless it is `live`, none of its lines is heard."""
        ref = line.param(0).removeprefix("+")
        if line.param(1).lower() != TYPE or not self._session.caps.has(*MULTILINE):
            return
        self._open.pop(ref, None)
        self._open[ref] = Batch(Line("PRIVMSG", (line.param(2),), line.source, line.tags), self._now)
        if not live:
            self._open[ref].spoil()
        if len(self._open) > MOST_OPEN:
            del self._open[next(iter(self._open))]

    def takes(self, line: Line) -> bool:
        """Whether a line is part of one. A line from or to somebody else, or of another kind, spoils it."""
        batch = self._open.get(line.tags.get("batch", ""))
        if batch is None:
            return False
        if not self._belongs(line, batch):
            batch.spoil()
        if batch.sound:
            batch.add(line.param(1), goes_on=CONCAT in line.tags)
        return True

    def _belongs(self, line: Line, batch: Batch) -> bool:
        fold, said = self._session.fold, batch.said
        same = line.source == said.source and fold(line.param(0)) == fold(said.param(0))
        return same and line.command == "PRIVMSG" and self._is_fresh(batch)

    def ends(self, ref: str) -> Line | None:
        """The whole message, its lines apart by line feeds; None if it was none, or says nothing."""
        batch = self._open.pop(ref, None)
        text = "\n".join(batch.lines).strip("\n") if batch and self._is_fresh(batch) else ""
        return replace(batch.said, params=(batch.said.param(0), text)) if batch and text else None

    def _is_fresh(self, batch: Batch) -> bool:
        return self._now - batch.at <= LASTS

    @property
    def _now(self) -> float:
        return self._session.clocks.steady()
