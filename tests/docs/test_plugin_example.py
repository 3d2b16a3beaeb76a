"""The plugin in docs/plugins.md is loaded as written, by the configuration as written, and speaks."""

import importlib
import re
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.docs import page
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.scenarios.person import enter
from tests.servers.miniircd import Miniircd

LEADS = RoleOf("leads", "#leads", members=("dave",))


def block(language: str) -> str:
    (found,) = re.findall(rf"(?s)```{language}\n(.*?)```", page("docs/plugins.md"))
    return found


@pytest_asyncio.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, miniircd: Miniircd) -> AsyncIterator[House]:
    (tmp_path / "our_team").mkdir()
    (tmp_path / "our_team" / "alarm.py").write_text(block("python"))
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    config = tomllib.loads(block("toml"))
    named, sections = config["desk"]["plugins"], config["plugins"]
    async with open_house(
        miniircd.port, folder=tmp_path, roles=[RoleOf(), LEADS], plugins=named, settings=sections
    ) as house:
        yield house


def test_the_example_has_twenty_lines() -> None:
    assert len([line for line in block("python").splitlines() if line]) <= 20


async def test_the_example_speaks_when_a_new_ticket_sounds_bad(house: House) -> None:
    alice, dave = await enter(house, "alice", "#desk"), await enter(house, "dave", "#leads")
    await alice.says("#desk", "!new @ops smoke in the kitchen")
    assert "#leads< #1 may need you: smoke in the kitchen. !show 1" in await dave.hears()


async def test_the_example_is_silent_when_it_does_not(house: House) -> None:
    alice, dave = await enter(house, "alice", "#desk"), await enter(house, "dave", "#leads")
    await alice.says("#desk", "!new @ops flood in the kitchen")
    assert await dave.hears() == []
