"""`iam CODE`: said in private it makes an admin, once; said where others read it makes nobody one."""

from tests.house import House
from tests.scenarios.person import Person


async def test_the_code_in_private_makes_an_admin(house: House, alice: Person) -> None:
    assert await alice.tells(f"iam {house.codes[-1].lower()}") == [
        "p< You are alice, and an admin now. Next: role list, role add ops <person>, help role"
    ]
    assert await alice.tells("whoami") == [
        "p< You are alice (by your nick, which is believed here). In no role yet: role list. 0 yours. Admin."
    ]


async def test_the_code_is_good_once(house: House, alice: Person, charlie: Person) -> None:
    await alice.tells(f"iam {house.codes[-1]}")
    assert await charlie.tells(f"iam {house.codes[-1]}") == [
        "p< That isn't the code in force. dibs prints it where it was started."
    ]


async def test_the_code_in_a_channel_is_void_and_the_terminal_shows_another(
    house: House, alice: Person, charlie: Person
) -> None:
    read_by_all = house.codes[-1]
    told = await alice.says("#desk", f"!iam {read_by_all}")
    assert told[0].startswith("#desk< That code was read by this channel, so it is void. The terminal shows a new one")
    assert len(house.codes) == 2
    assert await charlie.tells(f"iam {read_by_all}") == [
        "p< That isn't the code in force. dibs prints it where it was started."
    ]
    assert "an admin now" in (await alice.tells(f"iam {house.codes[-1]}"))[0]
