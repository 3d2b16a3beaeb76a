"""Which processes outlived the tests, whoever started them: found by a mark in the environment that all inherit."""

import os
import uuid
from dataclasses import dataclass
from pathlib import Path

_VARIABLE = "SESSION_OF_DIBS_TESTS"
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Leftover:
    pid: int
    command: str


def mark_descendants() -> str:
    """Mark all processes that are started from now on; the returned mark finds them."""
    mark = f"{os.getpid()}-{uuid.uuid4()}"
    os.environ[_VARIABLE] = mark
    return f"{_VARIABLE}={mark}"


def leftovers(mark: str) -> list[Leftover]:
    """Marked processes that live now; none where the system has no /proc."""
    folders = (folder for folder in _PROC.glob("[0-9]*") if int(folder.name) != os.getpid())
    return [
        Leftover(int(folder.name), _words(folder / "cmdline"))
        for folder in folders
        if mark in _words(folder / "environ")
    ]


def _words(file: Path) -> str:
    try:
        return file.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:  # it ended meanwhile, or is somebody else's
        return ""
