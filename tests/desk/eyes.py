"""The state of the model: who is what to which ticket, who may read it, and who is asked."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.desk.pieces import ADMIN, MOST, MOST_OF_MEMBERS, Piece


@dataclass(slots=True)
class Eyes:
    now: datetime
    confirmed: dict[str, set[str]]
    joined: dict[str, set[str]]
    open_roles: set[str]
    tickets: dict[int, Piece] = field(default_factory=dict[int, Piece])

    def left_to_ask(self, number: int) -> set[str]:
        """Whom a reminder of the role's offer goes to."""
        it = self.tickets[number]
        return self.could_be_asked(it.offer.role, it) - it.offer.declined if it.offer else set()

    def could_be_asked(self, role: str, it: Piece) -> set[str]:
        joined = set[str]() if it.private else self.joined[role]
        return (self.confirmed[role] | joined) - {it.reporter}

    def may_read(self, who: str, number: int, *, aloud: bool) -> bool:
        it = self.tickets[number]
        return not it.private or (not aloud and self.reads(who, it))

    def reads(self, who: str, it: Piece) -> bool:
        return self.answers_for(who, it) or self.asked(who, it) or self.called(who, it)

    def answers_for(self, who: str, it: Piece) -> bool:
        return who in (it.owner, it.reporter, ADMIN) or self.trusted(who, it)

    def trusted(self, who: str, it: Piece) -> bool:
        return who in self.confirmed[it.role]

    def in_role(self, who: str, it: Piece) -> bool:
        """By themselves, they are so for a private ticket only if they may read it for another reason."""
        readable = not it.private or self.reads(who, it)
        return self.trusted(who, it) or (who in self.joined[it.role] and readable)

    def called(self, who: str, it: Piece) -> bool:
        """It is offered to a role of theirs that follows its own."""
        if it.offer is None or it.offer.role == it.role:
            return False
        return who in self.confirmed[it.offer.role] or (not it.private and who in self.joined[it.offer.role])

    def asked(self, who: str, it: Piece) -> bool:
        return it.question is not None and it.question.to == who

    def has_enough_waiting(self, who: str) -> bool:
        """What systems report by their keys counts by itself."""
        mine = [one for one in self.tickets.values() if one.reporter == who and one.key is None]
        free = [one for one in mine if not one.closed and one.owner is None]
        return len(free) >= MOST.get(who, MOST_OF_MEMBERS)
