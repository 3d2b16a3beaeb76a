"""In the morning a role's channel hears in one line what lies there; silence if nothing does."""

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


async def test_without_open_tickets_there_is_no_digest(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("close 1")
    await all_hear(alice, bob)
    await house.pass_time(days=3)
    assert await bob.hears() == []


async def test_how_often_it_comes_is_a_setting_of_the_role(house: House, alice: Person, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role set ops digest=4h")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await bob.hears()
    await house.pass_time(hours=4)
    assert await bob.hears() == ["#ops< ops: 0 free, 1 in hand."]
    await bob.tells("re 1 toner ordered")
    await house.pass_time(hours=4)
    assert await bob.hears() == ["#ops< ops: 0 free, 1 in hand."]
    await house.pass_time(hours=4)
    assert await bob.hears() == []
