"""From the open socket to the welcome."""

from collections.abc import Sequence
from enum import Enum, auto

from chatbot.irc import sts
from chatbot.irc.lines import Line
from chatbot.irc.login import Login
from chatbot.irc.naming import Naming, NoWelcome
from chatbot.irc.outgoing import WireLine, command
from chatbot.irc.session import Session, Table

BURST_ENDS_WITHIN = 2.0
"""Seconds after 001, for a server that sends neither a MOTD nor 422."""


class Step(Enum):
    NEGOTIATING = auto()
    AUTHENTICATING = auto()
    FINISHING = auto()
    BURST = auto()
    WELCOMED = auto()


class Registration:
    def __init__(self, session: Session) -> None:
        self.step = Step.NEGOTIATING
        self._session = session
        self._since = session.clocks.steady()
        self._sts = ""
        self._login = Login(session, self._say, self._logged_in)
        self._naming = Naming(session, self._login)

    @property
    def welcomed(self) -> bool:
        return self.step is Step.WELCOMED

    def table(self) -> Table:
        return {
            "CAP": self._on_cap,
            "421": self._on_unknown_command,
            "001": self._on_welcome,
            "005": self._on_isupport,
            "376": self._on_burst_end,
            "422": self._on_burst_end,
            "464": self._on_bad_password,
            "396": self._on_host,
            **self._naming.table(),
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
            self._naming.tick(now)

    @property
    def rests(self) -> bool:
        """Welcomed, logged in as we should be, under our own nick."""
        return self.welcomed and self._login.rests and self._naming.rests

    def follow(self) -> None:
        """The settings are others: perhaps there is another nick to wear."""
        self._naming.follow()

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
        self._naming.welcome(line.param(0))
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
        self._naming.begin()

    def _on_bad_password(self, line: Line) -> None:
        raise NoWelcome(f"the server refused our password: {line.param(-1)}")

    def _on_host(self, line: Line) -> None:
        user, at, host = line.param(1).rpartition("@")
        self._session.me.host = host
        if at:
            self._session.me.user = user
