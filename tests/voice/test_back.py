"""BACK: who was away reads in one line what they missed, at the first word they speak."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def test_back(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """VOICE: `While you were away: #12 taken, #15 free (vpn down, high). dibs 15`"""
    await alice.says("#desk", "!new @ops printer on fire")
    await dave.tells("bye")
    await alice.says("#desk", "!new @ops priority=high vpn down")
    await bob.tells("dibs 1")
    await house.pass_time(minutes=16)
    await dave.hears()
    another = await enter(house, "eve", "#lobby")
    assert await dave.hears() == []
    (line,) = await dave.says("#lobby", "back again")
    told = line.removeprefix("p< While you were away: ").removesuffix(". dibs 2")
    assert sorted(told.split(", #")) in (
        ["#1 taken (printer on fire)", "2 free (vpn down, high)"],
        ["#2 free (vpn down, high)", "1 taken (printer on fire)"],
    )
    assert await dave.says("#lobby", "what a day") == []
    assert await another.hears() == []
