"""What lays a ticket to rest and wakes it, calls for it, hands it on and counts it, in the model."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.desk.offered import Offered
from tests.desk.pieces import ADMIN, BARRED, GUEST, LIFETIME, URGENT, PersonOffer, Piece, RoleOffer

USUAL_HOLD = timedelta(days=3)
DAY = timedelta(hours=24)
URGENT_A_DAY = 2
LATER = timedelta(minutes=5)


@dataclass(slots=True)
class Rests(Offered):
    """As in `Moves`: whether the desk must do it; if so the model has done it too."""

    urgents: dict[str, list[datetime]] = field(default_factory=dict[str, list[datetime]])

    def rules(self, who: str, it: Piece) -> bool:
        """Its owner, who is in its role by an admin's word, and admins."""
        return who in (it.owner, ADMIN) or self.trusted(who, it)

    def hold(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or it.owner is None or not self.rules(who, it):
            return False
        it.held_until, it.asks = self.now + USUAL_HOLD, False
        return True

    def resume(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.held_until is None or not self.rules(who, it):
            return False
        it.wake()
        return True

    def ask(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        if it.closed or it.owner is None or who == it.reporter or not self.rules(who, it):
            return False
        it.held_until, it.asks = workdays_after(self.now, 3), True
        return True

    def is_answer(self, who: str, number: int) -> bool:
        """Whether a word of theirs answers what it waits for, which isn't taken back."""
        it = self.tickets[number]
        return it.asks and who == it.reporter

    def urgent(self, who: str, number: int) -> bool:
        it = self.tickets[number]
        lately = [at for at in self.urgents.get(who, []) if at >= self.now - DAY]
        may = who != GUEST and (who == it.reporter or self.rules(who, it))
        if it.closed or not may or len(lately) >= URGENT_A_DAY:
            return False
        self.urgents.setdefault(who, []).append(self.now)
        it.priority = URGENT
        if it.offer is None and it.owner is None:
            it.offer = self.offer_to(it.role)
            self.pass_on(it)
        return True

    def later(self, who: str, number: int) -> bool:
        """To be asked again in 5 minutes."""
        it = self.tickets[number]
        if who == GUEST or not (self.in_role(who, it) or self.called(who, it) or self.asked(who, it)):
            return False
        if self.asked(who, it):
            offer: RoleOffer | PersonOffer | None = it.question
        else:
            offer = it.offer
        if offer is None or (isinstance(offer, RoleOffer) and who in offer.declined):
            return False
        return self.now + LATER <= offer.until - timedelta(minutes=1)

    def hand_over(self, who: str, number: int, to: str) -> bool:
        it = self.tickets[number]
        return not it.closed and who == it.owner and to not in (who, GUEST) and self.put_to(to, who, it)

    def put_to(self, to: str, asker: str, it: Piece) -> bool:
        """One person is asked: not who told this asker no within a day, nor who is being asked already."""
        barred = any((asker, to) == (by, told) and self.now - at < BARRED for by, told, at in it.noes)
        if barred or self.asked(to, it):
            return False
        it.question = PersonOffer(to, asker, self.now + LIFETIME)
        return True

    def redact(self, who: str, number: int) -> bool:
        """Its title, which its reporter wrote."""
        it = self.tickets[number]
        if it.redacted or not (who in (it.reporter, ADMIN) or self.trusted(who, it)):
            return False
        it.redacted = True
        return True

    def report(self, who: str, role: str, key: str) -> bool:
        """A system says it: opened once, counted then."""
        if who == GUEST:
            return False
        found = [it for it in self.tickets.values() if (it.reporter, it.key) == (who, key) and not it.closed]
        if found:
            found[0].times += 1
        else:
            it = self.tickets[len(self.tickets) + 1] = Piece(role, who, False, self.offer_to(role), key=key)
            self.pass_on(it)
        return True

    def recover(self, who: str, key: str) -> bool:
        found = [it for it in self.tickets.values() if (it.reporter, it.key) == (who, key) and not it.closed]
        if who == GUEST or not found:
            return False
        found[0].end(self.now)
        return True

    def has_another_open(self, it: Piece) -> bool:
        """The same came up anew, under another number."""
        others = (one for one in self.tickets.values() if one is not it and not one.closed)
        return it.key is not None and any((one.reporter, one.key) == (it.reporter, it.key) for one in others)


def workdays_after(now: datetime, count: int) -> datetime:
    at = now
    while count:
        at += timedelta(days=1)
        count -= at.weekday() <= 4
    return at
