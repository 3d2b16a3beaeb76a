"""HOLD and RESUME: a ticket rests, and comes back by itself."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def taken(alice: Person, bob: Person, dave: Person) -> None:
    """#1 is bob's, who lives in Berlin; it is Friday, 11 o'clock there. All have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1", "set tz=Europe/Berlin")
    await all_hear(alice, bob, dave)


async def told(person: Person) -> list[str]:
    """In private; their channel has its digests."""
    return [line for line in await person.hears() if line.startswith("p<")]


@pytest.mark.usefixtures("taken")
async def test_hold(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """VOICE: `#12 on hold till Mon 23 Nov 09:00 Berlin (2d 22h): waiting for toner.`

    Of the reporter it isn't known by which clock she lives.
    """
    assert await bob.says("#ops", "!hold 1 until monday 9:00 waiting for toner") == [
        "#ops< #1 on hold till Mon 23 Nov 09:00 Berlin (2d 22h): waiting for toner."
    ]
    assert await alice.hears() == [
        "p< #1 printer on fire: bob holds it till Mon 23 Nov 08:00 UTC (2d 22h): waiting for toner."
    ]
    assert await dave.hears() == []
    assert (await alice.says("#desk", "!1"))[0] == (
        "#desk< #1 printer on fire: on hold till Mon 23 Nov 08:00 UTC, bob, 0s old, ops, from alice."
    )
    assert await bob.tells("list") == ["p< All: 1 open, 0 free.", "p< In hand: #1 held till Mon 23 Nov"]
    assert (await bob.tells("history 1"))[0].endswith(
        "| 11:00 bob held till Mon 23 Nov 09:00 Berlin: waiting for toner"
    )
    await house.pass_time(days=2, hours=21, minutes=59)
    assert await told(bob) == []
    await house.pass_time(minutes=1, seconds=30)
    assert await told(bob) == ["p< #1 is back from hold: printer on fire (waiting for toner). Still yours."]
    assert (await bob.tells("show 1"))[0].startswith("p< #1 printer on fire: accepted, bob")


@pytest.mark.usefixtures("taken")
async def test_hold_of_a_day_that_is_two(bob: Person) -> None:
    """VOICE: `Is 3/4 3 April or 4 March? Write 3 apr, or 2027-04-03. Nothing changed.`"""
    assert await bob.says("#ops", "!hold 1 3/4") == [
        "#ops< Is 3/4 3 April or 4 March? Write 3 apr, or 2027-04-03. Nothing changed."
    ]
    assert (await bob.tells("show 1"))[0].startswith("p< #1 printer on fire: accepted")


@pytest.mark.usefixtures("taken")
async def test_resume(alice: Person, bob: Person) -> None:
    """VOICE: `#12 resumed, bob's.` A name is a highlight, so one's own isn't said."""
    await bob.tells("hold 1 2h")
    await alice.hears()
    assert await bob.says("#ops", "!resume 1") == ["#ops< #1 resumed, yours. When done: !close 1"]
    assert await alice.hears() == ["p< #1 printer on fire: off hold, bob resumed it."]


@pytest.mark.usefixtures("taken")
async def test_the_longest_time_counts_and_the_rest_is_the_reason(bob: Person) -> None:
    assert await bob.tells("hold 1 monday 9 toners are out") == [
        "p< #1 on hold till Mon 23 Nov 09:00 Berlin (2d 22h): toners are out."
    ]


@pytest.mark.usefixtures("taken")
async def test_until_alone_misses_its_time(bob: Person) -> None:
    said = "p< No time behind until: write 2h, mon 9:00, tomorrow or 3 apr. Nothing changed."
    assert await bob.tells("hold 1 until") == [said]
    assert (await bob.tells("resume 1"))[0].startswith("p< #1 isn't on hold.")


@pytest.mark.usefixtures("taken")
async def test_without_a_time_it_rests_three_days(house: House, bob: Person) -> None:
    assert await bob.tells("hold 1 no toner anywhere") == [
        "p< #1 on hold till Mon 23 Nov 11:00 Berlin (3d): no toner anywhere."
    ]
    await house.pass_time(days=3, seconds=30)
    assert await told(bob) == ["p< #1 is back from hold: printer on fire (no toner anywhere). Still yours."]


@pytest.mark.usefixtures("taken")
async def test_two_that_wake_together_are_told_in_one_line(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops vpn down")
    await bob.tells("dibs 2", "hold 1 2h", "hold 2 2h")
    await bob.hears()
    await house.pass_time(hours=2, minutes=10)
    assert await bob.hears() == ["p< Back from hold: #1 printer on fire, #2 vpn down"]


async def test_a_clock_is_set_and_asked_for(bob: Person) -> None:
    assert await bob.tells("set") == [
        "p< By which clock you live isn't known, so you read UTC. Say: set tz=Europe/Berlin"
    ]
    assert await bob.tells("set tz=berlin") == [
        "p< Your clock: Europe/Berlin, where it is 11:00 now. Your nights are quiet, 22-08; otherwise: quiet"
    ]
    assert await bob.tells("set") == ["p< Your clock: Europe/Berlin. Another: set tz=Europe/Berlin"]
    assert await bob.tells("set tz=") == [
        "p< Which zone? A place in the world's list, such as tz=Europe/Berlin. Nothing changed."
    ]
    assert await bob.tells("set tz=Europe/Berln") == [
        "p< No zone Europe/Berln in the world's list. Did you mean Europe/Berlin?"
    ]
