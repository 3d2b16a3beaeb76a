"""Channels that don't let us in: who is known to the services asks theirs for an invitation."""

from chatbot.irc.outgoing import is_target, privmsg
from chatbot.irc.session import Session

OPENED_BY_INVITE = {"471", "473", "474", "475"}
"""Full, for the invited, banned, locked: an invitation by services overrules these on many servers."""


class ChanServ:
    def __init__(self, session: Session) -> None:
        self._session = session

    def may_help(self, numeric: str) -> bool:
        """Whether it is there, and knows us. Else only a person can let us in."""
        login, session = self._session.settings.login, self._session
        known = session.me.account is not None and session.signs.gone_at is None
        return login is not None and is_target(login.chanserv) and known and numeric in OPENED_BY_INVITE

    def ask(self, channel: str) -> None:
        """Whether we are on the channel's access list, is between it and its founder: no answer is waited for."""
        if login := self._session.settings.login:
            for line in privmsg(login.chanserv, f"INVITE {channel}", self._session.room(login.chanserv)):
                self._session.control(line)
