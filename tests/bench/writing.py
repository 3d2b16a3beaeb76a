"""What an import is measured against: the bare rows in one transaction; how long each of its own held the writer."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from store import lane
from store.groups import Job
from store.opening import SCHEMA
from store.seldom import Seldom

GROUP = "import and export"
RAW = "raw sqlite3, one transaction"


def bare_writing(file: Path, copy: Path, tables: Sequence[str]) -> float:
    """Seconds that the rows of those tables, and of the index, take in one transaction, and nothing else."""
    with closing(sqlite3.connect(file)) as found:
        rows = {table: found.execute(f"select * from {table}").fetchall() for table in tables}
        words = found.execute("select rowid, title, body from ticket_word").fetchall()
    with closing(sqlite3.connect(copy, isolation_level=None)) as target:
        target.executescript(SCHEMA.read_text())
        target.execute("pragma journal_mode = wal")
        began = time.perf_counter()
        target.execute("begin")
        for table, some in rows.items():
            marks = ", ".join("?" * len(some[0]))
            target.executemany(f"insert into {table} values ({marks})", some)
        target.executemany("insert into ticket_word (rowid, title, body) values (?, ?, ?)", words)
        target.execute("commit")
        return time.perf_counter() - began


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Milliseconds that each transaction of this process held the writer, from its beginning until it was on the
    disk."""
    took, began = list[float](), list[float]()
    run, commit = lane.run_group, lane.commit_group

    def running(jobs: Sequence[Job], connection: Seldom) -> bool:
        began.append(time.perf_counter())
        return run(jobs, connection)

    def committing(jobs: Sequence[Job], connection: Seldom) -> None:
        commit(jobs, connection)
        took.append((time.perf_counter() - began[-1]) * 1000)

    monkeypatch.setattr(lane, "run_group", running)
    monkeypatch.setattr(lane, "commit_group", committing)
    return took
