"""To which role a ticket is offered, in the model, and to which one then."""

from dataclasses import dataclass
from datetime import datetime

from tests.desk.eyes import Eyes
from tests.desk.pieces import FOLLOWS, LIFETIME, Piece, RoleOffer


@dataclass(slots=True)
class Offered(Eyes):
    def offer_to(self, role: str) -> RoleOffer:
        return RoleOffer(role, self.now + LIFETIME, (role,))

    def pass_on(self, it: Piece) -> None:
        """Who follows a role that has nobody to ask is asked at once; where nobody can be, the offer stands."""
        after = FOLLOWS.get(it.role)
        if after and not self.could_be_asked(it.role, it) and self.could_be_asked(after, it):
            self.offer_ends(it, self.now)

    def offer_ends(self, it: Piece, now: datetime) -> None:
        """Nobody took it: whoever follows is asked, unless all of those were asked before."""
        offer, it.offer = it.offer, None
        after = FOLLOWS.get(offer.role) if offer else None
        if offer is None or after is None or after in offer.tried:
            return
        asked = set[str]().union(*(self.could_be_asked(role, it) for role in offer.tried))
        if self.could_be_asked(after, it) - asked:
            it.offer = RoleOffer(after, now + LIFETIME, (*offer.tried, after), set(offer.declined))
