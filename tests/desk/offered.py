"""To which role a ticket is offered, in the model, and to which one then."""

from dataclasses import dataclass
from datetime import datetime

from tests.desk.eyes import Eyes
from tests.desk.pieces import FOLLOWS, LIFETIME, TURNS, Piece, RoleOffer


@dataclass(slots=True)
class Offered(Eyes):
    def offer_to(self, role: str) -> RoleOffer:
        return RoleOffer(role, self.now + LIFETIME, self.now + LIFETIME, (role,))

    def pass_on(self, it: Piece) -> None:
        """Who follows a role that has nobody to ask is asked at once; where nobody can be, the offer stands. It is for
        their sake that an offer ends before its time."""
        if it.offer is None or not self.asked_then(it):
            return
        if not self.could_be_asked(it.role, it):
            self.offer_ends(it, self.now)
        elif it.role in TURNS:
            it.offer.until = self.now + TURNS[it.role]

    def asked_then(self, it: Piece) -> str | None:
        """The role that is asked where nobody takes it, unless all of those were asked before."""
        after = FOLLOWS.get(it.offer.role) if it.offer else None
        if it.offer is None or after is None or after in it.offer.tried:
            return None
        asked = set[str]().union(*(self.could_be_asked(role, it) for role in it.offer.tried))
        return after if self.could_be_asked(after, it) - asked else None

    def time_is_over(self, it: Piece) -> None:
        """Of its offer. Where nobody can be asked next by now, it has its lifetime."""
        assert it.offer, "it is offered"
        if it.offer.until < it.offer.full and not self.asked_then(it):
            it.offer.until = it.offer.full
        else:
            self.offer_ends(it, it.offer.until)

    def offer_ends(self, it: Piece, now: datetime) -> None:
        """Nobody took it: whoever follows is asked."""
        after, offer = self.asked_then(it), it.offer
        it.offer = None
        if offer is not None and after is not None:
            until = now + LIFETIME
            it.offer = RoleOffer(after, until, until, (*offer.tried, after), set(offer.declined))
