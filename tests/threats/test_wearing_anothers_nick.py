"""Who takes the nick that a stranger put down: the ticket stays with the stranger, who is still there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.desk import strangers
from chatbot.desk.desk import NOBODY, Desk
from tests.desk.doing import close, new, refusal
from tests.house import House
from tests.people import NETWORK, stranger
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


async def becomes(house: House, person: Person, nick: str) -> None:
    await person.client.raw(f"NICK {nick}")
    await until(f"{nick} seen", lambda: house.link.who(nick) is not None)
    person.client.nick = nick


async def test_a_stranger_under_another_nick_is_still_told(house: House, bob: Person, guest: Person) -> None:
    await guest.tells("new printer on fire")
    await becomes(house, guest, "guestling")
    await guest.answered()
    await bob.tells("dibs 1")
    assert await guest.hears() == ["p< #1 printer on fire: bob has it."]


async def test_who_takes_the_nick_that_was_put_down_reads_nothing_and_may_nothing(house: House, guest: Person) -> None:
    await guest.tells("new @ops private=yes mother is ill")
    await becomes(house, guest, "guestling")
    mallory = await enter(house, "guest", "#desk")
    assert await mallory.tells("show 1", "mine", "close 1") == [
        "p< #1 is private.",
        "p< Nothing is yours, and you wait for nothing. What others could take: list free",
        "p< #1 is private.",
    ]
    assert "mother is ill" in (await guest.tells("show 1"))[0]


async def test_the_old_mask_has_no_right_after_a_change_and_the_new_one_has_it(desk: Desk) -> None:
    guest, renamed = stranger("guest42"), stranger("guest43")
    number = await new(desk, guest)
    await desk.change(NOBODY, strangers.follow, NETWORK, guest.principal.mask, renamed.principal.mask)
    assert "only its owner" in await refusal(close(desk, guest, number))
    await close(desk, renamed, number)


async def test_another_network_is_not_meant(desk: Desk) -> None:
    guest, number = stranger("guest42"), await new(desk, stranger("guest42"))
    await desk.change(NOBODY, strangers.follow, "elsewhere", guest.principal.mask, "x!y@z")
    await close(desk, guest, number)
