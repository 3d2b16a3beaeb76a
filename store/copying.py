"""A copy of a desk as it stood at one moment, be it in use. The file itself, and its folder, are only read."""

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from store.connections import connect
from store.failures import CantOpen, cause_of
from store.onlooking import State, state
from store.opening import in_plain_words
from store.place import STILL, followed, need_index

PAGES = 1024
"""In one step, 4 MB: after each it is told how far it is, and an interruption is heard."""

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much: bytes of a file, or rows."""


def nobody(_done: int, _of: int) -> None:
    """Where nobody watches."""


def copy_desk(file: Path, copy: Path, told: Progress = nobody, *, called: Path | None = None) -> None:
    """CantOpen says why it can't be. `called`: what the copy is called there, if not so."""
    with in_plain_words(file):
        file = followed(file)
        before = _state(file)
        need_index(file)
    in_use = Path(f"{file}-wal").exists()
    _copy(file, copy, "ro" if in_use else STILL, told, called or copy)
    if not in_use and _state(file) != before:
        _copy(file, copy, "ro", told, called or copy)


def _state(file: Path) -> tuple[State, bool]:
    """Another one where somebody has begun to write to it."""
    return state(file), Path(f"{file}-wal").exists()


def _copy(file: Path, copy: Path, mode: str, told: Progress, called: Path) -> None:
    with in_plain_words(file):
        source = connect(file, mode, ())
    with closing(source):
        with in_plain_words(file):
            _stand_still(source)
        with cant_write(called):
            copy.unlink(missing_ok=True)
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            (size,) = source.execute("pragma page_size").fetchone()
            with closing(sqlite3.connect(copy)) as target:
                source.backup(target, pages=PAGES, progress=lambda _, left, of: told((of - left) * size, of * size))


def _stand_still(source: sqlite3.Connection) -> None:
    """A snapshot that is held until the end: else each commit of a busy desk would let the copy begin anew.

    Who writes isn't kept from it, for that goes into the WAL.
    """
    source.execute("begin")
    source.execute("select count(*) from sqlite_schema").fetchone()


@contextmanager
def cant_write(file: Path) -> Generator[None]:
    """Errors of the system and of SQLite as CantOpen, which names what can't be written."""
    try:
        yield
    except OSError as error:
        raise CantOpen(f"Can't write {file}: {error.strerror or error}.") from error
    except sqlite3.Error as error:
        cause = cause_of(error)
        raise CantOpen(f"Can't write {file}: {cause[1] if cause else error}.") from error
