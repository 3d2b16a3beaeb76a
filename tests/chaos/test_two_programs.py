"""Several programs on one desk: `dibs run` on IRC, `dibs say` at the shell beside it."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.chaos.process import DibsProcess, dibs, finished
from tests.chaos.scale import scaled
from tests.client import IrcClient
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd

WRITERS = 3
EACH = scaled(3, 20)
A_FEW_SECONDS = 5


@pytest.fixture
async def process(miniircd: Miniircd, tmp_path: Path) -> AsyncGenerator[DibsProcess]:
    async with DibsProcess(tmp_path, miniircd) as started:
        yield started


@pytest.fixture
async def watcher(miniircd: Miniircd, people: People, process: DibsProcess) -> IrcClient:
    """In the channel, and dibs is there too."""
    client = await people(miniircd, "watcher", channel="#desk")
    await client.expect(r":dibs!\S+ JOIN|353 .*\bdibs\b", timeout=30)
    return client


async def opened_at_the_shell(process: DibsProcess, title: str) -> int:
    code, said = await process.say(f"new {title}")
    number = re.match(r"#(\d+) opened", said)
    assert number, said
    assert code == 0
    return int(number[1])


async def test_what_is_opened_at_the_shell_is_announced_on_irc_within_seconds(
    process: DibsProcess, watcher: IrcClient
) -> None:
    number = await opened_at_the_shell(process, "printer on fire")
    await watcher.hears(rf"^#{number} new for ops: printer on fire", timeout=A_FEW_SECONDS)


async def test_writers_in_parallel_lose_nothing(process: DibsProcess, watcher: IrcClient) -> None:
    async def write(writer: int) -> dict[int, str]:
        titles = [f"fire {writer} {number}" for number in range(EACH)]
        return {await opened_at_the_shell(process, title): title for title in titles}

    written = await asyncio.gather(*(write(writer) for writer in range(WRITERS)))
    opened = {number: title for one in written for number, title in one.items()}
    assert len(opened) == WRITERS * EACH
    for number, title in opened.items():
        await watcher.hears(rf"^#{number} new for ops: {title} ", timeout=A_FEW_SECONDS)
    connection = sqlite3.connect(process.database)
    try:
        assert dict(connection.execute("select id, title from ticket").fetchall()) == opened
    finally:
        connection.close()


async def test_a_second_dibs_on_the_same_desk_refuses_in_a_sentence(process: DibsProcess, watcher: IrcClient) -> None:
    code, said = await finished(*dibs("run", "--config", str(process.config)))
    assert code == 2
    assert "is running on" in said
    assert "Traceback" not in said
    assert process.running
    await watcher.say("dibs", "list")
    await watcher.hears("^All: nothing open")
