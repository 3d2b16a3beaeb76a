"""An admin keeps an account that is in other hands from doing anything, and gives it back."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def test_members(house: House, alice: Person, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    assert await ada.tells("member suspend bob his laptop was stolen") == [
        "p< Suspended: bob. Back with: member restore bob",
        "p< Still theirs: #1. Free one: release 1",
    ]
    (refused,) = await bob.tells("close 1")
    assert refused == "p< Your account is suspended here. An admin can tell you why."
    assert await ada.tells("member list") == ["p< Members: ada (admin), alice, bob (suspended), dave"]
    assert await ada.tells("member restore bob") == ["p< Restored: bob. Whatever they had is theirs again."]
    assert (await bob.tells("close 1"))[-1].startswith("p< #1 closed: printer on fire.")


async def test_whoever_sits_behind_a_suspended_account_reads_nothing(house: House, alice: Person, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await ada.tells("member suspend bob")
    await alice.tells("re 1 the password is swordfish")
    assert await bob.hears() == []
    await ada.tells("member restore bob")
    await alice.tells("re 1 it burns")
    await house.pass_time(minutes=1)
    assert any("it burns" in line for line in await bob.hears())
