"""What was sent and not yet proved. Pure: told of each line sent, each PING, PONG, refusal and answer, it settles rows.

A server works through one connection's lines in order, so a PONG proves everything before its PING, and a refusal that
arrives belongs to the oldest segment (the lines up to one PING) that is still unproved. Where a line carries a label,
its answer is the finer proof (ircv3.net/specs/extensions/labeled-response), and takes it out of its segment.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from msgspec import Struct

from chatbot.irc.refusals import Refusal
from chatbot.wire import Outcome, Verdict


@dataclass(slots=True, eq=False)
class Row:
    """One row of the outbox on its way; `lines` is how many of its wire lines are not yet proved."""

    number: int
    lines: int
    settle: Callable[[Outcome], None]
    refused: Refusal | None = None
    doubted: bool = False
    settled: bool = False

    def proved(self, lines: int) -> None:
        self.lines -= lines
        if self.lines == 0:
            self.finish()

    def finish(self, *, broken: bool = False) -> None:
        """Say the outcome, once."""
        if not self.settled:
            self.settled = True
            self.settle(self._outcome(broken=broken))

    def _outcome(self, *, broken: bool) -> Outcome:
        if self.refused:
            return Outcome(self.number, "refused", self.refused.numeric, self.refused.reason)
        verdict: Verdict = "unknown" if broken or self.doubted else "taken"
        return Outcome(self.number, verdict)


class Sent(Struct, frozen=True):
    """A line that went out. `target` is folded, empty for what isn't a PRIVMSG; `row` is None for a reply.

    `label` is empty where only a PING can prove it; `at`: when it went, on the sender's clock.
    """

    size: int
    target: str = ""
    row: Row | None = None
    label: str = ""
    at: float = 0.0


@dataclass(slots=True)
class Segment:
    sent: list[Sent] = field(default_factory=list[Sent])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    token: str = ""
    asked_at: float = 0.0

    @property
    def size(self) -> int:
        return sum(sent.size for sent in self.sent)

    @property
    def plain(self) -> int:
        """Lines that only a PING can prove."""
        return sum(not sent.label for sent in self.sent)

    @property
    def has_plain_rows(self) -> bool:
        return any(sent.row and not sent.label for sent in self.sent)

    def is_meant(self, target: str) -> bool:
        """Whether a refusal of that folded target could be about a line here."""
        return any(sent.target and target in {"", sent.target} for sent in self.sent)

    def take_out(self, sent: Sent, fold: Callable[[str], str]) -> None:
        """Proved by itself. What was refused and can't be about what is left was about it, or about nothing of ours."""
        self.sent.remove(sent)
        self.refusals = [refusal for refusal in self.refusals if self.is_meant(fold(refusal.target))]

    def settle(self, fold: Callable[[str], str]) -> None:
        for refusal in self.refusals:
            if not refusal.target:
                _blame([sent for sent in self.sent if sent.target], refusal, 1)
        named = [refusal for refusal in self.refusals if refusal.target]
        counts = Counter(fold(refusal.target) for refusal in named)
        for refusal in named:
            target = fold(refusal.target)
            _blame([sent for sent in self.sent if sent.target == target], refusal, counts[target])
        self._prove()

    def _prove(self) -> None:
        for row, lines in Counter(sent.row for sent in self.sent if sent.row).items():
            row.proved(lines)


def _blame(suspects: Iterable[Sent], refusal: Refusal, times: int) -> None:
    """All lines refused, or all of one row: then it is clear who is meant. Else each row must be asked again, alone."""
    suspects = list(suspects)
    rows = {sent.row for sent in suspects if sent.row}
    clear = times >= len(suspects) or (len(rows) == 1 and all(sent.row for sent in suspects))
    for row in rows:
        row.refused = (row.refused or refusal) if clear else row.refused
        row.doubted = row.doubted or not clear


class Barriers:
    def __init__(self, fold: Callable[[str], str]) -> None:
        self.open = Segment()
        self.unanswered = 0
        """Lines whose label the server has passed over: a PONG that went out after them came back before."""
        self._closed: deque[Segment] = deque()
        self._labelled: dict[str, tuple[Segment, Sent]] = {}
        self._fold = fold

    @property
    def unproved(self) -> int:
        """Bytes."""
        return self.open.size + sum(segment.size for segment in self._closed)

    @property
    def waiting_since(self) -> float | None:
        """When the oldest unanswered PING went out, on the sender's clock."""
        return self._closed[0].asked_at if self._closed else None

    @property
    def labelled_since(self) -> float | None:
        """When the oldest line went out that waits for the answer to its label alone."""
        return next((sent.at for segment, sent in self._labelled.values() if segment is self.open), None)

    def add(self, sent: Sent) -> None:
        self.open.sent.append(sent)
        if sent.label:
            self._labelled[sent.label] = self.open, sent

    def awaits(self, label: str) -> bool:
        return label in self._labelled

    def answer(self, label: str, refusal: Refusal | None) -> None:
        """The whole answer to that line: refused, or taken. Twice, or to what was never sent, it says nothing."""
        if label not in self._labelled:
            return
        segment, sent = self._labelled.pop(label)
        segment.take_out(sent, self._fold)
        if sent.row:
            sent.row.refused = sent.row.refused or refusal
            sent.row.proved(1)

    def close(self, token: str, now: float) -> None:
        """A PING with that token goes out after all that was added."""
        self.open.token, self.open.asked_at = token, now
        self._closed.append(self.open)
        self.open = Segment()

    def refuse(self, refusal: Refusal) -> bool:
        """Whether a line that is still unproved could be meant."""
        segment = self._closed[0] if self._closed else self.open
        meant = segment.is_meant(self._fold(refusal.target))
        if meant:
            segment.refusals.append(refusal)
        return meant

    def confirm(self, token: str) -> bool:
        """A PONG. Whether it was one of ours."""
        if token not in {segment.token for segment in self._closed}:
            return False
        while self._closed:
            segment = self._closed.popleft()
            self._pass_over(segment)
            segment.settle(self._fold)
            if segment.token == token:
                return True
        return False

    def _pass_over(self, segment: Segment) -> None:
        for label in (sent.label for sent in segment.sent if sent.label):
            del self._labelled[label]
            self.unanswered += 1
