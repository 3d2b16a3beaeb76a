"""Logging in to our own account: by SASL before the welcome, by NickServ after it, and again when services are back."""

import logging
from collections.abc import Callable, Sequence
from itertools import cycle

from chatbot.irc.backoff import Backoff
from chatbot.irc.lines import Line
from chatbot.irc.outgoing import WireLine, command, is_target, privmsg
from chatbot.irc.sasl import Sasl
from chatbot.irc.session import Session, Table

log = logging.getLogger("dibs.irc")

AGAIN = 30.0
HOURLY = 3600.0
"""Seconds between two tries, whoever asks for them, and the longest that dibs waits for the next one."""
SEND_AWAY = ("GHOST", "REGAIN")
"""To NickServ: disconnect who wears it; and give it to us, even if the services hold it themselves."""
OUTCOMES = ("902", "903", "904", "905", "906", "907", "908")


class NoLogin(Exception):
    """We are to be there as who we are, or not at all; the text says why that failed."""


class Login:
    """`say` sends lines as the moment has it; `done` is called once a round is over, however it ended."""

    def __init__(self, session: Session, say: Callable[[Sequence[WireLine]], None], done: Callable[[], None]) -> None:
        self._session = session
        self._say = say
        self._done = done
        self._sasl: Sasl | None = None
        self._tried_at = -AGAIN
        self._backoff = Backoff(session.timings.regain, HOURLY)
        self._ask_at: float | None = None
        self._words = cycle(SEND_AWAY)

    def table(self) -> Table:
        outcomes = dict.fromkeys(OUTCOMES, self._on_outcome)
        return {
            "AUTHENTICATE": self._on_authenticate,
            "900": self._on_logged_in,
            "901": self._on_logged_out,
            **outcomes,
        }

    def begin(self) -> None:
        """The capabilities are known. Calls `done` at once where there is nothing to do; raises NoLogin."""
        login, offered = self._session.settings.login, self._session.caps.offered.get("sasl", "")
        if login is None:
            self._done()
        elif not self._session.caps.has("sasl"):
            self._failed("the server offers no SASL")
        else:
            self._tried_at = self._session.clocks.steady()
            self._sasl = Sasl(self._session.settings, login)
            self._step(self._sasl.begin(offered))

    def on_caps(self) -> None:
        """After the welcome: the services may have come back, and to them we are still nobody."""
        rested = self._session.clocks.steady() - self._tried_at >= AGAIN
        if self._nobody and self._session.caps.has("sasl") and rested:
            self.begin()

    def tick(self, now: float) -> None:
        """After the welcome. Ask now and then what there is: InspIRCd 3 doesn't tell when SASL comes back."""
        if not self._nobody:
            self._ask_at = None
        elif self._ask_at is None:
            self._ask_at = now + self._backoff.next()
        elif now >= self._ask_at:
            self._ask_at = now + self._backoff.next()
            self._say([command("CAP", "LS", "302")])

    @property
    def rests(self) -> bool:
        return not self._nobody

    @property
    def _nobody(self) -> bool:
        login, me = self._session.settings.login, self._session.me
        return login is not None and me.account is None and self._sasl is None

    def give_up(self) -> None:
        """The server has fallen silent in the middle of it."""
        if self._sasl and not self._sasl.over:
            self._sasl.give_up()
            self._step([])

    def ask_nickserv(self) -> None:
        """After the welcome, where SASL came to nothing. Never where others could read it on the way."""
        login = self._session.settings.login
        if login is None or not (login.nickserv and login.password) or self._session.me.account is not None:
            return
        if not self._session.settings.private:
            log.warning("%s: no password for %s in the clear", self._session.settings.network, login.nickserv)
        elif is_target(login.nickserv):
            text = f"IDENTIFY {login.account} {login.password}"
            self._say(privmsg(login.nickserv, text, self._session.room(login.nickserv)))

    def send_away(self, nick: str) -> None:
        """Whoever wears our nick, or keeps it from us, which is ours by our account: the services see to that. Not all
        know each word, so they are said in turn."""
        login = self._session.settings.login
        if login and login.nickserv and self._session.me.account is not None and is_target(login.nickserv):
            verb = next(self._words)
            self._say(privmsg(login.nickserv, f"{verb} {nick}", self._session.room(login.nickserv)))

    def _on_authenticate(self, line: Line) -> None:
        if self._sasl:
            self._step(self._sasl.on_authenticate(line.param(0)))

    def _on_outcome(self, line: Line) -> None:
        if self._sasl:
            self._step(self._sasl.on_numeric(line))

    def _step(self, lines: Sequence[WireLine]) -> None:
        self._say(lines)
        sasl = self._sasl
        if sasl is None or not sasl.over:
            return
        self._sasl = None
        if sasl.logged_in:
            self._done()
        else:
            self._failed(sasl.problem)

    def _failed(self, why: str) -> None:
        login, network = self._session.settings.login, self._session.settings.network
        if login and login.required:
            raise NoLogin(f"not logged in as {login.account}: {why}")
        log.warning("%s: not logged in: %s", network, why)
        self._done()

    def _on_logged_in(self, line: Line) -> None:
        """900: us, our mask, the account, a sentence."""
        self._session.me.account = line.param(2) or None
        log.info("%s: logged in as %s", self._session.settings.network, line.param(2))

    def _on_logged_out(self, _: Line) -> None:
        self._session.me.account = None
