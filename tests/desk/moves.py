"""What people do to a ticket, in the model: who has it, and how it ends."""

from dataclasses import dataclass

from tests.desk.pieces import ADMIN, CALM, LEAD, Piece
from tests.desk.rests import Rests


@dataclass(slots=True)
class Moves(Rests):
    """Each verb: whether the desk must do it; if so the model has done it too."""

    def open(self, who: str, role: str, private: bool) -> bool:
        if self.has_enough_waiting(who) or (private and role in self.open_roles):
            return False
        it = self.tickets[len(self.tickets) + 1] = Piece(role, who, private, self.offer_to(role))
        self.pass_on(it)
        return True

    def accept(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        may = self.in_role(who, it) or self.called(who, it)
        if it.closed or it.owner == who or not (self.asked(who, it) or (may and it.owner is None)):
            return False
        it.owner, it.offer, it.question = who, None, None
        it.wake()
        return True

    def decline(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if self.asked(who, it) and it.question:
            it.noes.append((it.question.asker, who, self.now))
            it.question = None
            return True
        if it.offer is None or who in it.offer.declined or not (self.in_role(who, it) or self.called(who, it)):
            return False
        if who not in self.confirmed[it.offer.role] | self.joined[it.offer.role]:
            return False
        it.offer.declined.add(who)
        if not self.left_to_ask(number):
            self.offer_ends(it, self.now)
        return True

    def assign(self, who: str, number: int, to: str) -> bool:
        it = self.tickets[number]
        return self.rules(who, it) and not it.closed and to not in (who, it.owner) and self.put_to(to, who, it)

    def release(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if who not in (it.owner, ADMIN) or it.owner is None or it.closed:
            return False
        it.owner, it.question, it.offer = None, None, self.offer_to(it.role)
        it.wake()
        self.pass_on(it)
        return True

    def close(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or not self.answers_for(who, it):
            return False
        it.end(self.now)
        return True

    def reopen(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if not it.closed or not self.answers_for(who, it):
            return False
        if (it.owner != who and it.reporter == who and self.has_enough_waiting(who)) or self.has_another_open(it):
            return False
        it.closed = it.archived = False
        if it.owner != who:
            it.owner, it.offer = None, self.offer_to(it.role)
            self.pass_on(it)
        return True

    def edit(self, who: str, number: int, priority: int) -> bool:
        it = self.tickets[number]
        if it.closed or not self.answers_for(who, it) or priority == it.priority:
            return False
        if it.owner is not None and who == it.reporter and not (who in (it.owner, ADMIN) or self.trusted(who, it)):
            return False
        it.priority = priority
        return True

    def move(self, who: str, number: int, role: str) -> bool:
        it = self.tickets[number]
        if it.closed or role == it.role or (it.private and role in self.open_roles):
            return False
        if not (who in (it.owner, ADMIN) or self.trusted(who, it)):
            return False
        it.role, it.owner, it.question, it.offer = role, None, None, self.offer_to(role)
        it.wake()
        self.pass_on(it)
        return True

    def steal(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or it.owner in (None, who) or not (self.trusted(who, it) or who == ADMIN):
            return False
        if it.stolen_at is not None and self.now - it.stolen_at < CALM and who not in (ADMIN, LEAD):
            return False
        it.owner, it.question, it.stolen_at = who, None, self.now
        it.wake()
        return True

    def withdraw(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or who != it.reporter:
            return False
        it.end(self.now)
        return True

    def comment(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if not (self.answers_for(who, it) or self.in_role(who, it) or self.called(who, it)):
            return False
        if self.is_answer(who, number):
            it.wake()
        return True
