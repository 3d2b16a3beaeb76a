"""A program that answers each line of ours, as we answer each of its: broken off after three rounds. Pure.

A round is a line that comes as fast after our answer as no person writes, and is an error, or the same as before, or
what we said. A person who repeats themselves is slower; what they paste came before our answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chatbot.commands.complaints import who_of
from chatbot.desk.lately import Lately
from chatbot.wire import Message

FAST = timedelta(seconds=2)
REMEMBERED = 1000


@dataclass(slots=True)
class Turn:
    """Of one sender: what they said last and what we answered, and when. Of the line that is answered now: whether it
    came `fast`, is the `same` again or an `echo` of ours, and whether it is `excused`. `rounds`: so many."""

    text: str = ""
    answered: tuple[str, ...] = ()
    at: datetime | None = None
    fast: bool = False
    same: bool = False
    echo: bool = False
    excused: bool = False
    rounds: int = 0


class Loops:
    """`most` says how many rounds are too many."""

    __slots__ = ("_most", "_turns")

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self._turns = Lately(Turn, REMEMBERED)

    def heard(self, message: Message) -> None:
        """Before it is answered."""
        turn = self._turns.of(who_of(message))
        turn.fast = turn.at is not None and timedelta() < message.at - turn.at < FAST
        turn.same = message.text == turn.text
        turn.echo = any(line in message.text for line in turn.answered)
        turn.text, turn.excused = message.text, False

    def excuse(self, message: Message) -> None:
        """It is what people do fast and often: working through what is offered, reading on. An echo never is, though
        `No verb x` begins with a no."""
        self._turns.of(who_of(message)).excused = True

    def answered(self, message: Message, lines: tuple[str, ...], now: datetime, *, error: bool) -> bool:
        """Whether this would be one round too many, and isn't to be said."""
        turn = self._turns.of(who_of(message))
        again = turn.fast and (turn.echo or ((error or turn.same) and not turn.excused))
        turn.rounds = turn.rounds + 1 if again else 0
        turn.answered, turn.at = lines, now
        if turn.rounds < self._most():
            return False
        self._turns.forget(who_of(message))
        return True
