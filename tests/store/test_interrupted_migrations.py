"""A migration that is stopped, however and wherever, leaves the desk as it was, and the next start does it."""

import asyncio
import logging
import sqlite3
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from unittest.mock import patch

import pytest

from store.connections import connect
from store.database import CantOpen, open_database
from store.migrations import upgrade as upgrading
from store.opening import MIGRATIONS
from tests.chaos.disks import fill, make_room, small_disk
from tests.chaos.scale import FULL, scaled
from tests.store.freezing import frozen, thaw
from tests.store.interrupted import NEWEST, content

OLD = "0006"
"""Each later schema rebuilds or fills something; before, a moment of today is written down."""
FIRST = "0001"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    thaw(OLD, tmp_path / "dibs.db")
    return tmp_path / "dibs.db"


async def schema_of(file: Path) -> str:
    async with await open_database(file):
        pass
    return content(file).splitlines()[0]


@pytest.mark.parametrize("revision", [FIRST, OLD, "0019"] if FULL else [OLD])
async def test_killed_at_any_statement_it_is_wholly_old(revision: str, tmp_path: Path) -> None:
    """By kill -9, in processes of their own; interrupted.py looks at what each of them left."""
    arguments = [str(tmp_path), revision, str(scaled(16, 1))]
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.store.interrupted", *arguments)
    assert await child.wait() == 0


class Denying:
    """SQLite asks it about each thing that a statement is to do; from the n-th on it says no."""

    def __init__(self, after: int | None) -> None:
        self.count = 0
        self._after = after

    def __call__(self, *_: object) -> int:
        self.count += 1
        return sqlite3.SQLITE_DENY if self._after is not None and self.count > self._after else sqlite3.SQLITE_OK

    def connect(self, file: Path, mode: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
        connection = connect(file, mode, pragmas)
        if mode == "rw":
            connection.set_authorizer(self)
        return connection


def denied(file: Path, after: int | None) -> int:
    """Migrate it until then. How often it was asked."""
    denying = Denying(after)
    with patch.object(upgrading, "connect", denying.connect):
        upgrading.upgrade(file, MIGRATIONS, NEWEST)
    return denying.count


def test_an_error_at_any_moment_leaves_it_as_it_was(old: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    thaw(OLD, whole)
    total, before = denied(whole, None), content(old)
    for after in range(0, total, max(1, total // scaled(12, 400))):
        with pytest.raises(CantOpen, match="It is as it was"):
            denied(old, after)
        assert content(old) == before, f"stopped after {after} of {total}"
    denied(old, None)
    assert content(old) == content(whole)


async def test_on_a_full_disk_nothing_is_changed_and_with_room_the_next_start_does_it(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        file = disk / "dibs.db"
        thaw(OLD, file)
        before = content(file)
        for room, says in ((60_000, "Can't open .*"), (300_000, "Can't open .*"), (420_000, "Can't migrate .*")):
            (disk / "room").write_bytes(b"x" * room)
            fill(disk)
            (disk / "room").unlink()
            with pytest.raises(CantOpen, match=says + "disk full"):
                await open_database(file)
            make_room(disk)
            assert content(file) == before
            assert not list(disk.glob("*.part"))
        assert NEWEST in await schema_of(file)


async def test_two_that_start_at_once_migrate_it_once(old: Path) -> None:
    first = await _start(old, "one", "half")
    copy = old.with_name(f"dibs.db.before-{NEWEST}")
    made = copy.stat().st_ino
    second = await _start(old, "two", "asks")
    assert [(await child.communicate(b"on\n"), child.returncode)[1] for child in (first, second)] == [0, 0]
    assert copy.stat().st_ino == made, "the second makes no copy of what the first has begun"
    after = content(old)
    assert NEWEST in after.splitlines()[0]
    assert after.count("'one', 'one'") == after.count("'two', 'two'") == 1
    assert content(copy) == frozen(OLD).read_text("ascii"), "the copy is of what there was before either of them"


async def _start(file: Path, name: str, when: str) -> asyncio.subprocess.Process:
    """Of at_once.py; it has come to where it says so."""
    arguments = ["-m", "tests.store.at_once", str(file), name, when]
    child = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE)
    assert child.stdout is not None
    assert await child.stdout.readline() == f"{when}\n".encode()
    return child


async def test_it_says_where_the_desk_is_kept_as_it_was(old: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "dibs.store")
    await schema_of(old)
    said = [record.getMessage() for record in caplog.records if record.name == "dibs.store"]
    assert said == [f"migrated to schema {NEWEST}; the desk as it was before is kept in {old}.before-{NEWEST}"]


async def test_of_the_copies_the_newest_two_are_kept_and_what_others_made_stays(old: Path) -> None:
    others = ("before-0003x", "before-lunch", "before-0004.bak")
    for name in ("before-0002", "before-0003", "before-0005", *others):
        old.with_name(f"dibs.db.{name}").write_text("x")
    old.with_name("other.db.before-0001").write_text("of another desk")
    await schema_of(old)
    found = {file.name for file in old.parent.glob("*.before*")}
    kept = {"dibs.db.before-0005", f"dibs.db.before-{NEWEST}"}
    assert found == {*kept, *(f"dibs.db.{name}" for name in others), "other.db.before-0001"}
