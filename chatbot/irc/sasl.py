"""Logging in, before the welcome or after it. Pure: what the server says in, lines out.

Source: ircv3.net/specs/extensions/sasl-3.1 and sasl-3.2.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field

from chatbot.irc.lines import Line
from chatbot.irc.mechanisms import Answering, NotTheServer, mechanism
from chatbot.irc.outgoing import WireLine, command
from chatbot.irc.settings import LinkSettings, LoginSettings, Mechanism

CHUNK = 400
MOST_SAID = 65_536
"""Characters of one challenge. No server needs a hundredth of it."""


@dataclass(slots=True)
class Sasl:
    """One round of trying. `over` once there is nothing more to try; `problem` says why it came to nothing."""

    settings: LinkSettings
    login: LoginSettings
    over: bool = False
    logged_in: bool = False
    problem: str = ""
    _left: list[Mechanism] = field(default_factory=list[Mechanism])
    _now: Answering | None = None
    _said: str = ""

    def begin(self, offered: str) -> list[WireLine]:
        """`offered`: what stood behind `sasl=`, comma by comma; nothing if the server doesn't say."""
        named = [name.upper() for name in offered.split(",") if name]
        self._left = [name for name in self.login.mechanisms if self._may(name) and (not named or name in named)]
        if not self._left:
            return self._give_up(f"the server offers {offered or 'nothing'}, which isn't what dibs may use")
        return self._next()

    def on_authenticate(self, chunk: str) -> list[WireLine]:
        if self.over or self._now is None:
            return []
        self._said += "" if chunk == "+" else chunk
        if len(self._said) > MOST_SAID:
            return self._abort("what the server says has no end")
        if len(chunk) == CHUNK:
            return []
        said, self._said = self._said, ""
        try:
            return chunks(self._now.answer(base64.b64decode(said, validate=True)))
        except NotTheServer as error:
            return self._abort(str(error))
        except ValueError:
            return self._abort("what the server says isn't base64")

    def on_numeric(self, line: Line) -> list[WireLine]:
        """900 to 908, of which those count that end a try."""
        if self.over:
            return []
        if line.command in {"903", "907"}:
            return self._succeed()
        if line.command == "908":
            offered = {name.upper() for name in line.param(1).split(",")}
            self._left = [name for name in self._left if name in offered]
            return []  # 904 follows it, or came before it
        self.problem = line.param(-1)
        return self._next()

    def give_up(self) -> None:
        """The server has fallen silent."""
        self._give_up("the server doesn't answer")

    def _may(self, name: Mechanism) -> bool:
        login = self.login
        needs: dict[Mechanism, object] = {
            "SCRAM-SHA-256": login.password,
            "PLAIN": login.password if self.settings.private else None,
            "EXTERNAL": self.settings.tls.cert_file if self.settings.secure else None,
            "ECDSA-NIST256P-CHALLENGE": login.key_file,
        }
        return bool(needs[name])

    def _next(self) -> list[WireLine]:
        if not self._left:
            return self._give_up(self.problem)
        name = self._left.pop(0)
        try:
            self._now, self._said = mechanism(name, self.login), ""
        except (OSError, ValueError) as error:
            self.problem = f"the key for {name} can't be used: {type(error).__name__}"
            return self._next()
        return [command("AUTHENTICATE", name)]

    def _succeed(self) -> list[WireLine]:
        """A server that takes us without having proved itself is none that we should be with."""
        if self._now is not None and not self._now.proved:
            return self._give_up("the server didn't show that it knows our password")
        self.over = self.logged_in = True
        return []

    def _abort(self, why: str) -> list[WireLine]:
        """Whoever that is, it isn't told anything more: no other mechanism follows."""
        self._give_up(why)
        return [command("AUTHENTICATE", "*")]

    def _give_up(self, why: str) -> list[WireLine]:
        self.over, self.problem = True, why
        return []


def chunks(answer: bytes) -> list[WireLine]:
    """In pieces of 400; the last is shorter, and `+` where nothing is left."""
    text = base64.b64encode(answer).decode()
    pieces: Sequence[str] = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]
    whole = pieces if pieces and len(pieces[-1]) < CHUNK else [*pieces, "+"]
    return [command("AUTHENTICATE", piece) for piece in whole]
