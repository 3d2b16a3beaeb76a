"""What is meant for one person waits until that person is there and says something, and is said then in one line."""

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter

FREE = "p< While you were away: #1 free (printer on fire). dibs 1"


async def test_a_reporter_who_left_hears_who_has_it_on_coming_back(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.client.quit()
    await bob.tells("dibs 1")
    await house.quiet()
    again = await enter(house, "alice", "#desk")
    assert await again.says("#desk", "morning all") == ["p< While you were away: #1 taken (printer on fire). show 1"]


async def test_a_member_who_was_away_is_asked_on_coming_back(house: House, alice: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.quiet()
    dave = await enter(house, "dave", "#lobby")
    assert await dave.hears() == []
    assert await dave.says("#lobby", "morning all") == [FREE]


async def test_who_comes_back_late_hears_of_an_offer_once(house: House, alice: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=22)
    dave = await enter(house, "dave", "#lobby")
    assert await dave.says("#lobby", "morning all") == [FREE]
    await house.pass_time(minutes=7)
    assert await dave.says("#lobby", "coffee?") == []


async def test_what_is_over_by_then_is_never_said(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire", "!new @ops vpn down")
    await bob.tells("dibs 1")
    await house.quiet()
    dave = await enter(house, "dave", "#lobby")
    assert await dave.says("#lobby", "morning all") == ["p< While you were away: #2 free (vpn down). dibs 2"]


async def test_nobody_else_under_another_nick_hears_it(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.client.quit()
    eve = await enter(house, "eve", "#desk")
    await bob.tells("dibs 1")
    assert await eve.says("#desk", "morning all") == []


async def test_who_changes_their_nick_on_a_believed_network_is_somebody_else(
    house: House, alice: Person, dave: Person
) -> None:
    await dave.client.raw("NICK davina")
    await dave.client.expect("NICK")
    await alice.says("#desk", "!new @ops printer on fire")
    assert [line for line in dave.client.said_by() if "#1" in line] == []
    await dave.client.raw("NICK dave")
    await dave.client.expect("NICK")
    assert await dave.says("#lobby", "it is me") == [FREE]


async def test_all_is_said_to_everybody_who_is_there_without_waiting_for_who_is_not(alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert len((await all_hear(bob))[0]) == 2
