"""After its keep time a ticket that is over is archived, or erased; nobody is told, and an admin can read when."""

from pathlib import Path

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter
from tests.threats.test_a_pasted_secret import bytes_of


@pytest.fixture
async def ada(house: House) -> Person:
    """She is an admin."""
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    return ada


async def test_archived_it_is_out_of_the_way_and_comes_back_when_it_is_reopened(
    house: House, ada: Person, alice: Person, bob: Person
) -> None:
    await ada.tells("type set request keep=1d")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1", "close 1 fixed toner changed")
    await all_hear(ada, alice, bob)
    await house.pass_time(hours=24)
    assert [line for heard in await all_hear(ada, alice, bob) for line in heard if "#1" in line] == []
    assert await alice.tells("search printer") == ["p< Found none, but for the archive: search archived=yes <words>"]
    assert await alice.tells("search archived=yes printer") == ["p< Found 1: #1 printer on fire (fixed, 1d ago)"]
    assert (await ada.tells("history 1"))[-1].endswith("10:00 archived")
    assert (await bob.tells("reopen 1"))[0].startswith("p< #1 is open again")
    assert await bob.tells("mine") == ["p< Yours: #1 printer on fire (1d)"]
    assert await bob.tells("list archived=yes") == ["p< All: nothing is archived."]


async def test_erased_no_word_of_it_is_left_in_the_file(
    house: House, ada: Person, alice: Person, bob: Person, tmp_path: Path
) -> None:
    await ada.tells("type set request keep=1d after=delete")
    await alice.says("#desk", "!new @ops zaphod -- beeblebrox")
    await bob.tells("dibs 1", "re 1 dontpanic", "close 1 towelday")
    await all_hear(ada, alice, bob)
    words = ("zaphod", "beeblebrox", "dontpanic", "towelday")
    assert all(word.encode() in bytes_of(tmp_path) for word in words)
    await house.pass_time(hours=24, minutes=1)
    assert [line for heard in await all_hear(ada, alice, bob) for line in heard if "#1" in line] == []
    assert (await alice.says("#desk", "!1"))[0] == (
        "#desk< #1 was erased 1m ago: nothing is left of it but numbers and times."
    )
    assert [word for word in words if word.encode() in bytes_of(tmp_path)] == []


async def test_a_slip_of_the_finger_erases_nothing(house: House, ada: Person, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1", "close 1")
    await house.pass_time(hours=30)
    assert (await ada.tells("type set request keep=1d after=delete"))[1] == (
        "p< Type request: 1 is over for longer than that; it is erased in 1h, for good."
    )
    await house.pass_time(minutes=59)
    await ada.tells("type reset request")
    await house.pass_time(hours=30)
    assert (await alice.tells("show 1"))[0].startswith("p< #1 printer on fire: closed, done, bob, ")
