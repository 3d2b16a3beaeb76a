"""What the desk promises about who may do what and what comes of it, written a second time without its tables.

Durations are the built-in ones: an offer lives 30 minutes, a no bars its asker for a day. What is over is archived
after a day.
"""

from dataclasses import dataclass
from datetime import timedelta

from tests.desk.moves import Moves
from tests.desk.pieces import GUEST, KEPT


@dataclass(slots=True)
class Model(Moves):
    """Besides: who follows what, who is in which role, and time."""

    def watch(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if who in (GUEST, it.reporter) or who in it.watchers or not self.may_read(who, number, aloud=False):
            return False
        it.watchers.add(who)
        return True

    def unwatch(self, who: str, number: int) -> bool:
        """Whoever may no longer read it may still have enough of it."""
        watched = who in self.tickets[number].watchers
        self.tickets[number].watchers.discard(who)
        return watched

    def take_away(self, number: int) -> None:
        """Its reporter took back that they opened it."""
        self.tickets[number].end(self.now)

    def join(self, who: str, role: str) -> bool:
        if who == GUEST or role not in self.open_roles or who in self.confirmed[role] | self.joined[role]:
            return False
        self.joined[role].add(who)
        return True

    def leave(self, who: str, role: str) -> bool:
        if who not in self.confirmed[role] | self.joined[role]:
            return False
        self.confirmed[role].discard(who)
        self.joined[role].discard(who)
        for number, it in self.tickets.items():
            if it.offer and it.offer.role == role and it.offer.declined and not self.left_to_ask(number):
                self.offer_ends(it, self.now)
        return True

    def set_open(self, role: str, is_open: bool) -> bool:
        """By an admin: a role is open or holds private tickets."""
        if is_open and any(it.private and it.role == role for it in self.tickets.values()):
            return False
        (self.open_roles.add if is_open else self.open_roles.discard)(role)
        return True

    def pass_time(self, length: timedelta) -> None:
        self.now += length
        for it in self.tickets.values():
            while it.offer and it.offer.until <= self.now:
                self.time_is_over(it)
            if it.question and it.question.until <= self.now:
                it.question = None
            if it.held_until and it.held_until <= self.now:
                it.wake()
            it.archived = it.archived or (it.closed and it.closed_at is not None and it.closed_at + KEPT <= self.now)
