"""ERRORS: what can't be done is answered with what can, once; and what isn't for dibs not at all."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, enter
from tests.scenarios.shell import say


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
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("?", "That is no verb. All of them: help all"),
        ("ignore", "Who? ignore <whom>"),
        ("unlink 1", "Which ticket or address? unlink 1 <which ticket or address>"),
        ("member rollback bob", "Since when? member rollback bob <since when>"),
    ],
)
async def test_what_is_missing_is_asked_for_by_what_it_is(charlie: Person, typed: str, answer: str) -> None:
    assert await charlie.tells(typed) == [f"p< {answer}"]


@pytest.mark.usefixtures("opened")
async def test_whom_to_ignore_for_which_time_is_asked_rather_than_done_for_good(house: House) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    said = "p< No time behind for: write 2h, mon 9:00, tomorrow or 3 apr. Nothing changed."
    assert await ada.tells("ignore charlie for") == [said]
    assert await ada.tells("ignores") == ["p< Nobody is ignored. To begin: ignore <whom> [for 1h] [why]"]


@pytest.fixture
async def namesakes(house: House, bob: Person) -> None:
    """sam is in ops and isn't here; sam_ is in net, and sits in #ops."""
    await say(house, "role create net channel=#net")
    for role, name in (("ops", "sam"), ("net", "sam_")):
        await house.member(name)
        await house.put_into(role, name)
    await enter(house, "sam_", "#ops")
    await bob.tells("list")


@pytest.mark.usefixtures("opened", "namesakes")
async def test_a_name_that_may_be_two_people_is_refused(bob: Person) -> None:
    """VOICE: `Two people: sam (ops), sam_ (net). Say =sam or =sam_`, where nobody is seen as sam."""
    assert await bob.says("#ops", "!assign 1 sam") == ["#ops< Two people: sam (ops), sam_ (net). Say =sam or =sam_"]
    assert await bob.says("#ops", "!assign 1 =sam") == [
        "#ops< #1: asking sam in private. Theirs when they say yes; you hear within 30m."
    ]


@pytest.mark.usefixtures("opened", "namesakes")
async def test_a_name_is_one_where_they_are_seen_under_it_or_where_it_is_said_in_full(
    house: House, bob: Person
) -> None:
    assert "asking sam_ in private" in (await bob.says("#ops", "!assign 1 sam_"))[0]
    await enter(house, "sam", "#ops")
    assert "asking sam in private" in (await bob.says("#ops", "!assign 1 sam"))[0]


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
