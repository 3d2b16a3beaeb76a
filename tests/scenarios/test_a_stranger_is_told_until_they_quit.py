"""A reporter who isn't logged in is bound to their nick!user@host, is shown as such, and is told until they quit."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.house import House
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork
from tests.waiting import until


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path) -> AsyncIterator[House]:
    async with house_on(services, tmp_path) as house:
        yield house


@pytest.fixture
async def bob(house: House, services: ServicesNetwork) -> Person:
    return await logged_in(house, services, "bob", "#ops")


@pytest.fixture
async def guest(house: House) -> Person:
    return await enter(house, "guest", "#desk")


async def test_they_open_and_are_told_who_has_it(bob: Person, guest: Person) -> None:
    assert await guest.says("#desk", "!new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. 1 asked; you hear within 30m."
    ]
    await bob.tells("dibs")
    assert await guest.hears() == ["p< #1 printer on fire: bob has it."]


async def test_they_are_shown_as_not_logged_in(bob: Person, guest: Person) -> None:
    await guest.tells("new printer on fire")
    assert (await bob.tells("show 1"))[0].endswith("ops, from guest (not logged in).")


async def test_they_may_comment_on_and_close_their_own_ticket(guest: Person) -> None:
    await guest.tells("new printer on fire")
    assert await guest.tells("re 1 it burns", "close 1") == [
        "p< #1 noted.",
        "p< #1 closed: printer on fire. Not done? reopen 1",
    ]


async def test_who_comes_after_them_under_the_same_nick_is_told_nothing_and_may_nothing(
    house: House, bob: Person, guest: Person
) -> None:
    await guest.tells("new printer on fire")
    await guest.client.quit()
    await until("guest gone", lambda: house.link.who("guest") is None)
    another = await enter(house, "guest", "#desk")
    await bob.tells("dibs 1")
    assert await another.hears() == []
    assert await another.tells("close 1") == [
        "p< #1: only its owner, its reporter or ops may close it. You may: show 1"
    ]


async def test_when_they_are_gone_the_role_hears_that_they_could_not_be_told(
    house: House, bob: Person, guest: Person
) -> None:
    await guest.tells("new printer on fire")
    await guest.client.quit()
    await until("guest gone", lambda: house.link.who("guest") is None)
    assert set(await bob.tells("dibs 1")) == {
        "#ops< #1 taken by bob.",
        "#ops< #1: somebody could not be told how it goes: they have left.",
        "p< #1 is yours: printer on fire. When done: close 1",
    }


async def test_three_tickets_of_theirs_may_wait_and_no_more(guest: Person) -> None:
    await guest.tells("new a1", "new a2", "new a3")
    assert await guest.tells("new a4") == [
        "p< 3 of your tickets wait to be taken, and 3 is the most for who isn't logged in. See them: mine"
    ]


async def test_another_stranger_may_nothing_with_it(house: House, guest: Person) -> None:
    await guest.tells("new printer on fire")
    guestling = await enter(house, "guestling", "#desk")
    assert await guestling.tells("re 1 it burns", "mine") == [
        "p< #1: only its owner, its reporter or ops may comment on it. You may: show 1",
        "p< Nothing is yours, and you wait for nothing. What others could take: list free",
    ]
