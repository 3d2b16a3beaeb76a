"""A command that is ended by a signal leaves nothing behind, and is seen to have been ended by it."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from tests.cli.desks import desk_in, files_in
from tests.cli.terminal import Terminal
from tests.desk.doing import new

STALLS = """
import time
from store import backups
def stall(*_args, **_more):
    print("stalls", flush=True)
    time.sleep(60)
backups.need_sound = backups.give_name = stall
from chatbot.__main__ import main
main()
"""
"""When it has made the most of it, it waits."""

WORDS = {
    "backup": ("backup", "--force", "b.db"),
    "restore": ("restore", "b.db"),
    "export": ("export", "jsonl", "x.jsonl", "--force"),
    "export tkts": ("export", "tkts", "x.db", "--force"),
}


async def stalled(folder: Path, words: tuple[str, ...]) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STALLS, *words, cwd=folder, stdout=PIPE, stderr=PIPE
    )
    assert process.stdout is not None, "asked for"
    assert await asyncio.wait_for(process.stdout.readline(), 30) == b"stalls\n"
    return process


async def ended(process: Process, *kinds: signal.Signals) -> tuple[int | None, bytes]:
    for kind in kinds:
        process.send_signal(kind)
    _, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, err


@pytest.fixture
async def before(terminal: Terminal, tmp_path: Path) -> dict[str, int]:
    """A desk and a backup of it, and which files these are."""
    async with desk_in(tmp_path) as desk:
        await new(desk)
    for words in (WORDS["backup"], WORDS["restore"]):
        assert (await terminal.dibs(*words)).code == 0
    return files_in(tmp_path)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("verb", WORDS)
async def test_nothing_is_left_behind(tmp_path: Path, before: dict[str, int], verb: str, kind: signal.Signals) -> None:
    process = await stalled(tmp_path, WORDS[verb])
    assert files_in(tmp_path) != before
    assert await ended(process, kind, kind) == (-kind, b"")
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("verb", WORDS)
async def test_what_one_that_was_killed_left_behind_goes_with_the_next(
    terminal: Terminal, tmp_path: Path, before: dict[str, int], verb: str
) -> None:
    await ended(await stalled(tmp_path, WORDS[verb]), signal.SIGKILL)
    assert set(files_in(tmp_path)) - set(before)
    assert (await terminal.dibs(*WORDS[verb])).code == 0
    assert [name for name in files_in(tmp_path) if "part" in name or "restoring" in name] == []


async def test_who_has_hangups_ignored_goes_on(tmp_path: Path, before: dict[str, int]) -> None:
    ignores = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN){STALLS.replace('60', '1')}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ignores, *WORDS["backup"], cwd=tmp_path, stdout=PIPE, stderr=PIPE
    )
    assert process.stdout is not None, "asked for"
    await process.stdout.readline()
    assert await ended(process, signal.SIGHUP) == (0, b"")
    assert set(before) <= set(files_in(tmp_path))
