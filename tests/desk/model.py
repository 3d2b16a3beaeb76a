"""What the desk promises about who may do what and what comes of it, written a second time without its tables.

Durations are the built-in ones: an offer lives 30 minutes, a no bars its asker for a day.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.desk.pieces import (
    ADMIN,
    BARRED,
    CALM,
    GUEST,
    LEAD,
    LIFETIME,
    MOST,
    MOST_OF_MEMBERS,
    PersonOffer,
    Piece,
    RoleOffer,
)


@dataclass(slots=True)
class Model:
    """Each verb: whether the desk must do it; if so the model has done it too."""

    now: datetime
    confirmed: dict[str, set[str]]
    joined: dict[str, set[str]]
    open_roles: set[str]
    tickets: dict[int, Piece] = field(default_factory=dict[int, Piece])

    def open(self, who: str, role: str, private: bool) -> bool:
        if self._has_enough_waiting(who) or (private and role in self.open_roles):
            return False
        self.tickets[len(self.tickets) + 1] = Piece(role, who, private, RoleOffer(self.now + LIFETIME))
        return True

    def accept(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or it.owner == who or not (self._asked(who, it) or (self._in_role(who, it) and it.owner is None)):
            return False
        it.owner, it.offer, it.question = who, None, None
        return True

    def decline(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if self._asked(who, it) and it.question:
            it.noes.append((it.question.asker, who, self.now))
            it.question = None
            return True
        if it.offer is None or who in it.offer.declined or not self._in_role(who, it):
            return False
        it.offer.declined.add(who)
        if not self.left_to_ask(number):
            it.offer = None
        return True

    def assign(self, who: str, number: int, to: str) -> bool:
        it = self.tickets[number]
        if not (who == it.owner or self._trusted(who, it) or who == ADMIN) or it.closed or to in (who, it.owner):
            return False
        barred = any((who, to) == (asker, told) and self.now - at < BARRED for asker, told, at in it.noes)
        if barred or self._asked(to, it):
            return False
        it.question = PersonOffer(to, who, self.now + LIFETIME)
        return True

    def release(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if who not in (it.owner, ADMIN) or it.owner is None or it.closed:
            return False
        it.owner, it.question, it.offer = None, None, RoleOffer(self.now + LIFETIME)
        return True

    def close(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or not self._answers_for(who, it):
            return False
        it.closed, it.offer, it.question = True, None, None
        return True

    def reopen(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if not it.closed or not self._answers_for(who, it):
            return False
        if it.owner != who and it.reporter == who and self._has_enough_waiting(who):
            return False
        it.closed = False
        if it.owner != who:
            it.owner, it.offer = None, RoleOffer(self.now + LIFETIME)
        return True

    def edit(self, who: str, number: int, priority: int) -> bool:
        it = self.tickets[number]
        if it.closed or not self._answers_for(who, it) or priority == it.priority:
            return False
        if it.owner is not None and who == it.reporter and not (who in (it.owner, ADMIN) or self._trusted(who, it)):
            return False
        it.priority = priority
        return True

    def move(self, who: str, number: int, role: str) -> bool:
        it = self.tickets[number]
        if it.closed or role == it.role or (it.private and role in self.open_roles):
            return False
        if not (who in (it.owner, ADMIN) or self._trusted(who, it)):
            return False
        it.role, it.owner, it.question, it.offer = role, None, None, RoleOffer(self.now + LIFETIME)
        return True

    def steal(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or it.owner in (None, who) or not (self._trusted(who, it) or who == ADMIN):
            return False
        if it.stolen_at is not None and self.now - it.stolen_at < CALM and who not in (ADMIN, LEAD):
            return False
        it.owner, it.question, it.stolen_at = who, None, self.now
        return True

    def withdraw(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or who != it.reporter:
            return False
        it.closed, it.offer, it.question = True, None, None
        return True

    def comment(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        return self._answers_for(who, it) or self._in_role(who, it)

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
            if it.offer and it.offer.until <= self.now:
                it.offer = None
            if it.question and it.question.until <= self.now:
                it.question = None

    def left_to_ask(self, number: int) -> set[str]:
        """Whom a reminder of the role's offer goes to."""
        it = self.tickets[number]
        return self._of_role(it) - it.offer.declined - {it.reporter} if it.offer else set()

    def may_read(self, who: str, number: int, *, aloud: bool) -> bool:
        it = self.tickets[number]
        return not it.private or (not aloud and (self._answers_for(who, it) or self._asked(who, it)))

    def _answers_for(self, who: str, it: Piece) -> bool:
        return who in (it.owner, it.reporter, ADMIN) or self._trusted(who, it)

    def _trusted(self, who: str, it: Piece) -> bool:
        return who in self.confirmed[it.role]

    def _in_role(self, who: str, it: Piece) -> bool:
        """By themselves, they are so for a private ticket only if they may read it for another reason."""
        readable = not it.private or self._answers_for(who, it) or self._asked(who, it)
        return self._trusted(who, it) or (who in self.joined[it.role] and readable)

    def _of_role(self, it: Piece) -> set[str]:
        return self.confirmed[it.role] | (set() if it.private else self.joined[it.role])

    def _asked(self, who: str, it: Piece) -> bool:
        return it.question is not None and it.question.to == who

    def _has_enough_waiting(self, who: str) -> bool:
        free = [one for one in self.tickets.values() if one.reporter == who and not one.closed and one.owner is None]
        return len(free) >= MOST.get(who, MOST_OF_MEMBERS)
