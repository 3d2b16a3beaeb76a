"""One dibs at a time serves a database, and the next one may when it has ended, however it ended."""

import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot.services.lock import AlreadyRunning, holder, only_one

HOLD = """
import sys
from pathlib import Path
from chatbot.services.lock import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "dibs.sqlite"


def hold(database: Path) -> "subprocess.Popen[str]":
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def may_serve(database: Path) -> bool:
    try:
        with only_one(database):
            return True
    except AlreadyRunning:
        return False


def test_a_second_one_is_refused_with_a_sentence_that_says_what_to_do(database: Path) -> None:
    with only_one(database), pytest.raises(AlreadyRunning) as refused, only_one(database):
        pass
    assert str(refused.value) == (
        f"dibs is running on {database} already. Stop that one first, or set another desk.database."
    )


def test_another_process_holds_it_until_it_is_killed(database: Path) -> None:
    with hold(database) as other:
        assert not may_serve(database)
        other.kill()
        other.wait()
    assert may_serve(database)


def test_when_one_has_ended_even_by_an_error_the_next_may_serve(database: Path) -> None:
    with pytest.raises(RuntimeError), only_one(database):
        raise RuntimeError
    assert may_serve(database)


def test_two_databases_have_nothing_to_do_with_each_other(database: Path) -> None:
    with only_one(database):
        assert may_serve(database.with_name("other.sqlite"))


def test_one_who_was_refused_takes_the_lock_from_nobody(database: Path) -> None:
    with only_one(database):
        assert not may_serve(database)
        assert not may_serve(database)


def test_nobody_else_reads_the_folder_or_the_lock(database: Path) -> None:
    before = os.umask(0)
    try:
        with only_one(database):
            modes = [stat.S_IMODE(path.stat().st_mode) for path in (database.parent, *database.parent.iterdir())]
    finally:
        os.umask(before)
    assert modes == [0o700, 0o600]


def test_who_looks_is_told_which_process_holds_it(database: Path) -> None:
    assert holder(database) is None
    with hold(database) as other:
        found = holder(database)
        other.kill()
        other.wait()
    assert found is not None
    assert found.pid == other.pid
    assert holder(database) is None


def test_looking_makes_nothing_and_takes_the_lock_from_nobody(database: Path) -> None:
    assert holder(database) is None
    assert not database.parent.exists()
    with hold(database) as other:
        looked = [holder(database) for _ in range(100)]
        assert None not in looked
        other.kill()
        other.wait()
    assert may_serve(database)


def test_one_that_starts_while_somebody_looks_may_serve(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a moment the one who looks holds it."""
    flock, tries = fcntl.flock, list[int]()

    def held_at_first(handle: int, operation: int) -> None:
        tries.append(operation)
        if len(tries) < 3:
            raise BlockingIOError
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", held_at_first)
    assert may_serve(database)
    assert len(tries) == 3
