"""What is made of a path: private files, the right settings, a clear sentence where it can't be."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import waiting
from store.database import CantOpen, Database, Transaction, open_database
from tests.store.bodies import add, names, opened

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}

HOLD = """
import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    return tmp_path


async def test_folder_and_files_are_nobody_elses(tmp_path: Path) -> None:
    file = tmp_path / "data" / "dibs.db"
    async with opened(file) as database:
        await database.write(add, "ops")
        assert mode(file.parent) == 0o700
        assert {found.name: mode(found) for found in file.parent.iterdir()} == {
            "dibs.db": 0o600,
            "dibs.db-wal": 0o600,
            "dibs.db-shm": 0o600,
        }


async def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "dibs.db"
    async with opened(file):
        pass
    file.chmod(0o644)
    async with opened(file):
        assert mode(file) == 0o600


async def test_sqlite_is_set_as_the_promises_need_it(database: Database) -> None:
    async def look(tx: Transaction) -> dict[str, int | str | None]:
        return {
            "journal_mode": await tx.value("pragma journal_mode"),
            "synchronous": await tx.value("pragma synchronous"),
            "foreign_keys": await tx.value("pragma foreign_keys"),
            "secure_delete": await tx.value("pragma secure_delete"),
            "trusted_schema": await tx.value("pragma trusted_schema"),
        }

    assert await database.write(look) == PRAGMAS


async def test_a_folder_in_the_way_is_named_and_left_as_it_was(shared_folder: Path) -> None:
    with pytest.raises(CantOpen, match=f"Can't open the database {shared_folder}: the database file can't be opened"):
        await open_database(shared_folder)
    assert mode(shared_folder) == 0o755


async def test_a_path_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CantOpen, match="Not a directory"):
        await open_database(tmp_path / "file" / "dibs.db")


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "dibs.db").write_text("Dear diary, " * 100)
    with pytest.raises(CantOpen, match="the file is not a database"):
        await open_database(tmp_path / "dibs.db")


async def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "photos.db"
    other = sqlite3.connect(file)
    other.execute("create table photo (id)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(CantOpen, match="holds something else, not a desk"):
        await open_database(file)
    assert file.read_bytes() == before


async def test_odd_characters_in_the_path_are_only_characters(tmp_path: Path) -> None:
    file = tmp_path / "50% off?mode=ro#1" / "dibs.db"
    async with opened(file) as database:
        await database.write(add, "ops")
    assert file.exists()


async def test_two_programs_may_make_the_file_at_once(tmp_path: Path) -> None:
    file = tmp_path / "dibs.db"
    code = "import asyncio, sys; from tests.store.bodies import *; asyncio.run(add_one(Path(sys.argv[1]), sys.argv[2]))"
    children = [await asyncio.create_subprocess_exec(sys.executable, "-c", code, file, f"r{n}") for n in range(4)]
    assert [await child.wait() for child in children] == [0] * 4
    async with opened(file) as database:
        assert await database.read(names) == {"r0", "r1", "r2", "r3"}


async def test_a_program_that_ends_without_closing_does_not_hang(tmp_path: Path) -> None:
    code = (
        "import asyncio; from tests.store.bodies import *\n"
        f"async def main():\n    await open_database(Path({str(tmp_path / 'dibs.db')!r}))\n    raise SystemExit(7)\n"
        "asyncio.run(main())"
    )
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    async with asyncio.timeout(30):
        assert await child.wait() == 7


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """By another program."""
    with subprocess.Popen([sys.executable, "-c", HOLD, folder], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.kill()


async def test_a_folder_that_another_program_has_locked_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(waiting, "SAYS_AFTER", 0.1)
    monkeypatch.setattr(waiting, "GIVES_UP_AFTER", 0.3)
    with (
        locked(tmp_path),
        pytest.raises(CantOpen, match=f"in {tmp_path}: another program .*has had that folder locked"),
    ):
        await open_database(tmp_path / "dibs.db")
    assert [f"which has locked the folder {tmp_path}" in line for line in caplog.messages] == [True]
    async with opened(tmp_path / "dibs.db") as database:
        assert await database.read(names) == set()
