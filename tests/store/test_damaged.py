"""A file that is damaged is refused when it is opened, with what to do, and left as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from store.database import CantOpen, open_database
from store.peeking import peek
from tests.store.bodies import opened

PAGE = 4096


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def cut_within_a_page(whole: bytes) -> bytes:
    return whole[: PAGE + 1000]


def garbage_at_the_begin(whole: bytes) -> bytes:
    return b"\xa5" * 100 + whole[100:]


def garbage_in_the_first_page(whole: bytes) -> bytes:
    return whole[:100] + b"\xff" * (PAGE - 100) + whole[PAGE:]


def garbage_in_all_others(whole: bytes) -> bytes:
    return whole[:PAGE] + b"\xff" * (len(whole) - PAGE)


def words(_: bytes) -> bytes:
    return b"no database\n" * 1000


def looked_through(file: Path) -> list[str]:
    with peek(file) as found:
        return [found.schema, *found.faults()]


@pytest.mark.parametrize(
    "damage", [cut, cut_within_a_page, garbage_at_the_begin, garbage_in_the_first_page, garbage_in_all_others, words]
)
async def test_a_damaged_file_is_refused_with_what_to_do_and_stays_as_it_is(
    damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = tmp_path / "dibs.db"
    async with opened(file):
        pass
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    with pytest.raises(CantOpen, match=r"What is wrong: dibs verify\. A backup in its place: dibs restore FILE$"):
        await open_database(file)
    with pytest.raises(CantOpen, match=r"A backup in its place: dibs restore FILE$"):
        looked_through(file)
    assert file.read_bytes() == damaged


async def test_a_wal_that_is_garbage_is_passed_over(tmp_path: Path) -> None:
    """Nothing of it was ever acknowledged: each part of a WAL has a sum, and what was committed was synced with it."""
    file = tmp_path / "dibs.db"
    async with opened(file):
        pass
    file.with_name("dibs.db-wal").write_bytes(b"\xa5" * 9000)
    async with opened(file) as database:
        assert database.commits == 0
