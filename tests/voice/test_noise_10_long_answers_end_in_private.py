"""Noise 10: long answers take 2 lines in the channel, the rest is told in private to who asked."""

from tests.house import House
from tests.scenarios.person import Person


async def test_two_lines_aloud_and_the_rest_in_private(house: House, alice: Person, bob: Person) -> None:
    for number in range(1, 13):
        await alice.tells(f"new @ops printer number {number} on the {number}th floor is on fire")
    await bob.client.join("#desk")
    await bob.hears()
    heard = await alice.says("#desk", "!list free")
    aloud = [line for line in heard if line.startswith("#desk< ")]
    alone = [line for line in heard if line.startswith("p< ")]
    assert len(aloud) == 2
    assert aloud[-1].endswith("in private)")
    assert [f"#{number} " for number in range(1, 13) if f"#{number} " not in " ".join([*aloud, *alone])] == []
    assert [line for line in await bob.hears() if line.startswith("p< ") and "printer number" not in line] == []


async def test_in_private_all_of_it_is_told_at_once(alice: Person) -> None:
    for number in range(1, 13):
        await alice.tells(f"new @ops printer number {number} on the {number}th floor is on fire")
    heard = await alice.tells("list free")
    assert len(heard) > 2
    assert not any("in private" in line for line in heard)
