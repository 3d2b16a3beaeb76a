"""Notices a server that went away without a word."""

from chatbot.irc.outgoing import command
from chatbot.irc.session import Session


class Silent(Exception):
    """The server has said nothing for too long."""


class Watchdog:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._heard_at = session.clocks.steady()
        self._asked = False

    def heard(self) -> None:
        self._heard_at = self._session.clocks.steady()
        self._asked = False

    def within(self, now: float) -> float:
        """Seconds until the server will have been silent for so long that it is asked, if it says nothing."""
        return max(self._heard_at + self._session.timings.silence - now, 0.0)

    def tick(self, now: float) -> None:
        """Raises Silent if the server is dead, or leaves a barrier unanswered while it talks of other things."""
        timings, silence = self._session.timings, now - self._heard_at
        since = self._session.writer.barriers.waiting_since
        if silence > timings.silence + timings.grace or (since is not None and now - since > timings.proof):
            raise Silent("the server doesn't answer")
        if silence > timings.silence and not self._asked:
            self._asked = True
            self._session.writer.now(command("PING", "awake"))
