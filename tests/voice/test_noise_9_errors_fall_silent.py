"""Noise 9: errors: one per person in 10 s in public, then in private, then silence."""

from tests.house import House
from tests.scenarios.person import Person

WRONG = "#desk< No ticket #99: none is open yet."


async def test_the_first_is_told_aloud_the_next_in_private_and_then_none(house: House, alice: Person) -> None:
    assert await alice.says("#desk", "!show 99") == [WRONG]
    assert await alice.says("#desk", "!show 99") == [WRONG.replace("#desk<", "p<")]
    assert await alice.says("#desk", "!show 99", "!show 99") == []
    house.clock.advance(seconds=10)
    assert await alice.says("#desk", "!show 99") == [WRONG]


async def test_each_person_has_a_first_one(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!show 99")
    await bob.client.join("#desk")
    await bob.hears()
    assert await bob.says("#desk", "!show 99") == [WRONG]


async def test_what_is_right_is_answered_all_the_same(house: House, alice: Person) -> None:
    await alice.says("#desk", "!show 99", "!show 99", "!show 99")
    assert await alice.says("#desk", "!list") == ["#desk< All: nothing open."]
