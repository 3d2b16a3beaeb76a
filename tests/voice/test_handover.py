"""handover: `p< bob hands over 3 to you: #12 printer on fire, #13 vpn down, #14 ... yes, no, or yes 12`, but beginning
with a word of dibs, as each of its lines does."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def owned(house: House, alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    """bob has three tickets that alice reported; all have heard so far."""
    await alice.tells("new @ops printer on fire", "new @ops vpn down", "new @ops new laptop")
    await bob.tells("dibs 1-3")
    house.clock.advance(minutes=1)
    await all_hear(alice, bob, charlie, dave)


@pytest.mark.usefixtures("owned")
async def test_handover(house: House, alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    assert await bob.tells("handover charlie") == [
        "p< Handover: asking charlie in private about #1 #2 #3. Yours until the answer; you hear within 30m."
    ]
    assert await charlie.hears() == [
        "p< Handover from bob, 3 for you: #1 printer on fire, #2 vpn down, #3 new laptop. yes, no, or yes 1"
    ]
    assert "p< Yours: #1 printer on fire, #2 vpn down, #3 new laptop" in await charlie.tells("yes")
    await house.pass_time(seconds=30)
    assert await alice.hears() == ["p< Handed over: #1-#3 charlie has it"]
    assert [line for line in await bob.hears() if line.startswith("p<")] == ["p< Handover: #1-#3 charlie has it"]
    assert await dave.hears() == []


@pytest.mark.usefixtures("owned")
async def test_one_may_take_some_and_pass_on_the_rest(house: House, bob: Person, charlie: Person) -> None:
    await bob.tells("handover charlie 1 2 3")
    await charlie.hears()
    assert "p< #2 is yours: vpn down. When done: close 2" in await charlie.tells("yes 2")
    assert await charlie.tells("no") == ["p< Declined: #1 printer on fire, #3 new laptop"]
    await house.pass_time(seconds=30)
    assert [line for line in await bob.hears() if line.startswith("p<")] == [
        "p< Handover: #2 charlie has it, #1 #3 charlie said no"
    ]


@pytest.mark.usefixtures("owned")
async def test_one_ticket_is_a_question_of_its_own(house: House, bob: Person, charlie: Person) -> None:
    await bob.tells("handover charlie 2")
    assert await charlie.hears() == ["p< Handover from bob, 1 for you: #2 vpn down. yes or no"]
    await charlie.tells("no 2 on leave")
    await house.pass_time(seconds=30)
    assert await bob.hears() == ["p< #2 charlie said no: on leave"]


@pytest.mark.usefixtures("owned")
async def test_a_silence_is_told_once(house: House, bob: Person, charlie: Person) -> None:
    await bob.tells("handover charlie")
    await house.pass_time(minutes=31)
    assert [line for line in await bob.hears() if line.startswith("p<")] == ["p< Handover: #1-#3 charlie didn't answer"]
    repeats = [line for line in await charlie.hears() if line.startswith("p< Still waiting")]
    assert repeats[0] == "p< Still waiting: #1 printer on fire, #2 vpn down, #3 new laptop. dibs 1"


@pytest.mark.usefixtures("owned")
async def test_of_many_those_without_room_for_a_title_are_named_by_number(
    house: House, alice: Person, bob: Person, charlie: Person
) -> None:
    for number in range(4, 13):
        await alice.tells(f"new @ops the printer on floor {number} is on fire")
    await bob.tells("dibs 4-12")
    house.clock.advance(minutes=1)
    await all_hear(alice, bob, charlie)
    await bob.tells("handover charlie")
    (said,) = [line for line in await charlie.hears() if "Handover" in line]
    assert said.startswith("p< Handover from bob, 12 for you: #1 printer on fire, ")
    assert said.endswith(" #10 #11 #12. yes, no, or yes 1")
    assert all(f"#{number}" in said for number in range(1, 13))
