"""Whether what is open is still what lies under its name: what is written to a file without one is gone at the end."""

import fcntl
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from store.connections import connect
from store.failures import CantOpen

Identity = tuple[int, int]
Written = tuple[int, int]
"""The size, and when it was written to."""

STILL = "ro&immutable=1"
"""Read without a lock, and without a file beside it."""

LOCKED = (510, 0x40000002)
"""How many bytes, and from which on, are locked by whoever has it open (https://www.sqlite.org/c3ref/vfs.html)."""
TRIES, BETWEEN = 10, 0.05
"""Who opens or closes it has a WAL without an index for a moment; seconds."""


class Place:
    """The database's file, and what SQLite keeps beside it from when that is first seen: by the first commit at the
    latest, and from then on it stays until the end. Made when the file has just been opened."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._paths = [str(file), f"{file}-wal", f"{file}-shm"]
        self._ours = {path: _identity(found) for path in self._paths if (found := _stat(path))}
        self._sound = _written(_stat(str(file)))

    def lost(self) -> str | None:
        """What is wrong with it; None: nothing. Asked twice at each commit."""
        stats = [_stat(path) for path in self._paths]
        for path, found in zip(self._paths, stats, strict=True):
            ours = self._ours.setdefault(path, _identity(found)) if found else self._ours.get(path)
            if ours and (found is None or _identity(found) != ours):
                how = "replaced" if found else "taken away"
                return f"{Path(path).name} was {how} while dibs has it open"
        return f"{self._file.name} was emptied while dibs has it open" if self._emptied(_written(stats[0])) else None

    def _emptied(self, written: Written) -> bool:
        """Looked at when it was written to: by a checkpoint, once in many commits, or by somebody who should not."""
        if written != self._sound and not _has_a_desk(self._file, shrank=written[0] < self._sound[0]):
            return True
        self._sound = written
        return False


def _stat(path: str) -> os.stat_result | None:
    """None if there is none, or none that can be looked at."""
    try:
        return os.stat(path)  # noqa: PTH116 - a Path takes twice as long
    except OSError:
        return None


def _identity(found: os.stat_result) -> Identity:
    return found.st_dev, found.st_ino


def _written(found: os.stat_result | None) -> Written:
    return (found.st_size, found.st_mtime_ns) if found else (0, 0)


def _has_a_desk(file: Path, *, shrank: bool) -> bool:
    """By its first page. SQLite opens it: to close a file by oneself takes this process's locks away from it."""
    try:
        with closing(connect(file, STILL, ())) as connection:
            return bool(connection.execute("pragma schema_version").fetchone()[0])
    except sqlite3.OperationalError:
        return True  # nobody can tell just now
    except sqlite3.DatabaseError as error:  # that pages are missing holds within a checkpoint that makes it longer, too
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT and not shrank


def followed(file: Path) -> Path:
    """Where a link leads: there SQLite keeps the WAL, and not beside the link. What is no link keeps its name."""
    return Path(os.path.realpath(file)) if file.is_symlink() else file  # Path's own raises where links go in a circle


def need_index(file: Path) -> None:
    """Before it is opened. A WAL's index, -shm, is shared by all who have it open: where it was taken away from under
    them a new one would be made, and none would see what the others write. CantOpen then."""
    for turn in range(TRIES):
        time.sleep(BETWEEN if turn else 0)
        if not _lacks_index(file):
            return
    raise CantOpen(
        f"Can't open the database {file}: {file.name}-shm was taken away while another program has it open."
        " End that one, be it dibs run, then try again."
    )


def _lacks_index(file: Path) -> bool:
    return Path(f"{file}-wal").exists() and not Path(f"{file}-shm").exists() and _is_open_elsewhere(file)


def _is_open_elsewhere(file: Path) -> bool:
    """By another process."""
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, *LOCKED)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(handle)
