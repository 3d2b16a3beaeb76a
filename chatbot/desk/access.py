"""Who may do what to a ticket, and who may read it. Tables and pure functions."""

from typing import Literal

from chatbot.wire import Audience, Private
from store.records import Ticket

Relation = Literal["owner", "reporter", "member", "joined", "asked", "called", "admin"]
"""What somebody is to a ticket. `member`: in its role, by an admin's word; `joined`: in its role, by their own.
`asked`: it is offered to them in person. `called`: it is offered to their role, since its own didn't take it."""

MAY: dict[str, frozenset[Relation]] = {
    "accept": frozenset({"member", "joined", "asked", "called"}),
    "decline": frozenset({"member", "joined", "asked", "called"}),
    "assign": frozenset({"owner", "member", "admin"}),
    "handover": frozenset({"owner"}),
    "release": frozenset({"owner", "admin"}),
    "comment": frozenset({"owner", "reporter", "member", "joined", "called", "admin"}),
    "log": frozenset({"owner", "member", "joined", "called", "admin"}),
    "close": frozenset({"owner", "reporter", "member", "admin"}),
    "reopen": frozenset({"owner", "reporter", "member", "admin"}),
    "edit": frozenset({"owner", "reporter", "member", "admin"}),
    "move": frozenset({"owner", "member", "admin"}),
    "advance": frozenset({"owner", "member", "admin"}),
    "steal": frozenset({"member", "admin"}),
    "redact": frozenset({"member", "admin"}),
    "withdraw": frozenset({"reporter"}),
    "hold": frozenset({"owner", "member", "admin"}),
    "urgent": frozenset({"owner", "reporter", "member", "admin"}),
    "ask": frozenset({"owner", "member", "admin"}),
    "resume": frozenset({"owner", "member", "admin"}),
    "merge": frozenset({"owner", "member", "admin"}),
    "split": frozenset({"owner", "member", "admin"}),
    "link": frozenset({"owner", "reporter", "member", "admin"}),
    "unlink": frozenset({"owner", "reporter", "member", "admin"}),
}

READS_PRIVATE: frozenset[Relation] = frozenset({"owner", "reporter", "member", "asked", "called", "admin"})
"""Who reads a private ticket. A role that anyone may join never holds one, so `joined` isn't among them."""


TO_DO = {
    "urgent": "call it urgent",
    "ask": "ask about it",
    "log": "log time on it",
    "comment": "comment on it",
    "handover": "hand it over",
}
"""How a refusal names what a verb does, where that isn't the verb itself."""


def may(verb: str, relations: frozenset[Relation]) -> bool:
    return bool(MAY[verb] & relations)


def visible(ticket: Ticket, audience: Audience, relations: frozenset[Relation]) -> bool:
    """Whether the ticket's texts may be shown there. The audience is the target of the line, not who asked:
    what is private is never shown where others read, whoever wants it."""
    if not ticket.private:
        return True
    return isinstance(audience, Private) and bool(READS_PRIVATE & relations)


def allowed_verbs(relations: frozenset[Relation], verbs: tuple[str, ...]) -> list[str]:
    return [verb for verb in verbs if may(verb, relations)]


def who_may(verb: str, role_name: str) -> str:
    """`its owner, its reporter or ops`, for a refusal."""
    words = {"owner": "its owner", "reporter": "its reporter", "member": role_name, "asked": "whoever it is offered to"}
    named = [text for relation, text in words.items() if relation in MAY[verb]]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
