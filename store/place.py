"""Whether what is open is still what lies under its name: what is written to a file without one is gone at the end."""

import os
from pathlib import Path

Identity = tuple[int, int]


class Place:
    """The database's file, and the WAL from when it is first seen. Made when the file has just been opened."""

    def __init__(self, file: Path) -> None:
        self._wal = Path(f"{file}-wal")
        self._ours = {file: identity(file)}

    def lost(self) -> str | None:
        """What is wrong with it; None: nothing."""
        if self._wal not in self._ours and (found := identity(self._wal)):
            self._ours[self._wal] = found  # by the first commit at the latest; from then on it stays until the end
        for file, ours in self._ours.items():
            found = identity(file)
            if found != ours:
                return f"{file.name} was {'replaced' if found else 'taken away'} while dibs has it open"
        return None


def followed(file: Path) -> Path:
    """Where a link leads: there SQLite keeps the WAL, and not beside the link. What is no link keeps its name."""
    return Path(os.path.realpath(file)) if file.is_symlink() else file  # Path's own raises where links go in a circle


def identity(file: Path) -> Identity | None:
    """None if there is none, or none that can be looked at."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
