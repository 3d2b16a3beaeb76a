"""Nobody is who they say: a nick gives no right, the account that a network vouches for does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.house import House
from tests.scenarios.accounts import house_on, identify, logged_in
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork
from tests.waiting import until

ASKED = "p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."
ANNOUNCED = "#ops< #1 new for ops: printer on fire (alice). Take it: dibs 1"
NOT_LOGGED_IN = "You aren't logged in. To own tickets: log in to NickServ, then say it again."


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path) -> AsyncIterator[House]:
    async with house_on(services, tmp_path) as house:
        yield house


@pytest.fixture
async def alice(house: House, services: ServicesNetwork) -> Person:
    return await logged_in(house, services, "alice", "#desk")


async def test_who_is_logged_in_is_asked_and_takes_it_by_account_tag(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await logged_in(house, services, "bob", "#ops")
    assert await alice.says("#desk", "!new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. 1 asked; you hear within 30m."
    ]
    assert await bob.hears() == [ANNOUNCED, ASKED]
    assert await bob.tells("whoami", "dibs") == [
        "#ops< #1 taken by bob.",
        "p< You are bob (account-tag). ops. 0 yours.",
        "p< #1 is yours: printer on fire. When done: close 1",
    ]
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]


async def test_mallory_who_wears_the_nick_bob_gets_neither_his_prompt_nor_his_rights(
    house: House, alice: Person
) -> None:
    mallory = await enter(house, "bob", "#ops")
    await alice.says("#desk", "!new @ops printer on fire")
    assert await mallory.hears() == [ANNOUNCED]
    assert await mallory.says("#ops", "dibs 1") == [f"#ops< {NOT_LOGGED_IN}"]
    assert await mallory.tells("whoami") == [
        "p< You aren't logged in. You may: new, list, show, help. To own tickets: log in to NickServ, then whoami"
    ]


async def test_logged_in_as_herself_under_the_nick_bob_she_is_herself(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    mallory = await logged_in(house, services, "mallory", "#ops", nick="bob")
    await alice.says("#desk", "!new @ops printer on fire")
    assert await mallory.hears() == [ANNOUNCED]
    assert await mallory.tells("dibs 1") == [
        "p< #1 is for ops, and you aren't in it. An admin can: role add ops mallory"
    ]


async def test_a_prompt_goes_to_the_nick_that_is_logged_in_as_that_account(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await logged_in(house, services, "bob", "#ops", nick="robert")
    mallory = await enter(house, "bob", "#ops")
    await alice.says("#desk", "!new @ops printer on fire")
    assert await bob.hears() == [ANNOUNCED, ASKED]
    assert await mallory.hears() == [ANNOUNCED]
    assert await bob.says("#ops", "dibs 1") == ["#ops< #1 is yours: printer on fire. When done: !close 1"]


async def test_logging_in_in_the_middle_of_a_session_gives_rights_from_then_on(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await enter(house, "robert", "#ops")
    await alice.says("#desk", "!new @ops printer on fire")
    assert await bob.says("#ops", "dibs 1") == [f"#ops< {NOT_LOGGED_IN}"]
    await identify(bob, services, "bob")
    await until("bob seen", lambda: bool(house.link.nicks("bob")))
    assert await bob.says("#ops", "dibs 1") == ["#ops< #1 is yours: printer on fire. When done: !close 1"]


async def test_logging_out_takes_the_rights_away_at_once(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await logged_in(house, services, "bob", "#ops")
    await bob.client.say("NickServ", "LOGOUT")
    await until("bob logged out", lambda: not house.link.nicks("bob"))
    await alice.says("#desk", "!new @ops printer on fire")
    assert await bob.hears() == [ANNOUNCED]
    assert await bob.says("#ops", "dibs 1") == [f"#ops< {NOT_LOGGED_IN}"]


async def test_a_new_nick_changes_neither_rights_nor_where_news_go(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await logged_in(house, services, "bob", "#ops")
    await bob.client.raw("NICK bobby")
    await bob.client.expect("NICK")
    bob.client.nick = "bobby"
    await alice.says("#desk", "!new @ops printer on fire")
    assert await bob.hears() == [ANNOUNCED, ASKED]
    assert await bob.tells("dibs") == [
        "#ops< #1 taken by bob.",
        "p< #1 is yours: printer on fire. When done: close 1",
    ]


async def test_a_nick_is_assigned_only_through_the_account_behind_it(
    house: House, services: ServicesNetwork, alice: Person
) -> None:
    bob = await logged_in(house, services, "bob", "#ops")
    await enter(house, "charlie", "#desk")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    assert await bob.tells("assign 1 charlie") == ["p< No member charlie. That nick isn't logged in as a member."]


async def test_a_name_that_is_two_people_is_refused(house: House, services: ServicesNetwork, alice: Person) -> None:
    """VOICE: `The nick bob is logged in as mallory, not as member bob. Say =bob or =mallory`"""
    mallory = await logged_in(house, services, "mallory", "#desk", nick="bob")
    await mallory.tells("new vpn down")
    await alice.says("#desk", "!new @ops printer on fire")
    bobby = await logged_in(house, services, "bob", "#ops", nick="bobby")
    told = await bobby.tells("assign 2 bob")  # what waited for him comes about now, too
    assert "p< The nick bob is logged in as mallory, not as member bob. Say =bob or =mallory" in told
