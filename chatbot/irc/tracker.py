"""Who shares a channel with us, and as what they are logged in. Pure: told by the lines of one connection, in order.

An account is trusted only while the server tells every change of it (`trusts_accounts`: account-notify and
extended-join hold), only for who shares a channel with us, and only once that channel's members have been asked for.
Where dibs keeps the passwords (`passwords`), what the server says of accounts counts for nothing.
Channel arguments are folded here; callers give them as received.
"""

from collections.abc import Iterator
from datetime import datetime

from chatbot.irc.folding import Fold, ascii_fold
from chatbot.irc.people import Person
from chatbot.wire import KEPT_HERE, password_key

MOST_GUESTS = 1000


class Tracker:
    def __init__(self, fold: Fold, *, believed: bool = False, passwords: bool = False) -> None:
        self.trusts_accounts = False
        self._fold = fold
        self._believed = believed
        self._passwords = passwords
        self._people: dict[str, Person] = {}
        self._ours: set[str] = set()
        self._seeded: set[str] = set()

    # ours

    def entered(self, channel: str) -> None:
        """We joined: what was known of it is from before."""
        self.left(channel)
        self._ours.add(self._fold(channel))

    def left(self, channel: str) -> None:
        name = self._fold(channel)
        self._ours.discard(name)
        self._seeded.discard(name)
        for person in list(self._people.values()):
            self._leave(person, name)

    def seeded(self, channel: str) -> None:
        if self._fold(channel) in self._ours:
            self._seeded.add(self._fold(channel))

    def forget_accounts(self) -> None:
        """The server stopped telling changes: what was true may not be any more."""
        for person in self._people.values():
            person.account, person.knows_account = None, False

    # theirs

    def joined(self, channel: str, nick: str, user: str, host: str) -> Person:
        known = self.person(nick)
        if known and self._fold(channel) in known.channels:
            known.begin_anew()  # they have left in between, and we weren't told
        person = self._here(channel, nick, user, host)
        person.come(self._fold(channel), anew=True)
        person.user, person.host = user, host
        return person

    def listed(self, channel: str, nick: str, user: str = "", host: str = "") -> Person | None:
        """In an answer to NAMES or WHO; None if it isn't a channel of ours."""
        if self._fold(channel) not in self._ours:
            return None
        person = self._here(channel, nick, user, host)
        person.user, person.host = user or person.user, host or person.host
        return person

    def parted(self, channel: str, nick: str) -> None:
        if person := self.person(nick):
            self._leave(person, self._fold(channel))

    def quit(self, nick: str) -> None:
        self._people.pop(self._fold(nick), None)

    def renamed(self, old: str, new: str) -> Person | None:
        """Whoever was known under the new nick has gone, even if we missed it."""
        person = self._people.pop(self._fold(old), None)
        self._people.pop(self._fold(new), None)
        if person:
            person.nick = new
            self._people[self._fold(new)] = person
        return person

    def guest(self, nick: str, user: str, host: str) -> None:
        """Somebody in no channel of ours spoke in private. Kept where nicks are believed alone: no QUIT is told."""
        if self._believed and not self.person(nick):
            guests = [name for name, person in self._people.items() if not person.channels]
            if len(guests) >= MOST_GUESTS:
                del self._people[guests[0]]
            self._people[self._fold(nick)] = Person(nick, user, host)

    def spoke_from(self, nick: str, user: str, host: str) -> None:
        """The address of somebody who was only named so far: a nick is one person's at a time."""
        person = self.person(nick)
        if person and person.is_at(user, host):
            person.user, person.host = user, host

    def no_such_nick(self, nick: str) -> None:
        person = self.person(nick)
        if person and not person.channels:
            self.quit(nick)

    # questions

    def person(self, nick: str) -> Person | None:
        return self._people.get(self._fold(nick))

    def in_seat(self, seat: int) -> Person | None:
        return next((person for person in self._people.values() if person.seat == seat), None)

    def account(self, person: Person) -> str | None:
        if self._believed:
            return person.nick
        if self._passwords:
            return person.identified if person.channels else None
        trusted = self.trusts_accounts and person.knows_account and not self._seeded.isdisjoint(person.channels)
        return person.account if trusted else None

    def key(self, person: Person) -> str:
        """What rights hang on; the mask where nothing is proved."""
        account = self.account(person)
        return person.mask if account is None else self.folded(account)

    def folded(self, account: str) -> str:
        """As rights hang on it: by the rule of whoever vouches for accounts here."""
        if self._passwords:
            return password_key(account)
        return self._fold(account) if self._believed else ascii_fold(account)

    def nicks(self, key: str) -> list[str]:
        """Those here before those away, the one named as the account first, then who was active last."""

        def rank(person: Person) -> tuple[bool, bool, float]:
            return person.away, ascii_fold(person.nick) != key.removeprefix(KEPT_HERE), -_seconds(person.active_at)

        return [person.nick for person in sorted(self.known_as(key), key=rank)]

    def away(self, key: str) -> bool:
        """Whether all that are known as that are marked away; False where there is nobody."""
        found = [person.away for person in self.known_as(key)]
        return bool(found) and all(found)

    def in_channel(self, channel: str, key: str) -> bool:
        return any(self._fold(channel) in person.channels for person in self.known_as(key))

    def sits(self, channel: str, nick: str) -> bool:
        """Whether somebody of that nick is in it, whoever that is."""
        person = self.person(nick)
        return person is not None and self._fold(channel) in person.channels

    def online(self, mask: str) -> bool:
        person = self.person(mask.partition("!")[0])
        return person is not None and person.mask == mask

    def everyone(self, channel: str) -> list[Person]:
        return [person for person in self._people.values() if self._fold(channel) in person.channels]

    def known_as(self, key: str) -> Iterator[Person]:
        return (person for person in self._people.values() if self.key(person) == key)

    def _here(self, channel: str, nick: str, user: str, host: str) -> Person:
        """The one we know at that address, else somebody new: a nick alone may have changed hands."""
        person = self.person(nick)
        if person is None or (user and not person.is_at(user, host)):
            person = self._people[self._fold(nick)] = Person(nick)
        person.nick = nick
        person.come(self._fold(channel))
        return person

    def _leave(self, person: Person, channel: str) -> None:
        was_in = channel in person.channels
        person.channels.pop(channel, None)
        if was_in and not person.channels:
            self.quit(person.nick)


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
