"""Places for a database that can be filled up, or shut for writing, and mended again."""

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = "2m"


@contextmanager
def small_disk(folder: Path, size: str = SIZE) -> Generator[Path]:
    """A file system of that size in that folder. Only root may mount one, and not in every container."""
    with some_disk(folder, size) as (found, mounted):
        if not mounted:
            pytest.skip("no file system can be mounted here: run this as root, where mounting is allowed")
        yield found


@contextmanager
def some_disk(folder: Path, size: str) -> Generator[tuple[Path, bool]]:
    """The same; or a folder like any other, and False, where none can be mounted."""
    folder.mkdir()
    mounted = _mount("-t", "tmpfs", "-o", f"size={size}", "dibs-test", str(folder))
    try:
        yield folder, mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def _mount(*words: str) -> bool:
    if os.geteuid() != 0:
        return False
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode == 0


def fill(folder: Path) -> None:
    """Until not a byte more fits."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        for size in (65536, 4096, 512, 1):
            try:
                while filler.write(b"x" * size):
                    pass
            except OSError:
                continue


def make_room(folder: Path) -> None:
    (folder / "filler").unlink()


def forbid_writing(folder: Path) -> None:
    assert _mount("-o", "remount,ro", str(folder))
