"""Members are asked at 1, 2 and 4 times the notification frequency, the channel once at half the lifetime."""

from tests.house import House
from tests.people import START
from tests.scenarios.person import Person


async def heard_in_time(house: House, person: Person, minutes: int) -> dict[float, list[str]]:
    """What was heard in each half minute: it is waited for before the clock goes on. The keys are minutes."""
    heard: dict[float, list[str]] = {}
    for _ in range(minutes * 2):
        await house.pass_time(seconds=30)
        if lines := await person.hears():
            heard[(house.clock.now() - START).total_seconds() / 60] = lines
    return heard


async def test_private_repeats_come_after_5_10_and_20_minutes_and_one_channel_line_at_half_the_time(
    house: House, alice: Person, bob: Person
) -> None:
    """Half a minute later, in fact: repeats that are due at about the same time share a line."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.hears()
    assert await heard_in_time(house, bob, 29) == {
        5.5: ["p< #1 still free, 25m left: printer on fire. dibs 1"],
        10.5: ["p< #1 still free, 20m left: printer on fire. dibs 1"],
        15: ["#ops< #1 still free, 15m left: printer on fire. dibs 1"],
        20.5: ["p< #1 still free, 10m left: printer on fire. dibs 1"],
    }


async def test_the_reporter_hears_nothing_of_all_this_until_it_is_over(house: House, alice: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert await heard_in_time(house, alice, 29) == {}


async def test_repeats_of_several_tickets_are_joined_to_one_line(house: House, alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire", "!new @ops vpn down", "!new @ops no coffee")
    await dave.hears()
    await house.pass_time(minutes=5, seconds=30)
    assert await dave.hears() == ["p< Still waiting: #1 printer on fire, #2 vpn down, #3 no coffee. dibs 1"]


async def test_five_minutes_lie_between_two_lines_of_repeats(house: House, alice: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=2)
    await alice.says("#desk", "!new @ops vpn down")
    await dave.hears()
    assert await heard_in_time(house, dave, 11) == {
        5.5: ["p< #1 still free, 25m left: printer on fire. dibs 1"],
        10.5: ["p< Still waiting: #2 vpn down, #1 printer on fire. dibs 2"],
    }


async def test_once_it_is_taken_nobody_is_asked_again(house: House, alice: Person, bob: Person, dave: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.tells("dibs 1")
    await bob.hears()
    assert await heard_in_time(house, bob, 31) == {}
