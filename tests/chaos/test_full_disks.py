"""What makes files, on a disk that is full: it says so, and what was there before is as it was."""

import sqlite3
from collections.abc import Generator
from pathlib import Path

import pytest

from chatbot.desk.desk import Desk
from chatbot.services import kept
from chatbot.services.sender import Sender
from chatbot.services.supervisor import Supervisor
from store.migrations.upgrade import back_up
from tests.chaos.disks import fill, make_room, small_disk
from tests.cli.desks import HERE, desk_in
from tests.cli.terminal import Terminal, Told
from tests.desk.doing import dump, new
from tests.services.rows import queue, status
from tests.services.wires import FakeWire
from tests.waiting import until


@pytest.fixture
def disk(tmp_path: Path) -> Generator[Path]:
    with small_disk(tmp_path / "disk", "8m") as found:
        yield found


async def a_desk(folder: Path) -> None:
    async with desk_in(folder) as desk:
        for number in range(20):
            await new(desk, title=f"fire {number} {'burns ' * 20}")


def is_said(told: Told) -> None:
    assert told.code == 2
    assert "Traceback" not in told.err
    assert "disk full" in told.err or "No space left on device" in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "new.db"],
        ["backup", "old.db", "--force"],
        ["restore", "old.db"],
        ["export", "jsonl", "new.jsonl"],
        ["export", "csv", "new.csv"],
    ],
)
async def test_a_full_disk_is_said_and_all_files_stay_as_they_were(words: list[str], disk: Path) -> None:
    await a_desk(disk)
    terminal = Terminal(disk)
    assert (await terminal.dibs("backup", "old.db")).code == 0
    fill(disk)
    before = contents(disk)
    is_said(await terminal.dibs(*words))
    assert contents(disk) == before
    make_room(disk)
    assert (await terminal.dibs("verify")).code == 0
    assert (await terminal.dibs("verify", "old.db")).code == 0


async def test_an_import_on_a_full_disk_is_said_and_can_be_done_when_there_is_room(disk: Path) -> None:
    table = disk / "jira.csv"
    table.write_text("Key,Summary\n" + "".join(f"OPS-{n},fire {n} {'burns ' * 20}\n" for n in range(300)))
    await a_desk(disk)
    terminal, words = (
        Terminal(disk),
        ("import", "csv", "jira.csv", "--map", "title=Summary", "--key", "Key", "--apply"),
    )
    before = dump(disk / HERE)["ticket"]
    fill(disk)
    is_said(await terminal.dibs(*words))
    make_room(disk)
    assert dump(disk / HERE)["ticket"] == before
    assert (await terminal.dibs(*words)).code == 0
    assert (await terminal.dibs("verify")).code == 0


async def test_a_migration_on_a_full_disk_leaves_the_old_file_and_nothing_else(disk: Path) -> None:
    await a_desk(disk)
    file = disk / HERE
    fill(disk)
    before = contents(disk)
    with pytest.raises(sqlite3.OperationalError, match=r"full|I/O error"):
        back_up(file, Path(f"{file}.before-9999"))
    assert contents(disk) == before


async def test_what_the_server_took_is_said_once_though_that_can_not_be_written_down(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(kept, "LONGEST_PAUSE", 0.02)
    async with desk_in(disk) as desk:
        wire, supervisor = FakeWire(), Supervisor()
        lines = [await queue(desk, f"{number} burns") for number in range(3)]

        async def full() -> None:
            fill(disk)

        wire.meanwhile = full
        supervisor.start("sender", Sender(desk, wire).run)
        await until("it has failed again and again", lambda: supervisor.kept[0].restarts >= 5)
        make_room(disk)
        await until("they are done", lambda: _are_sent(desk, lines))
        await supervisor.stop()
        assert wire.texts == ["0 burns", "1 burns", "2 burns"]


async def _are_sent(desk: Desk, lines: list[int]) -> bool:
    return [await status(desk, number) for number in lines] == ["sent"] * len(lines)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file there but the lock, and what SQLite leaves beside the desk and holds nothing."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.suffix not in {".lock", ".db-shm"} and file.stat().st_size
    }
