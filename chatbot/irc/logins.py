"""Who has shown a password on this link. It stands with what is known of people in view, and goes with them: at QUIT,
at PART or KICK from the last channel that we share, and with the connection."""

from collections.abc import Callable
from dataclasses import replace

from chatbot.irc.people import Person
from chatbot.irc.session import Session
from chatbot.irc.settings import LinkSettings
from chatbot.wire import Principal, password_key


class PasswordLogins:
    """`session` is that of the connection that there is now. See `wire.Logins`."""

    def __init__(self, settings: LinkSettings, session: Callable[[], Session | None]) -> None:
        self._settings = settings
        self._session = session
        self._ended: dict[str, int] = {}

    def follow(self, settings: LinkSettings) -> None:
        self._settings = settings

    @property
    def kept(self) -> bool:
        return self._settings.passwords

    @property
    def private(self) -> bool:
        """STS may have made a link private that wasn't configured so."""
        session = self._session()
        return self._settings.passwords_in_clear or (session is not None and session.settings.private)

    def sits(self, who: Principal) -> bool:
        return self._person(who) is not None

    def latest(self, who: Principal) -> Principal:
        """Who has left since is who they were when they spoke."""
        person = self._person(who)
        if not self.kept or person is None:
            return who
        account = person.identified
        if account is None:
            return replace(who, account=None, key=who.mask, method="none")
        return replace(who, account=account, key=password_key(account), method="identified")

    def ended(self, key: str) -> int:
        return self._ended.get(key, 0)

    def log_in(self, who: Principal, account: str, ended: int) -> bool:
        person, session = self._person(who), self._session()
        if person is None or session is None or self.ended(password_key(account)) != ended:
            return False
        person.identified = account
        session.see(person)
        return True

    def log_out(self, who: Principal) -> bool:
        person = self._person(who)
        if person is None or person.identified is None:
            return False
        person.identified = None
        return True

    def end(self, key: str, but: int = 0) -> None:
        self._ended[key] = self.ended(key) + 1
        session = self._session()
        for person in list(session.tracker.known_as(key)) if session else []:
            if person.seat != but:
                person.identified = None

    def _person(self, who: Principal) -> Person | None:
        """That very person, whatever their nick is by now."""
        session = self._session()
        person = session.tracker.in_seat(who.seat) if session and who.seat else None
        return person if person and person.channels else None
