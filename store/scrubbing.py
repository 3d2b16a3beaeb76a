"""Emptying the WAL, so that nothing that was erased lingers there."""

import sqlite3

PAUSES = (0.0, 0.05, 0.2, 1.0, 3.0)
"""Seconds before each try: somebody who reads just now is in the way for as long as they read."""


def truncate_wal(connection: sqlite3.Connection) -> bool:
    """Whether it is empty now. It never waits for others: those who write would wait, too."""
    (patience,) = connection.execute("pragma busy_timeout").fetchone()
    try:
        connection.execute("pragma busy_timeout = 0")
        busy, _, _ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.OperationalError:
        return False
    else:
        return not busy
    finally:
        connection.execute(f"pragma busy_timeout = {int(patience)}")
