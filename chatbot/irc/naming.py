"""Our nick: another one where ours is taken, and ours again as soon as it is free."""

import logging
from math import inf
from secrets import randbelow

from chatbot.irc.lines import Line
from chatbot.irc.login import Login
from chatbot.irc.outgoing import command
from chatbot.irc.session import Session, Table

log = logging.getLogger("dibs.irc")

UNDERSCORES = 3
MOST_NICKS = 10


class NoWelcome(Exception):
    """The server won't have us; the text says why."""


class Naming:
    def __init__(self, session: Session, login: Login) -> None:
        self._session = session
        self._login = login
        self._tried = 0
        self._cut: int | None = None
        """How long a nick may be, as seen by what became of ours."""
        self._welcomed = False
        self._begun = False
        self._watched = ""
        self._asked_at = session.clocks.steady()

    def table(self) -> Table:
        refused = dict.fromkeys(("432", "433", "436", "437"), self._on_refused)
        return {"NICK": self._on_nick, "QUIT": self._on_gone, "731": self._on_offline, **refused}

    @property
    def wanted(self) -> str:
        """The configured nick, as far as the server takes it."""
        return self._session.settings.nick[: self._longest]

    @property
    def _longest(self) -> int | None:
        return self._session.isupport.nicklen or self._cut

    @property
    def _worn(self) -> bool:
        return self._session.is_me(self.wanted)

    def welcome(self, nick: str) -> None:
        """001 says who we are."""
        asked, self._session.me.nick = self._session.me.nick, nick or self._session.me.nick
        self._learn(asked, nick)
        self._welcomed = True

    def begin(self) -> None:
        """After the welcome, when all is known of the server. Who has an account of their own needn't wait."""
        self._begun = True
        if self.wanted != self._session.settings.nick:
            network, nick = self._session.settings.network, self.wanted
            log.warning("%s: nicks have %s letters at most here, so it is %s", network, len(nick), nick)
        if self._session.me.account is not None:
            self._regain()
        self._watch()

    def tick(self, now: float) -> None:
        """After the welcome, every second or so."""
        if now - self._asked_at > self._session.timings.regain:
            self._regain()

    @property
    def rests(self) -> bool:
        return self._worn

    def follow(self) -> None:
        """Perhaps there is another nick to wear, now or after the welcome."""
        self._asked_at = -inf
        if self._begun and self._session.me.nick != self.wanted:
            self._ask()
        self._watch()

    def _learn(self, asked: str, got: str) -> None:
        """A server that cuts a nick off names what is left of it."""
        if got and len(got) < len(asked) and asked.startswith(got):
            self._cut = len(got)

    def _on_refused(self, line: Line) -> None:
        if self._welcomed:
            self._login.send_away(self.wanted)
            return
        self._tried += 1
        if self._tried > MOST_NICKS:
            raise NoWelcome(f"no nick was free: {line.param(-1)}")
        self._learn(self._session.me.nick, line.param(1))
        self._session.me.nick = self._alternate()
        self._session.writer.register(command("NICK", self._session.me.nick))

    def _alternate(self) -> str:
        """`dibs_`, `dibs__`, `dibs___`, then nine letters or less, which every server takes."""
        nick, longest = self._session.settings.nick, self._longest
        if self._tried > UNDERSCORES:
            return f"{nick[:4]}_{1000 + randbelow(9000)}"
        return nick[: longest and longest - self._tried] + "_" * self._tried

    def _on_nick(self, line: Line) -> None:
        if self._session.is_me(line.nick):
            self._session.me.nick = line.param(0) or self._session.me.nick
            self._watch()
        else:
            self._on_gone(line)

    def _on_gone(self, line: Line) -> None:
        """Whoever wore our nick has put it down."""
        if self._session.fold(line.nick) == self._session.fold(self.wanted):
            self._regain()

    def _on_offline(self, line: Line) -> None:
        """731: us, nicks. Who wore ours shared no channel with us."""
        fold = self._session.fold
        if fold(self.wanted) in {fold(nick) for nick in line.param(1).split(",")}:
            self._regain()

    def _regain(self) -> None:
        self._asked_at = self._session.clocks.steady()
        if not self._worn:
            self._ask()

    def _ask(self) -> None:
        self._asked_at = self._session.clocks.steady()
        self._session.control(command("NICK", self.wanted))

    def _watch(self) -> None:
        """While we wear another, the server is to tell when ours is free (ircv3.net/specs/extensions/monitor)."""
        wanted = "" if self._worn else self.wanted
        if not self._begun or not self._session.isupport.monitor or wanted == self._watched:
            return
        if self._watched:
            self._session.control(command("MONITOR", "-", self._watched))
        if wanted:
            self._session.control(command("MONITOR", "+", wanted))
        self._watched = wanted
