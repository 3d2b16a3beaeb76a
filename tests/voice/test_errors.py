"""ERRORS: what can't be done is answered with what can, once; and what isn't for dibs not at all."""

import pytest

from tests.house import House
from tests.scenarios.person import Person


@pytest.fixture
async def opened(alice: Person, charlie: Person) -> None:
    """#1 is alice's; charlie has heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await charlie.hears()


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!acept 1", "No verb acept. Did you mean: !accept 1"),
        ("!roulette", ""),
        ("!assign 1", "Who gets #1? !assign 1 <person>"),
        ("!close 1", "#1: only its owner, its reporter or ops may close it. You may: !watch 1"),
        ("!99", "No ticket #99 (newest: #1)."),
        ("!new @opps x", 'No role opps; there is ops. A title starting with @? Quote it: !new "@opps ..."'),
    ],
)
async def test_errors(charlie: Person, typed: str, answer: str) -> None:
    """VOICE's lines, with the prefix in front of what is to be typed: there it needs one."""
    assert await charlie.says("#desk", typed) == ([f"#desk< {answer}"] if answer else [])


@pytest.mark.usefixtures("opened")
async def test_one_error_in_ten_seconds_is_told_aloud_the_next_in_private_and_then_none(charlie: Person) -> None:
    """Noise 9."""
    assert await charlie.says("#desk", "!close 1", "!assign 1", "!99") == [
        "#desk< #1: only its owner, its reporter or ops may close it. You may: !watch 1",
        "p< Who gets #1? assign 1 <person>",
    ]


@pytest.mark.usefixtures("opened")
async def test_a_minute_later_it_is_told_aloud_again(house: House, charlie: Person) -> None:
    await charlie.says("#desk", "!close 1")
    await house.pass_time(minutes=1)
    assert (await charlie.says("#desk", "!99"))[0].startswith("#desk< No ticket #99")
