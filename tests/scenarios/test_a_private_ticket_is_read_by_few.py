"""A private ticket of a closed role: its number is all that others ever read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.conftest import LOBBIES
from tests.scenarios.person import Person, all_hear, enter
from tests.servers.miniircd import Miniircd

SECRET = "salary of charlie"


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    hr = RoleOf("hr", "#hr", ("bob", "dave"), open=False)
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[hr], channels=LOBBIES) as house:
        yield house


@pytest.fixture
async def bob(house: House) -> Person:
    return await enter(house, "bob", "#hr")


@pytest.fixture
async def opened(alice: Person, bob: Person, dave: Person) -> list[str]:
    """#1, of which bob and dave have heard."""
    said = await alice.tells(f"new @hr private=yes {SECRET} -- too low")
    await all_hear(bob, dave)
    return said


async def test_who_opens_it_hears_who_sees_it(opened: list[str]) -> None:
    assert opened == ["p< #1 opened for hr, private: you, hr and admins see it."]


async def test_it_is_announced_by_its_number_and_asked_about_by_its_number(alice: Person, bob: Person) -> None:
    await alice.tells(f"new @hr private=yes {SECRET}")
    assert await bob.hears() == [
        "#hr< #1 new for hr (private). dibs 1",
        "p< #1 for hr (private). dibs 1 takes it, decline 1 passes.",
    ]


@pytest.mark.usefixtures("opened")
async def test_a_member_takes_it_in_the_channel_without_its_title_being_read(bob: Person) -> None:
    assert await bob.says("#hr", "dibs 1") == ["#hr< #1 is yours (private). When done: !close 1"]


@pytest.mark.usefixtures("opened")
async def test_in_a_channel_it_is_shown_to_nobody_and_in_private_to_members(alice: Person, bob: Person) -> None:
    assert await bob.says("#hr", "!1") == ["#hr< #1 is private."]
    assert await alice.says("#desk", "!show 1") == ["#desk< #1 is private."]
    assert (await bob.tells("1"))[0] == f"p< #1 {SECRET}: new, free, private, 0s old, hr, from alice."


@pytest.mark.usefixtures("opened")
async def test_somebody_of_no_role_reads_nothing_of_it_anywhere(house: House) -> None:
    charlie = await enter(house, "charlie", "#desk")
    verbs = ("show 1", "history 1", "dibs 1", "re 1 x", "close 1", "decline 1", "assign 1 charlie", "reopen 1")
    for verb in verbs:
        assert await charlie.tells(verb) == ["p< #1 is private."]
        house.clock.advance(seconds=11)
    assert await charlie.tells("list", "list @hr") == ["p< All: nothing open.", "p< hr: nothing open."]


async def test_opened_in_a_channel_it_says_that_the_channel_has_read_it(alice: Person) -> None:
    assert await alice.says("#desk", f"!new @hr private=yes {SECRET}") == [
        "#desk< #1 opened, private, but this channel read that line. Next time: /msg dibs new ..."
    ]


@pytest.mark.usefixtures("opened")
async def test_through_a_whole_life_its_title_is_never_said_unasked(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    await house.pass_time(minutes=31)
    await dave.tells("dibs 1", "assign 1 bob")
    await bob.tells("yes", "release 1 no time", "dibs 1", "close 1")
    await house.pass_time(hours=25)
    await all_hear(alice, bob, dave)
    told = [line for person in (alice, bob, dave) for line in person.client.said_by() if SECRET in line]
    assert {line.split(":")[0] for line in told} == {"#1 is yours", "#1 is free again", "#1 closed"}


async def test_in_an_open_role_nothing_is_private(house: House, alice: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role set hr open=yes")
    answer = await alice.tells(f"new @hr private=yes {SECRET}")
    assert answer[0].startswith("p< hr is open to anyone, so nothing in it is private.")
    assert answer[0].endswith("role set hr open=no")
