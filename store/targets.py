"""What a file that is to be written must not take the place of, whatever it is told to replace."""

import os
from pathlib import Path

from store.failures import CantOpen

OWN = ("", "-wal", "-shm", "-journal", ".lock", ".bell")
"""What ends the names of a desk, of what SQLite keeps beside it, and of what dibs does."""


def need_apart(desk: Path, target: Path) -> None:
    """CantOpen where that is the desk or something of it, or where it is there and no file: a device would be lost to
    all the machine."""
    own = {os.path.realpath(f"{desk}{end}"): end for end in OWN}
    end = "" if _same(desk, target) else own.get(os.path.realpath(target))
    if end is not None:
        raise CantOpen(f"{target} is {'something of the desk' if end else 'the desk itself'}. Name another file.")
    if target.exists() and not target.is_file() and not target.is_dir():
        raise CantOpen(f"{target} is no file. Name another one.")


def _same(desk: Path, target: Path) -> bool:
    return desk.exists() and target.exists() and desk.samefile(target)
