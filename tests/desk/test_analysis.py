"""A workflow is judged before a ticket goes through it: all that is wrong with it, at once and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from chatbot.desk.analysis import HIGHEST_CODE, MOST_STATES, findings
from chatbot.desk.drafts import Draft, Pace

REQUEST = Draft(
    "request",
    ((1, 2, 4), (2, 4, 3, 1), (3, 2, 4, 1), (4, 1, 2)),
    {1: "new", 2: "accepted", 3: "on hold", 4: "closed"},
    role="ops",
    waiting=frozenset({3}),
    final=frozenset({4}),
)
INCIDENT = Draft(
    "incident",
    ((1, 2), (2, 3), (3, 4), (4, 5, 2)),
    {1: "new", 2: "accepted", 3: "mitigated", 4: "resolved", 5: "closed"},
    role="ops",
)
PURCHASE = Draft(
    "purchase",
    ((1, 2, 3), (2, 4), (4, 5)),
    {1: "new", 2: "approved", 3: "rejected", 4: "ordered", 5: "received"},
    role="office",
)


def told(draft: Draft, **changes: object) -> list[str]:
    changed = structs.replace(draft, **changes)  # pyright: ignore[reportArgumentType] - any field of it
    return [f"{found.part} {found.what}" for found in findings(changed)]


@pytest.mark.parametrize("draft", [REQUEST, INCIDENT, PURCHASE], ids=lambda draft: draft.name)
def test_a_workflow_that_works_has_no_findings(draft: Draft) -> None:
    assert findings(draft) == []


def test_flags_that_are_not_given_follow_from_the_rows() -> None:
    assert (INCIDENT.is_offered, INCIDENT.is_owned, INCIDENT.is_final) == ({1}, {2, 3, 4}, {5})
    assert (PURCHASE.is_offered, PURCHASE.is_owned, PURCHASE.is_final) == ({1}, {2, 4}, {3, 5})


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"transitions": ()}, "transitions has no start: its first row begins with the state of a new ticket."),
        ({"transitions": ((1, 2), (2, 7))}, "transitions speaks of 7, which has no name in states."),
        ({"transitions": ((1, 2), (2, 3), (3, 5))}, "transitions never leads to 4 (resolved)."),
        (
            {"transitions": ((1, 2, 5), (2, 3), (3, 4), (4, 2)), "final": frozenset({5})},
            "transitions leads from 3 (mitigated) to no final state.",
        ),
        ({"final": frozenset[int]()}, "final is empty, so no ticket could ever end."),
        (
            {"transitions": ((1, 2, 2), (2, 3), (3, 4), (4, 5))},
            "transitions leads from 1 (new) to 2 (accepted) twice.",
        ),
        (
            {"transitions": ((1, 2), (2, 3), (3, 4), (4, 5), (4, 2))},
            "transitions has two rows for 4 (resolved): write all that may follow into one.",
        ),
        ({"transitions": ((1, 2), (2, 2, 3), (3, 4), (4, 5))}, "transitions leads from 2 (accepted) to itself."),
        ({"role": None}, "role is needed: 1 (new) is offered to it."),
        ({"offered": frozenset({1, 9})}, "offered speaks of 9, which has no name in states."),
        ({"paces": {9: Pace()}}, "state speaks of 9, which has no name in states."),
        ({"onward": {4: 3}}, "state of 4 (resolved): then = 3 doesn't follow there; 5 (closed), 2 (accepted) does."),
        ({"onward": {1: 2}}, "state of 1 (new): then = 2 would need an owner, and nobody is assigned by a machine."),
        ({"onward": {4: 5}}, "state of 4 (resolved): then = 5 needs a lifetime beside it: when is that?"),
        (
            {"transitions": ((1, 2), (2, 3), (3, 2), (2, 5)), "waiting": frozenset({3}), "onward": {3: 2}},
            "state of 3 (mitigated): then = 2: who lets a ticket rest says until when, with hold.",
        ),
        (
            {"offered": frozenset({1, 2}), "owned": frozenset({2, 3, 4})},
            "offered and owned both name 2 (accepted); a state is one of them.",
        ),
        ({"waiting": frozenset({5})}, "waiting and final both name 5 (closed); a state is one of them."),
        (
            {"waiting": frozenset({3}), "owned": frozenset({2, 4})},
            "waiting names 3 (mitigated), which nobody owns.",
        ),
        (
            {"offered": frozenset[int](), "owned": frozenset({1, 2, 3, 4})},
            "transitions begins with 1 (new), but a new ticket has no owner.",
        ),
        ({"final": frozenset({1, 5})}, "transitions begins with 1 (new), but a new ticket isn't over."),
        (
            {"owned": frozenset({3, 4})},
            "transitions leads from 1 (new), which is offered, to no owned state.",
        ),
        (
            {"transitions": ((1, 2), (2, 3), (3, 5), (2, 5)), "waiting": frozenset({3})},
            "transitions leads from 3 (mitigated), which waits, to none that is worked in.",
        ),
        (
            {"states": {**INCIDENT.states, 3: "ACCEPTED"}},
            "states names accepted twice; each state has a name of its own.",
        ),
        (
            {"states": {**INCIDENT.states, 3: "*" * 31}},
            "states 3 needs a name: a letter, then letters, digits, spaces or -, at most 30.",
        ),
        (
            {"states": {**INCIDENT.states, 0: "limbo"}},
            f"states 0 isn't a code: a whole number from 1 to {HIGHEST_CODE}.",
        ),
        (
            {"states": {code: f"s{code}" for code in range(1, MOST_STATES + 2)}},
            f"states holds {MOST_STATES + 1} states; {MOST_STATES} are the most.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words(changes: dict[str, object], what: str) -> None:
    assert what in told(INCIDENT, **changes)


def test_what_is_no_name_of_a_state_is_never_said() -> None:
    """It may be anything that stands in a file, and move a terminal's cursor."""
    wrong = told(INCIDENT, states={**INCIDENT.states, 3: "\t", 4: "\t"}, transitions=((1, 2), (2, 3), (3, 5)))
    assert "transitions never leads to 4." in wrong
    assert all(line.isprintable() for line in wrong)


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert told(INCIDENT, transitions=((1, 2, 2), (2, 7), (3, 4), (4, 5)), role=None) == [
        "transitions leads from 1 (new) to 2 (accepted) twice.",
        "transitions speaks of 7, which has no name in states.",
        "transitions never leads to 3 (mitigated).",
        "transitions never leads to 4 (resolved).",
        "transitions never leads to 5 (closed).",
        "transitions leads from 1 (new) to no final state.",
        "transitions leads from 2 (accepted) to no final state.",
        "role is needed: 1 (new) is offered to it.",
    ]


codes = st.integers(-1, 7)


@given(st.lists(st.lists(codes, max_size=5), max_size=8), st.dictionaries(codes, st.text(max_size=5), max_size=8))
def test_whatever_is_written_it_is_judged(rows: list[list[int]], states: dict[int, str]) -> None:
    draft = Draft("junk", rows, states)
    if not findings(draft):
        assert draft.start is not None
        assert all(draft.is_final & draft.behind(code) for code in draft.states)
        assert draft.behind(draft.start) == draft.states.keys()
