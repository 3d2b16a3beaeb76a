"""A ticket is opened from a channel, in private, or in its role's own channel; its role hears of it."""

from tests.house import House
from tests.scenarios.person import Person, enter

ANNOUNCED = "#ops< #1 new for ops: printer on fire (alice). Take it: dibs 1"
ASKED = "p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."


async def test_who_opens_a_ticket_hears_its_number_how_many_are_asked_and_until_when(
    alice: Person, bob: Person
) -> None:
    """VOICE says `you hear by 10:32`; a length of time is right in every zone."""
    assert await alice.says("#desk", "!new @ops printer on fire -- 3rd floor") == [
        "#desk< #1 opened for ops: printer on fire (+ description). 2 asked; you hear within 30m."
    ]
    assert await bob.hears() == [ANNOUNCED, ASKED]


async def test_a_ticket_that_is_opened_in_private_is_announced_all_the_same(alice: Person, bob: Person) -> None:
    assert await alice.tells("new printer on fire") == [
        "p< #1 opened for ops: printer on fire. 2 asked; you hear within 30m."
    ]
    assert await bob.hears() == [ANNOUNCED, ASKED]


async def test_in_the_roles_own_channel_the_title_is_said_once(charlie: Person) -> None:
    assert await charlie.says("#ops", "dibs: new printer on fire") == [
        "#ops< #1 opened. 2 asked; you hear within 30m.",
        "#ops< #1 new for ops: printer on fire (charlie). Take it: dibs 1",
    ]


async def test_who_opened_it_is_not_asked_to_take_it(bob: Person, dave: Person) -> None:
    assert await bob.tells("new printer on fire") == [
        "#ops< #1 new for ops: printer on fire (bob). Take it: dibs 1",
        "p< #1 opened for ops: printer on fire. 1 asked; you hear within 30m.",
    ]
    assert await dave.hears() == ["p< #1 for ops: printer on fire (bob). dibs 1 takes it, decline 1 passes."]


async def test_who_spoke_in_the_roles_channel_lately_reads_it_there_and_not_in_private_too(
    house: House, alice: Person, bob: Person
) -> None:
    await bob.says("#ops", "good morning")
    await house.pass_time(minutes=9)
    await alice.says("#desk", "!new @ops printer on fire")
    assert await bob.hears() == [ANNOUNCED]


async def test_who_spoke_in_the_roles_channel_long_ago_is_asked_in_private_too(
    house: House, alice: Person, bob: Person
) -> None:
    await bob.says("#ops", "good morning")
    await house.pass_time(minutes=11)
    await alice.says("#desk", "!new @ops printer on fire")
    assert await bob.hears() == [ANNOUNCED, ASKED]


async def test_the_title_is_kept_as_it_was_typed(alice: Person, bob: Person) -> None:
    title = r"can't print \\server\share 'x' $HOME {0} %s; drop table ticket"
    await alice.says("#desk", f"!new @ops {title}")
    assert (await bob.hears())[0] == f"#ops< #1 new for ops: {title} (alice). Take it: dibs 1"


async def test_with_nobody_in_the_role_the_reporter_is_told_how_somebody_comes_into_it(
    house: House, alice: Person
) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role create net", "role set net open=yes")
    assert await alice.says("#desk", "!new @net vpn down") == [
        "#desk< #1 opened for net: vpn down. Nobody is in net yet: !role join net"
    ]


async def test_where_nobody_may_join_it_the_reporter_is_told_who_can_put_somebody_there(
    house: House, alice: Person
) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role create net")
    assert await alice.tells("new @net vpn down") == [
        "p< #1 opened for net: vpn down. Nobody is in net yet. An admin can: role add net <person>"
    ]
