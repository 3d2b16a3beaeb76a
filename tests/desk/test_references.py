"""What an event refers to by ids is known, so that a desk that takes it in can call it otherwise."""

import pytest

from chatbot.desk.references import MANY, ONE, references, renumbered
from tests.docs.journalled import all_journalled

PLAIN = frozenset(
    {
        *(
            "amount",
            "began",
            "moved",
            "ran",
            "arrival",
            "closed",
            "currency",
            "label",
            "absent",
            "addresses",
            "address_kind",
            "address_network",
            "admin",
            "after",
            "anew",
            "asked",
            "back",
            "before",
        ),
        *("cause", "changed", "channel", "channel_network", "code", "comment", "comments", "count", "day"),
        *("digest_every", "empty", "end", "entries", "entry", "every", "from_role", "heard", "hidden", "how", "keep"),
        *("known", "lasted", "lead", "left", "length", "lifetime", "linked", "members", "method", "minutes", "mode"),
        *("more", "morning", "name", "numbers", "numeric", "on", "open", "opened", "passed", "person_name", "place"),
        *("plugin", "priority", "private", "prompts", "reason", "recovered", "relation", "reporter", "resolution"),
        *("restart", "role", "said", "say", "seconds", "service", "since", "source", "start", "state", "states"),
        *("take", "takes", "target", "tickets", "times", "type", "until", "verb", "waited", "wanted", "what", "why"),
        *("zone", "in_person"),
        *("notice", "storm"),
    }
)
"""Numbers, words and names; and ids of what goes away by itself (the last ones)."""


def test_all_that_the_journal_holds_is_known_as_a_reference_or_as_none() -> None:
    names = {name for event in all_journalled() for name in event.data}
    assert names - PLAIN - set(ONE) - set(MANY) == set()
    assert PLAIN & (set(ONE) | set(MANY)) == set()


def called(kind: str, was: int) -> int | None:
    return {"member": was + 100, "ticket": was + 1000}.get(kind)


@pytest.mark.parametrize(
    ("data", "elsewhere"),
    [
        ({"owner": 3, "was": None, "priority": 2}, {"owner": 103, "was": None, "priority": 2}),
        ({"was": "accepted", "owner": 3}, {"was": "accepted", "owner": 103}),
        ({"other": 7, "followers": "3 4", "hidden": True}, {"other": 1007, "followers": "103 104", "hidden": True}),
        ({"free": True}, {"free": True}),
        ({"free": 12}, {"free": 12}),
        ({"free": "12 15"}, {"free": "1012 1015"}),
        ({"error": "no such thing"}, {"error": "no such thing"}),
        ({"of": 5}, {"of": None}),
        ({"time": "5 6"}, {"time": ""}),
    ],
)
def test_ids_are_called_otherwise_and_all_else_stays(data: dict[str, object], elsewhere: dict[str, object]) -> None:
    assert renumbered(data, called) == elsewhere


def test_what_is_referred_to_is_told_by_its_kind() -> None:
    found = list(references({"owner": 3, "other": 7, "time": "5 6", "why": "12", "free": True}))
    assert found == [("member", 3), ("ticket", 7), ("entry", 5), ("entry", 6)]
