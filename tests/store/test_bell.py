"""The bell beside the database: it is heard, it is private, and who rings it never waits."""

import os
import socket
import stat
from pathlib import Path

import pytest

from store.bell import Occupied, bell_of, hung, ring, silence


def hears(bell: socket.socket) -> bool:
    """Whether a ring waits there."""
    try:
        return bool(bell.recv(16))
    except BlockingIOError:
        return False


def test_who_rings_is_heard(tmp_path: Path) -> None:
    with hung(tmp_path / "dibs.db") as bell:
        assert not hears(bell)
        ring(tmp_path / "dibs.db")
        assert hears(bell)


def test_it_hangs_beside_the_database_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with hung(tmp_path / "dibs.db"):
            mode = (tmp_path / "dibs.db.bell").stat().st_mode
    finally:
        os.umask(before)
    assert (stat.S_ISSOCK(mode), stat.S_IMODE(mode)) == (True, 0o600)


def test_nothing_is_left_where_nobody_listens_any_more(tmp_path: Path) -> None:
    with hung(tmp_path / "dibs.db"):
        pass
    assert not bell_of(tmp_path / "dibs.db").exists()


def test_to_ring_where_nobody_listens_does_nothing(tmp_path: Path) -> None:
    ring(tmp_path / "dibs.db")
    assert list(tmp_path.iterdir()) == []


def test_who_rings_very_often_never_waits(tmp_path: Path) -> None:
    """The system keeps a few; the others say nothing that these don't."""
    with hung(tmp_path / "dibs.db") as bell:
        for _ in range(10_000):
            ring(tmp_path / "dibs.db")
        silence(bell)
        assert not hears(bell)


def test_what_a_killed_one_left_makes_room(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left:
        left.bind(str(bell_of(tmp_path / "dibs.db")))
    with hung(tmp_path / "dibs.db") as bell:
        ring(tmp_path / "dibs.db")
        assert hears(bell)


def test_what_is_no_bell_is_left_alone(tmp_path: Path) -> None:
    bell_of(tmp_path / "dibs.db").write_text("somebody's file")
    with pytest.raises(Occupied, match=r"dibs\.db\.bell is no socket"), hung(tmp_path / "dibs.db"):
        pass
    ring(tmp_path / "dibs.db")
    assert bell_of(tmp_path / "dibs.db").read_text() == "somebody's file"


def test_it_is_heard_in_a_folder_with_a_very_long_name(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    with hung(folder / "dibs.db") as bell:
        ring(folder / "dibs.db")
        assert hears(bell)
