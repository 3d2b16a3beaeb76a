"""Whether the network's services are there: without them nobody new can be logged in.

Two signs, where the server gives them: the capability `sasl`, which is offered while there is who checks it, and the
nick of NickServ, by MONITOR (InspIRCd 3 tells nothing of the first once one is connected). Who never was there isn't
gone.
"""

from chatbot.irc.lines import Line
from chatbot.irc.outgoing import command
from chatbot.irc.session import Session, Table

NICKSERV = "NickServ"


class Services:
    def __init__(self, session: Session) -> None:
        self._session = session
        login = session.settings.login
        self._nick = (login.nickserv if login else None) or NICKSERV

    def table(self) -> Table:
        return {"CAP": self._on_cap, "730": self._on_online, "731": self._on_offline}

    def begin(self) -> None:
        """After the welcome."""
        if self._session.isupport.monitor:
            self._session.control(command("MONITOR", "+", self._nick))

    def _on_cap(self, line: Line) -> None:
        """After it was dealt with, so `offered` is what holds now; a list that goes on tells nothing yet."""
        verb, more = line.param(1).upper(), len(line.params) > 3 and line.param(2) == "*"
        if verb in {"LS", "NEW", "DEL"} and not more:
            self._tell("sasl", there="sasl" in self._session.caps.offered)

    def _on_online(self, line: Line) -> None:
        self._note(line, there=True)

    def _on_offline(self, line: Line) -> None:
        self._note(line, there=False)

    def _note(self, line: Line, *, there: bool) -> None:
        fold = self._session.fold
        if fold(self._nick) in {fold(mask.partition("!")[0]) for mask in line.param(1).split(",")}:
            self._tell("nickserv", there=there)

    def _tell(self, sign: str, *, there: bool) -> None:
        self._session.signs.note(sign, self._session.clocks.now(), there=there)
