"""A copy of a desk on which something is tried out: whole as it was, but nothing of its own goes on there."""

import os
import sqlite3
from pathlib import Path

from store.connections import connect
from store.database import Transaction
from store.opening import in_plain_words


def copy_desk(file: Path, copy: Path) -> None:
    """As it stands, be it in use. The file itself, and its folder, are only read. CantOpen says why they can't be."""
    with in_plain_words(file):
        before = _state(file)
        in_use = Path(f"{file}-wal").exists()
        _copy(file, copy, "ro" if in_use else IMMUTABLE)
        if not in_use and _state(file) != before:
            _copy(file, copy, "ro")


IMMUTABLE = "ro&immutable=1"
"""Without it, SQLite puts two files beside the one that it reads."""


def _state(file: Path) -> tuple[int, int, bool]:
    """Another one where somebody has written meanwhile."""
    found = file.stat()
    return found.st_mtime_ns, found.st_size, Path(f"{file}-wal").exists()


def _copy(file: Path, copy: Path, mode: str) -> None:
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    source, target = connect(file, mode, ()), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


async def drop_timers(tx: Transaction) -> int:
    return await tx.run("delete from timer")


async def mark_notices(tx: Transaction) -> int:
    """What was still to be said isn't."""
    return await tx.run("update notice set status = 'superseded' where status in ('queued', 'waiting')")


async def put_nothing_todo(tx: Transaction) -> int:
    """For the services."""
    return await tx.run("update stay set todo = '' where todo <> ''")


async def drop_notes(tx: Transaction) -> int:
    return await tx.run("delete from note")


async def end_storms(tx: Transaction) -> int:
    return await tx.run("update storm set ended_at = began_at where ended_at is null")


async def put_cursors(tx: Transaction) -> int:
    """All has been read that has happened so far."""
    return await tx.run(
        "update cursor set event_id = (select coalesce(max(id), 0) from event), failures = 0, retry_at = null"
    )
