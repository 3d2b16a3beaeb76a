"""What a server says about lines of ours: PONGs, answers to labels, refusals.

Source: ircv3.net/specs/extensions/labeled-response. An answer is one line with the label, be it an echo, an error or
an empty ACK; or a batch, whose opening carries the label.
"""

from dataclasses import dataclass

from chatbot.irc.caps import LABELS
from chatbot.irc.lines import Line
from chatbot.irc.refusals import Refusal, refusal, refusal_of_labelled
from chatbot.irc.session import Session

MOST_BATCHES = 64


@dataclass(slots=True, eq=False)
class Answer:
    """`batch`: the one that is the whole answer."""

    label: str
    batch: str
    refusal: Refusal | None = None


class Proofs:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._writer = session.writer
        self._open: dict[str, Answer] = {}

    def heard(self, line: Line) -> None:
        """Each line, once everything else has been made of it."""
        if line.command == "CAP":
            self._writer.label(wanted=self._session.caps.has(*LABELS))
        elif line.command == "PONG":
            self._writer.pong(line.param(-1))
        elif not self._is_answer(line) and (refused := refusal(line)):
            self._writer.barriers.refuse(refused)

    def tick(self, now: float) -> None:
        """A label that is never answered costs some seconds, and nothing else."""
        since = self._writer.barriers.labelled_since
        if since is not None and now - since > self._session.timings.label:
            self._writer.ask()

    def _is_answer(self, line: Line) -> bool:
        """Whether it is of the answer to a label, so that what it refuses is nothing else."""
        label, ref = line.tags.get("label", ""), line.param(0)[1:]
        if line.command == "BATCH" and line.param(0).startswith("-"):
            return self._close(ref)
        answer = self._open.get(line.tags.get("batch", ""))
        if answer is None and not self._writer.barriers.awaits(label):
            return False
        if line.command == "BATCH":
            self._note(ref, answer or Answer(label, ref))
        elif answer is not None:
            answer.refusal = answer.refusal or refusal_of_labelled(line)
        else:
            self._writer.answered(label, refusal_of_labelled(line))
        return True

    def _note(self, ref: str, answer: Answer) -> None:
        """Those that are never closed are forgotten, the oldest first: a PING proves their lines."""
        self._open[ref] = answer
        if len(self._open) > MOST_BATCHES:
            del self._open[next(iter(self._open))]

    def _close(self, ref: str) -> bool:
        answer = self._open.pop(ref, None)
        if answer is not None and answer.batch == ref:
            self._open = {inner: other for inner, other in self._open.items() if other is not answer}
            self._writer.answered(answer.label, answer.refusal)
        return answer is not None
