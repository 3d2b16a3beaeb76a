"""A file that is taken away from under dibs, or replaced: nothing is acknowledged that would be gone at the end."""

from pathlib import Path

import pytest

from store.database import Database
from store.failures import Displaced
from tests.store.bodies import add, names


def move(folder: Path, name: str, to: str) -> None:
    (folder / name).rename(folder / to)


async def refuses(database: Database, name: str, how: str) -> None:
    with pytest.raises(Displaced, match=f"^Can't save now: {how} while dibs has it open. Nothing changed."):
        await database.write(add, name)


@pytest.mark.parametrize("end", ["", "-wal"])
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
