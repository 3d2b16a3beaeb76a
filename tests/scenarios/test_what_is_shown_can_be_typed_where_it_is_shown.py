"""A ticket's life, by one who types in the channel what the channel's last line shows, and nothing else."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[RoleOf("ops", "#desk", ())]) as house:
        yield house


@pytest.fixture
async def eve(house: House) -> Person:
    return await enter(house, "eve", "#desk")


def to_type(line: str) -> str:
    """What stands at its end, behind a colon or a question mark."""
    return re.split(r"[:?] ", line)[-1]


async def test_the_life_of_a_ticket_by_what_is_shown(eve: Person) -> None:
    """VOICE: a line ends `with what to type where there is something to do`; `When done: close 12`."""
    opened, offered = await eve.says("#desk", "!new printer on fire")
    (joined,) = await eve.says("#desk", to_type(opened))
    assert joined.endswith("Start: !list free")
    assert await eve.says("#desk", to_type(joined)) == ["#desk< All: 1 free: #1 printer on fire (0s)"]
    (taken,) = await eve.says("#desk", to_type(offered))
    (closed,) = await eve.says("#desk", to_type(taken))
    (again,) = await eve.says("#desk", to_type(closed))
    assert again == "#desk< #1 is open again, and yours: printer on fire. When done: !close 1"
    assert "closed" in (await eve.says("#desk", to_type(again)))[0]


@pytest.mark.parametrize("slip", ["!acept 1", "!role jion ops", "!lits 1", "dibs: hlep"])
async def test_what_was_probably_meant_can_be_typed_as_it_is_offered(house: House, eve: Person, slip: str) -> None:
    await eve.says("#desk", "!new printer on fire", "!role join ops")
    (answer,) = await eve.says("#desk", slip)
    house.clock.advance(seconds=11)
    meant = await eve.says("#desk", to_type(answer))
    assert meant
    assert "No verb" not in meant[0]


async def test_who_may_not_do_it_is_shown_what_they_may(house: House, eve: Person) -> None:
    """VOICE: `#12: only its owner, its reporter or ops close it. You may: comment 12, watch 12`"""
    await eve.says("#desk", "!new printer on fire")
    frank = await enter(house, "frank", "#desk")
    (refused,) = await frank.says("#desk", "!close 1")
    assert refused == "#desk< #1: only its owner, its reporter or ops may close it. You may: !watch 1"
    assert (await frank.says("#desk", to_type(refused)))[0].startswith("#desk< #1 is watched: printer on fire.")
