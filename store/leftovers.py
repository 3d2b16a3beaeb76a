"""What is made beside its name until it is whole, and what stays of it where its maker was killed."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

RESTORING = ".restoring-"


def part_of(target: Path) -> Path:
    """Where this process makes it. What is left of others that are gone is taken away."""
    named = re.compile(rf"\.{re.escape(target.name)}\.([0-9]+)\.part(-wal|-shm|-journal)?")
    with suppress(OSError):  # a folder that can't be looked at is told of by who writes into it
        for one in list(target.parent.iterdir()):
            if (found := named.fullmatch(one.name)) and _is_gone(int(found[1])):
                one.unlink(missing_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def clear_restoring(folder: Path) -> None:
    """For who holds the folder's lock: nobody else restores there."""
    for old in folder.glob(f"{RESTORING}*"):
        shutil.rmtree(old, ignore_errors=True)


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
