"""`dibs export tkts`: a database that tkts reads, with what it has a place for."""

import json
import os
import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import Any

from chatbot.cli.exported import Source
from store.backups import give_name
from store.copying import Progress, cant_write
from store.exported import EventRow, TicketRow
from store.failures import CantOpen
from store.leftovers import part_of
from store.targets import need_apart
from store.times import from_text

SCHEMA = (
    """create table tickets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        status TEXT CHECK(status IN ('Open', 'Closed')) DEFAULT 'Open' NOT NULL,
        title TEXT NOT NULL,
        desc TEXT,
        client TEXT,
        project TEXT,
        owner TEXT,
        time INTEGER,
        created_on DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL)""",
    """create table records (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        tkt_num INTEGER,
        log TEXT,
        user TEXT,
        time INTEGER,
        created_on DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL)""",
)
TICKET = "insert into tickets values (:id, :status, :title, :desc, :client, :project, :owner, :time, :created_on)"
RECORD = "insert into records (tkt_num, log, user, time, created_on) values (:tkt_num, :log, :user, :time, :created_on)"
UNDONE = "change_undone"
NOON = " 12:00:00"

Row = dict[str, Any]


def write_tkts(source: Source, target: Path, desk: Path, told: Progress, *, over: bool) -> int:
    """How many rows it has. What is erased is in none of them."""
    count = done = 0
    names = source.names()
    with _made(target, desk, over=over) as old:
        for ticket in source.tickets():
            done += 1
            told(done, source.counts.tickets)
            if ticket.erased_at is not None:
                continue
            records = list(_records(ticket, list(source.events_of(ticket.number)), names))
            old.execute(TICKET, _ticket(ticket))
            old.executemany(RECORD, records)
            count += 1 + len(records)
    return count


@contextmanager
def _made(target: Path, desk: Path, *, over: bool) -> Generator[sqlite3.Connection]:
    """Whole or not at all, and only its owner can read it. CantOpen says why not."""
    with cant_write(target):
        need_apart(desk, target)
        _need_free(target, over=over)
    part = part_of(target)
    try:
        with cant_write(target):
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW, 0o600))
            with closing(sqlite3.connect(part, isolation_level=None)) as old:
                old.execute("begin")
                for statement in SCHEMA:
                    old.execute(statement)
                yield old
                old.execute("commit")
            give_name(part, target, over=over)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _need_free(target: Path, *, over: bool) -> None:
    if target.is_dir() or (target.exists() and not over):
        what = "is a folder. Name a file." if target.is_dir() else "is there already. Name another, or write --force."
        raise CantOpen(f"{target} {what}")


def _ticket(ticket: TicketRow) -> Row:
    return {
        "id": ticket.number,
        "status": "Open" if ticket.closed_at is None else "Closed",
        "title": ticket.title,
        "desc": ticket.description,
        "client": ticket.client,
        "project": ticket.project,
        "owner": ticket.owner,
        "time": sum(entry["minutes"] for entry in json.loads(ticket.time)),
        "created_on": _moment(ticket.opened_at),
    }


def _records(ticket: TicketRow, events: Sequence[EventRow], names: Mapping[int, str]) -> Iterator[Row]:
    """What was said and worked, in its order. What was taken back is in none; time that was moved here has no text."""
    worked: dict[int, Row] = {entry["event"]: entry for entry in json.loads(ticket.time)}
    left = _left(list(worked.values()))
    for event in _in_force(events):
        entry, text = worked.pop(event.id, None), event.texts.get("text", "")
        if entry is not None and entry["corrects"] is None:
            yield _worked(ticket, entry, left, names, text, event.at)
        elif text:
            yield _record(ticket, text, event.actor, 0, _moment(event.at))
    for entry in worked.values():
        if entry["corrects"] is None:
            yield _worked(ticket, entry, left, names, "", entry["created_at"])


def _worked(
    ticket: TicketRow, entry: Row, left: Mapping[int, int], names: Mapping[int, str], text: str, at: str
) -> Row:
    """At its moment, or at noon of the day for which it was written down."""
    moment = _moment(at)
    on_day = moment if moment.startswith(entry["day"]) else f"{entry['day']}{NOON}"
    return _record(ticket, text, names.get(entry["member"], ""), left[entry["id"]], on_day)


def _record(ticket: TicketRow, text: str, user: str, minutes: int, moment: str) -> Row:
    return {"tkt_num": ticket.number, "log": text, "user": user, "time": minutes, "created_on": moment}


def _left(entries: Sequence[Row]) -> dict[int, int]:
    """By entry, what its corrections leave of it: tkts takes nothing off."""
    left = {entry["id"]: int(entry["minutes"]) for entry in entries if entry["corrects"] is None}
    for entry in entries:
        if entry["corrects"] is not None:
            left[entry["corrects"]] += int(entry["minutes"])
    return left


def _in_force(events: Sequence[EventRow]) -> Iterator[EventRow]:
    undone = {event.data["of"] for event in events if event.kind == UNDONE}
    yield from (event for event in events if event.id not in undone)


def _moment(at: str) -> str:
    """As SQLite's own `current_timestamp` writes it, in UTC."""
    return from_text(at).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
