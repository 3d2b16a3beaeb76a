"""WHOIS, one question after the other: who wears a nick, and what account the server says that is.

Source: 311, 330 (RPL_WHOISACCOUNT), 301 and 318 at modern.ircdocs.horse.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chatbot.irc.lines import Line
from chatbot.irc.outgoing import command
from chatbot.irc.session import Session, Table


@dataclass(slots=True)
class Answer:
    """`mask` is empty where nobody wears that nick. `at`: when it was asked."""

    nick: str
    at: float
    mask: str = ""
    account: str | None = None
    away: bool = False


class Whois:
    """`answered` is called at the end of each answer."""

    def __init__(self, session: Session, answered: Callable[[Answer], None]) -> None:
        self._session = session
        self._answered = answered
        self._asked: Answer | None = None
        self._queue: dict[str, str] = {}

    def table(self) -> Table:
        return {
            "311": self._on_user,
            "330": self._on_account,
            "301": self._on_away,
            "318": self._on_end,
        }

    def asks(self, nick: str) -> bool:
        """Whether the answer is still to come."""
        folded = self._session.fold(nick)
        return folded in self._queue or (self._asked is not None and self._session.fold(self._asked.nick) == folded)

    def ask(self, nick: str) -> None:
        if not self.asks(nick):
            self._queue[self._session.fold(nick)] = nick
            self._next()

    @property
    def rests(self) -> bool:
        return self._asked is None and not self._queue

    def tick(self, now: float) -> None:
        """An answer that doesn't come holds up nobody."""
        if self._asked and now - self._asked.at > self._session.timings.seeding:
            self._asked = None
            self._next()

    def _next(self) -> None:
        if self._asked is None and self._queue:
            nick = self._queue.pop(next(iter(self._queue)))
            self._asked = Answer(nick, self._session.clocks.steady())
            self._session.control(command("WHOIS", nick))

    def _about(self, line: Line) -> Answer | None:
        asked, fold = self._asked, self._session.fold
        return asked if asked and fold(asked.nick) == fold(line.param(1)) else None

    def _on_user(self, line: Line) -> None:
        """311: us, nick, user, host, *, name."""
        if asked := self._about(line):
            asked.mask = f"{line.param(1)}!{line.param(2)}@{line.param(3)}"

    def _on_account(self, line: Line) -> None:
        """330: us, nick, account, a sentence."""
        if asked := self._about(line):
            asked.account = line.param(2) or None

    def _on_away(self, line: Line) -> None:
        if asked := self._about(line):
            asked.away = True

    def _on_end(self, line: Line) -> None:
        if asked := self._about(line):
            self._asked = None
            self._answered(asked)
            self._next()
