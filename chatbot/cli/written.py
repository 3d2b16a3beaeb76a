"""A file that is written whole or not at all, and that only its owner can read; `-` is the standard output."""

import io
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from store.backups import give_name
from store.copying import cant_write
from store.failures import CantOpen
from store.leftovers import part_of
from store.targets import need_apart

STDOUT = Path("-")


@contextmanager
def written(target: Path, desk: Path, *, over: bool) -> Generator[TextIO]:
    """`over`: in the place of a file that is there, but never of the desk. CantOpen says why not."""
    if target == STDOUT:
        with _standard_output() as out:
            yield out
        return
    with cant_write(target):
        need_apart(desk, target)
        _need_free(target, over=over)
    part = part_of(target)
    try:
        with cant_write(target):
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        with cant_write(target), os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        with cant_write(target):
            give_name(part, target, over=over)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _standard_output() -> Generator[TextIO]:
    """In UTF-8, whatever the terminal speaks. Where it was closed, as by `| head`, that isn't worth a sentence."""
    try:
        with io.TextIOWrapper(os.fdopen(os.dup(sys.stdout.fileno()), "wb"), encoding="utf-8", newline="") as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CantOpen(f"Can't write the standard output: {error.strerror}.") from error


def _need_free(target: Path, *, over: bool) -> None:
    if target.is_dir() or (target.exists() and not over):
        what = "is a folder" if target.is_dir() else "is there already"
        raise CantOpen(f"{target} {what}. Name another file{'' if target.is_dir() else ', or write --force'}.")
