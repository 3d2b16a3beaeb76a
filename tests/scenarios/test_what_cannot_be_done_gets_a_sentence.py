"""Bad input gets a clear sentence that says what to write instead; other bots' commands get silence."""

import pytest

from tests.house import House
from tests.scenarios.person import Person

SENTENCES = {
    "!acept 12": "No verb acept. Did you mean: !accept 12",
    "dibs: acept 12": "No verb acept. Did you mean: !accept 12",
    "!assign 12": "Who gets #12? !assign 12 <person>",
    "!99": "No ticket #99 (newest: #1).",
    "!new @opps x": 'No role opps; there is ops. A title starting with @? Quote it: !new "@opps ..."',
    "!new": "What is wrong? !new <what is wrong>",
    "!new @bob printer": "No role bob, that is a person; tickets are for a role (ops). First new, then:"
    " !assign <ticket> bob",
    "!close": "Which ticket? !close <ticket>",
    "!comment 1": "What text? !comment 1 <text>",
    "dibs: frobnicate": "No verb frobnicate. All of them: !help all",
}
"""From VOICE's ERRORS, and the like."""


@pytest.mark.parametrize("said", SENTENCES)
async def test_the_answer_says_what_to_write_instead(house: House, charlie: Person, said: str) -> None:
    await charlie.tells("new printer on fire")
    await charlie.hears()
    assert await charlie.says("#desk", said) == [f"#desk< {SENTENCES[said]}"]


@pytest.mark.parametrize("said", ["!roulette", "! what", "!!", "!seen bob", "dibs 1 please", "I call dibs 1", "12!"])
async def test_what_is_not_for_dibs_gets_silence(bob: Person, said: str) -> None:
    assert await bob.says("#ops", said) == []


async def test_a_title_that_is_too_long_is_refused_with_the_bound(alice: Person) -> None:
    assert await alice.says("#desk", f"!new {'x' * 201}") == [
        "#desk< A title has at most 200 characters, this one 201. Put the rest behind it: !new <title> -- <description>"
    ]


async def test_errors_are_told_once_in_public_then_once_in_private_then_not_at_all(
    house: House, charlie: Person
) -> None:
    error = "< No ticket #99: none is open yet."
    assert await charlie.says("#desk", "!99", "!99", "!99", "!99") == [f"#desk{error}", f"p{error}"]
    house.clock.advance(seconds=11)
    assert await charlie.says("#desk", "!99") == [f"#desk{error}"]


async def test_nothing_was_changed_by_any_of_it(alice: Person) -> None:
    await alice.says("#desk", "!new", "!new @nobody x", "!close 1", "!accept 1", "!role create", "!assign 1 alice")
    await alice.hears()
    assert await alice.tells("list") == ["p< All: nothing open."]
