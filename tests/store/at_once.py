"""One of two programs that start at once: `python -m tests.store.at_once FILE NAME WHEN`.

It adds a role of that name to the desk. `half`: in the middle of the migration it says so, and waits for a line.
`asks`: it says when it asks for the folder.
"""

import asyncio
import fcntl
import sqlite3
import sys
from pathlib import Path
from unittest.mock import patch

from store.connections import connect
from store.migrations import upgrade as upgrading
from tests.store.bodies import add_one

HALF = 20
"""Statements."""
ask = fcntl.flock


class Halting:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, statement: str) -> None:
        self.count += 1
        if self.count == HALF:
            say("half")
            sys.stdin.readline()

    def connect(self, file: Path, mode: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
        connection = connect(file, mode, pragmas)
        connection.set_trace_callback(self)
        return connection


def asking(descriptor: int, operation: int) -> None:
    say("asks")
    ask(descriptor, operation)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    half = sys.argv[3] == "half"
    with patch.object(upgrading, "connect", Halting().connect) if half else patch.object(fcntl, "flock", asking):
        asyncio.run(add_one(Path(sys.argv[1]), sys.argv[2]))
