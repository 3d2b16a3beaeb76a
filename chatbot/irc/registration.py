"""From the open socket to the welcome, and our nick ever after."""

from collections.abc import Sequence
from enum import Enum, auto
from math import inf
from secrets import randbelow

from chatbot.irc import sts
from chatbot.irc.lines import Line
from chatbot.irc.login import Login
from chatbot.irc.outgoing import WireLine, command
from chatbot.irc.session import Session, Table

UNDERSCORES = 3
MOST_NICKS = 10
BURST_ENDS_WITHIN = 2.0
"""Seconds after 001, for a server that sends neither a MOTD nor 422."""


class Step(Enum):
    NEGOTIATING = auto()
    AUTHENTICATING = auto()
    FINISHING = auto()
    BURST = auto()
    WELCOMED = auto()


class NoWelcome(Exception):
    """The server won't have us; the text says why."""


class Registration:
    def __init__(self, session: Session) -> None:
        self.step = Step.NEGOTIATING
        self._session = session
        self._tried = 0
        self._since = session.clocks.steady()
        self._asked_nick_at = self._since
        self._sts = ""
        self._login = Login(session, self._say, self._logged_in)

    @property
    def welcomed(self) -> bool:
        return self.step is Step.WELCOMED

    def table(self) -> Table:
        nicks = dict.fromkeys(("432", "433", "436", "437"), self._on_nick_refused)
        return {
            "CAP": self._on_cap,
            "421": self._on_unknown_command,
            "001": self._on_welcome,
            "005": self._on_isupport,
            "376": self._on_burst_end,
            "422": self._on_burst_end,
            "464": self._on_bad_password,
            "NICK": self._on_nick,
            "QUIT": self._on_gone,
            "396": self._on_host,
            **nicks,
            **self._login.table(),
        }

    def begin(self) -> None:
        settings, say = self._session.settings, self._session.writer.register
        for line in self._session.caps.begin():
            say(line)
        if settings.password is not None:
            say(command("PASS", settings.password))
        say(command("NICK", settings.nick))
        say(command("USER", settings.user, "0", "*", settings.realname))

    def tick(self, now: float) -> None:
        """A few times a minute or more."""
        timings = self._session.timings
        if self.step is Step.BURST and now - self._since > BURST_ENDS_WITHIN:
            self._end_burst()
        elif not self.welcomed and now - self._since > timings.registration:
            raise NoWelcome("the server didn't welcome us in time")
        elif self.step is Step.NEGOTIATING and now - self._since > timings.registration / 4:
            self._session.caps.give_up()
            self._authenticate()
        elif self.step is Step.AUTHENTICATING and now - self._since > timings.registration / 2:
            self._login.give_up()
        elif self.welcomed:
            self._login.tick(now)
            if now - self._asked_nick_at > timings.regain:
                self._regain()

    def follow(self) -> None:
        """The settings are others: perhaps there is another nick to wear, now or after the welcome."""
        self._asked_nick_at = -inf
        if self.welcomed and self._session.me.nick != self._session.settings.nick:
            self._ask_nick()

    def _on_cap(self, line: Line) -> None:
        answers = self._session.caps.on_cap(line.params)
        self._heed_sts()  # first: in the clear, nothing more may be said
        self._say(answers)
        if self.step is Step.NEGOTIATING and self._session.caps.settled:
            self._authenticate()
        elif self.welcomed:
            self._login.on_caps()

    def _say(self, lines: Sequence[WireLine]) -> None:
        for line in lines:
            (self._session.control if self.welcomed else self._session.writer.register)(line)

    def _heed_sts(self) -> None:
        """Raises Upgrade where the server wants another kind of connection than this one."""
        session, said = self._session, self._session.caps.offered.get("sts", "")
        if said == self._sts:
            return
        self._sts, offer = said, sts.parse(said)
        if not session.settings.secure and offer.port is not None:
            raise sts.Upgrade(offer.port)
        if session.settings.secure and offer.duration is not None:
            session.ears.granted(session.settings, offer.duration)

    def _authenticate(self) -> None:
        """Between the last ACK and CAP END."""
        self.step = Step.AUTHENTICATING
        self._login.begin()

    def _logged_in(self) -> None:
        """Or not, but then we may be there all the same."""
        if self.step is Step.AUTHENTICATING:
            self.step = Step.FINISHING
            self._say([command("CAP", "END")])

    def _on_unknown_command(self, line: Line) -> None:
        if line.param(1).upper() == "CAP":
            self._session.caps.give_up()
            self.step = Step.FINISHING if self.step is Step.NEGOTIATING else self.step

    def _on_welcome(self, line: Line) -> None:
        self._session.caps.give_up()
        self._session.me.nick = line.param(0) or self._session.me.nick
        if not self.welcomed:
            self.step, self._since = Step.BURST, self._session.clocks.steady()

    def _on_isupport(self, line: Line) -> None:
        self._session.support(self._session.isupport.fed(line.params))

    def _on_burst_end(self, _: Line) -> None:
        if self.step is Step.BURST:
            self._end_burst()

    def _end_burst(self) -> None:
        self.step = Step.WELCOMED
        self._login.ask_nickserv()

    def _on_bad_password(self, line: Line) -> None:
        raise NoWelcome(f"the server refused our password: {line.param(-1)}")

    def _on_nick_refused(self, line: Line) -> None:
        if self.welcomed or self.step is Step.BURST:
            self._login.send_away(self._session.settings.nick)
            return
        self._tried += 1
        if self._tried > MOST_NICKS:
            raise NoWelcome(f"no nick was free: {line.param(-1)}")
        self._session.me.nick = self._alternate()
        self._session.writer.register(command("NICK", self._session.me.nick))

    def _alternate(self) -> str:
        """`dibs_`, `dibs__`, `dibs___`, then nine letters or less, which every server takes."""
        nick = self._session.settings.nick
        return nick + "_" * self._tried if self._tried <= UNDERSCORES else f"{nick[:4]}_{1000 + randbelow(9000)}"

    def _on_nick(self, line: Line) -> None:
        if self._session.is_me(line.nick):
            self._session.me.nick = line.param(0)
        else:
            self._on_gone(line)

    def _on_gone(self, line: Line) -> None:
        """Whoever wore our nick has put it down."""
        if self._session.fold(line.nick) == self._session.fold(self._session.settings.nick):
            self._regain()

    def _regain(self) -> None:
        self._asked_nick_at = self._session.clocks.steady()
        if not self._session.is_me(self._session.settings.nick):
            self._ask_nick()

    def _ask_nick(self) -> None:
        self._asked_nick_at = self._session.clocks.steady()
        self._session.control(command("NICK", self._session.settings.nick))

    def _on_host(self, line: Line) -> None:
        user, at, host = line.param(1).rpartition("@")
        self._session.me.host = host
        if at:
            self._session.me.user = user
