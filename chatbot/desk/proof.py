"""Whether it is proved surely enough who speaks; the rules are the tables of `strength`."""

from chatbot.desk import strength
from chatbot.desk.access import MAY, Relation, may
from chatbot.desk.act import Act
from chatbot.desk.refused import NoRight, NotLoggedIn
from chatbot.desk.strength import AS, RIGHTS, Need, Right

FREELY = frozenset({"comment"})
"""What one may do as whatever one is, however surely that is known."""
OWNERS = frozenset(
    {"accept", "decline", "release", "move", "merge", "split", "steal", "ask", "hold", "resume", "assign", "later"}
    | {"log", "start", "stop"}
)
"""What only who may own tickets does; they may be nothing to the ticket any more when they take it back."""


def need_sure(act: Act, need: Need) -> None:
    """Before any verb. Who proved nothing is told by the verb itself what they would have to be."""
    if act.principal.method == "none":
        if need == "open" and not act.reaches("open"):
            raise NotLoggedIn("open tickets", kept=act.kept)
    elif need == "change":
        if act.principal.method == "relayed":  # not even what they reported: whoever is called so there would be them
            need_reach(act, "own")
    elif need != "look":
        need_reach(act, need)


def need_reach(act: Act, right: Right) -> None:
    if not act.reaches(right):
        raise NoRight(strength.too_weak(act.principal, act.settings.least, right), "proof")


def sure(act: Act, relations: frozenset[Relation]) -> frozenset[Relation]:
    """Those of them that who speaks is known surely enough for."""
    return frozenset([one for one in relations if act.reaches(AS[one])])


def counting(act: Act, verb: str, relations: frozenset[Relation]) -> frozenset[Relation]:
    """What of that counts for this verb: an admin who isn't known surely enough is none, and so on.

    Refused if that is all that is missing.
    """
    counted = relations if verb in FREELY else sure(act, relations)
    missing: list[Right] = [] if may(verb, counted) else [AS[one] for one in MAY[verb] & (relations - counted)]
    for right in sorted(missing, key=RIGHTS.index):
        need_reach(act, right)
    return counted


def need_reach_again(act: Act, verb: str, relations: frozenset[Relation]) -> None:
    """To take back what that verb did."""
    if verb in OWNERS:
        need_reach(act, "own")
    elif verb in MAY:
        counting(act, verb, relations)
