"""A file that is taken away from under dibs, or replaced: nothing is acknowledged that would be gone at the end."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store.database import Database
from store.failures import Displaced
from store.place import Place
from tests.store.bodies import add, names


def move(folder: Path, name: str, to: str) -> None:
    (folder / name).rename(folder / to)


async def refuses(database: Database, name: str, how: str) -> None:
    with pytest.raises(Displaced, match=f"^Can't save now: {how} while dibs has it open. Nothing changed."):
        await database.write(add, name)


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
async def test_what_was_taken_away_is_written_to_again_when_it_is_back(end: str, database: Database) -> None:
    await database.write(add, "ops")
    assert await database.read(names) == {"ops"}
    name = f"{database.file.name}{end}"
    move(database.file.parent, name, "aside")
    await refuses(database, "net", f"{name} was taken away")
    assert await database.read(names) == {"ops"}
    move(database.file.parent, "aside", name)
    await database.write(add, "web")
    assert await database.read(names) == {"ops", "web"}


async def test_what_was_replaced_is_left_alone(database: Database) -> None:
    await database.write(add, "ops")
    database.file.rename(database.file.with_name("aside"))
    database.file.write_bytes(b"another")
    await refuses(database, "net", "dibs.db was replaced")
    assert database.file.read_bytes() == b"another"


async def test_a_folder_that_was_taken_away_is_noticed(database: Database) -> None:
    await database.write(add, "ops")
    database.file.parent.rename(database.file.parent.with_name("aside"))
    await refuses(database, "net", "dibs.db was taken away")


def cut(file: Path) -> None:
    os.truncate(file, 0)


def halve(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def zero(file: Path) -> None:
    with file.open("r+b") as written:
        written.write(bytes(file.stat().st_size))


@pytest.mark.parametrize("spoil", [cut, halve, zero])
def test_a_file_that_was_emptied_in_place_is_noticed(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    file = tmp_path / "dibs.db"
    with closing(sqlite3.connect(file)) as made:
        made.execute("create table note (text)")
        made.execute("insert into note values (?)", ["word " * 10_000])
        made.commit()
    place = Place(file)
    assert place.lost() is None
    os.utime(file, ns=(0, 0))
    assert place.lost() is None
    spoil(file)
    assert [place.lost(), place.lost()] == ["dibs.db was emptied while dibs has it open"] * 2


async def test_nothing_is_acknowledged_while_the_file_is_empty(database: Database) -> None:
    await database.write(add, "ops")
    content = database.file.read_bytes()
    cut(database.file)
    await refuses(database, "net", "dibs.db was emptied")
    database.file.write_bytes(content)
    await database.write(add, "web")


async def test_a_checkpoint_that_makes_it_longer_or_shorter_spoils_nothing(database: Database) -> None:
    sizes = list[int]()
    for change in ("create table extra (text)", "insert into extra values (zeroblob(100000))", "drop table extra"):
        changed_elsewhere(database.file, change)
        sizes.append(database.file.stat().st_size)
        await database.write(add, f"role{len(sizes)}")
    assert sizes[0] < sizes[1] > sizes[2]


def changed_elsewhere(file: Path, change: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        for statement in (change, "vacuum", "pragma wal_checkpoint(truncate)"):
            other.execute(statement).fetchall()
