"""PRIVATE: what was meant for few is a number where others read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd


@pytest_asyncio.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """bob holds hr, which nobody may join by themselves; its channel is #hr."""
    hr = RoleOf("hr", "#hr", ("bob",), open=False)
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[hr]) as house:
        yield house


async def test_private(house: House, alice: Person) -> None:
    """As VOICE has it."""
    bob = await enter(house, "bob", "#hr")
    assert await alice.tells("new @hr private=yes salary is wrong") == [
        "p< #1 opened for hr, private: you, hr and admins see it."
    ]
    assert (await bob.hears())[0] == "#hr< #1 new for hr (private). dibs 1"
    assert await bob.says("#hr", "!1") == ["#hr< #1 is private."]
    assert await alice.says("#desk", "!new @hr private=yes salary is wrong again") == [
        "#desk< #2 opened, private, but this channel read that line. Next time: /msg dibs new ..."
    ]
