"""Acknowledged is kept: a real program, killed at random moments while it writes."""

import asyncio
import random
import sqlite3
import sys
from pathlib import Path

from tests.store.bodies import names, opened

KILLS = 6


async def acknowledged_until_killed(file: Path, run: int) -> set[str]:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.acknowledges", file, str(run), stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    lines = [await child.stdout.readline() for _ in range(random.randrange(1, 400))]
    child.kill()
    lines += (await child.stdout.read()).splitlines(keepends=True)
    await child.wait()
    return {line.decode().strip() for line in lines if line.endswith(b"\n")}


async def test_what_was_acknowledged_is_there_after_kill_9_and_nothing_is_half_there(tmp_path: Path) -> None:
    file, acknowledged = tmp_path / "dibs.db", set[str]()
    for run in range(KILLS):
        acknowledged |= await acknowledged_until_killed(file, run)
    async with opened(file) as database:
        found = await database.read(names)
    left = {name.removesuffix("-left") for name in found if name.endswith("-left")}
    right = {name.removesuffix("-right") for name in found if name.endswith("-right")}
    assert len(acknowledged) > KILLS
    assert acknowledged <= left
    assert left == right


async def test_after_kill_9_the_file_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "dibs.db"
    await acknowledged_until_killed(file, 0)
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()
