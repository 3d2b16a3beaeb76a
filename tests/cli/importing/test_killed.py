"""An import that is killed in the middle is gone on with: nothing of it is lost, and nothing is there twice."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import DEVNULL
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.desks import HERE, desk_in
from tests.cli.importing.olds import GEMINI, tkts
from tests.cli.terminal import Terminal
from tests.waiting import until

COUNT = 1500


@pytest.mark.parametrize("state", ["staged", "switched"])
async def test_by_the_next_import(terminal: Terminal, tmp_path: Path, state: str) -> None:
    async with desk_in(tmp_path):
        pass
    records = tuple((number, number, "a line", "bob", 3) for number in range(1, COUNT + 1))
    tkts(tmp_path / "tkts.db", *((number, *GEMINI[1:]) for number in range(1, COUNT + 1)), records=records)
    words = ("import", "tkts", "tkts.db", "--apply")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "chatbot", *words, cwd=tmp_path, stdout=DEVNULL, stderr=DEVNULL
    )
    with closing(sqlite3.connect(f"file:{tmp_path / HERE}?mode=ro", uri=True)) as desk:
        try:
            await until(f"it is {state}", lambda: desk.execute("select state from arrival").fetchone() == (state,))
        finally:
            process.kill()
            await process.wait()
        left = desk.execute("select count(*) from arriving").fetchone()
        told = await terminal.dibs(*words)
        assert told.code == 0
        assert left != (0,) or state == "staged"
        counts = [
            desk.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("ticket", "ticket_word", "worked", "ticket_alias", "event_alias")
        ]
        assert counts == [COUNT] * 5
        assert desk.execute("select count(*) from arriving").fetchone() == (0,)
        assert list(desk.execute("select state from arrival")) == [("done",)]
    assert (await terminal.dibs("verify")).code == 0
