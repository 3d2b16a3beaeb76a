"""Places for a database that can be filled up, or shut for writing, and mended again."""

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = "2m"


@contextmanager
def small_disk(folder: Path) -> Generator[Path]:
    """A file system of two megabytes in that folder. Only root may mount one, and not in every container."""
    folder.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={SIZE}", "dibs-test", str(folder)):
        pytest.skip("no file system can be mounted here: run this as root, where mounting is allowed")
    try:
        yield folder
    finally:
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
