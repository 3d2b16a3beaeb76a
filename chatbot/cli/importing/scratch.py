"""The lines of a file that were found good, put aside so that they can be looked up: a desk isn't in memory at once.

They lie in a file of SQLite's own, which has no name and is gone with the connection.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

TABLES = """
    create table ticket (number integer primary key, uuid text not null unique, no integer not null, body text not null,
        ok integer not null default 1);
    create table event (id integer primary key, uuid text not null unique, ticket integer, no integer not null,
        body text not null, ok integer not null default 1, worked integer not null default 0);
    create index event_of_ticket on event (ticket, id);
    create table prompt (id integer primary key, ticket integer not null);
    create table entry (id integer primary key, ticket integer not null);
    create table around (kind text not null, id text not null, name text, no integer not null, body text not null,
        primary key (kind, id));
    create table between_them (id integer primary key, body text not null);
"""
ADDED = {
    "ticket": "insert or ignore into ticket (number, uuid, no, body) values (?, ?, ?, ?)",
    "event": "insert or ignore into event (id, uuid, ticket, no, body) values (?, ?, ?, ?, ?)",
    "prompt": "insert or ignore into prompt (id, ticket) values (?, ?)",
    "entry": "insert or ignore into entry (id, ticket) values (?, ?)",
    "around": "insert or ignore into around (kind, id, name, no, body) values (?, ?, ?, ?, ?)",
}
PART = 500

Line = dict[str, Any]
Value = str | int | None


class Scratch:
    def __init__(self) -> None:
        self._connection = sqlite3.connect("")
        self._connection.executescript("pragma journal_mode = off; pragma synchronous = off;" + TABLES)
        self._connection.execute("begin")

    def close(self) -> None:
        self._connection.close()

    def add(self, table: str, *values: Value) -> bool:
        """False: it is there already."""
        return self._connection.execute(ADDED[table], values).rowcount == 1

    def around(self, kind: str) -> list[Line]:
        rows = self._connection.execute("select body from around where kind = ? order by no", [kind])
        return [json.loads(row[0]) for row in rows]

    def numbered(self, kind: str) -> Iterator[tuple[int, Line]]:
        """One by one, each with its line's number, for they may be long."""
        last = 0
        while row := self._connection.execute(
            "select no, body from around where kind = ? and no > ? order by no limit 1", [kind, last]
        ).fetchone():
            last = row[0]
            yield last, json.loads(row[1])

    def leave_bill_out(self, bill: int) -> None:
        self._connection.execute("delete from around where kind = 'bill' and id = ?", [str(bill)])

    def has_entry(self, entry: int) -> bool:
        """Of a ticket that is still good."""
        found = self._connection.execute(
            "select 1 from entry join ticket on ticket.number = entry.ticket where entry.id = ? and ok", [entry]
        )
        return found.fetchone() is not None

    def has_ticket(self, number: int) -> bool:
        return self._connection.execute("select 1 from ticket where number = ? and ok", [number]).fetchone() is not None

    def tickets(self) -> Iterator[tuple[int, Line]]:
        """By their numbers, those that are still good, each with its line's. They may be left out meanwhile."""
        last = 0
        while rows := self._connection.execute(
            "select number, no, body from ticket where number > ? and ok order by number limit ?", [last, PART]
        ).fetchall():
            for number, no, body in rows:
                yield no, json.loads(body)
                last = number

    def events_of(self, ticket: int | None) -> Iterator[tuple[int, Line]]:
        last = 0
        while rows := self._connection.execute(
            "select id, no, body from event where ticket is ? and id > ? and ok order by id limit ?",
            [ticket, last, PART],
        ).fetchall():
            for event, no, body in rows:
                yield no, json.loads(body)
                last = event

    def lost_events(self) -> Iterator[tuple[int, int]]:
        """Those of tickets that aren't in the file at all, each with the number of its ticket."""
        yield from self._connection.execute(
            """select no, ticket from event where ticket is not null and not exists (
                   select 1 from ticket where ticket.number = event.ticket) order by no"""
        ).fetchall()

    def leave_out(self, ticket: int) -> None:
        self._connection.execute("update ticket set ok = 0 where number = ?", [ticket])

    def leave_event_out(self, event: int) -> None:
        self._connection.execute("update event set ok = 0 where id = ?", [event])

    def note_worked(self, event: int) -> None:
        """The time that was logged by it is here already."""
        self._connection.execute("update event set worked = 1 where id = ?", [event])

    def is_worked(self, event: int) -> bool:
        return self._connection.execute("select 1 from event where id = ? and worked", [event]).fetchone() is not None

    def ticket_of_event(self, event: int) -> int | None:
        """0: it is of no ticket. None: it isn't there, or its ticket isn't good."""
        row = self._connection.execute(
            """select coalesce(event.ticket, 0) from event left join ticket on ticket.number = event.ticket
               where event.id = ? and event.ok and (event.ticket is null or ticket.ok)""",
            [event],
        ).fetchone()
        return row[0] if row else None

    def put_between(self, row: Line) -> None:
        self._connection.execute("insert into between_them (body) values (?)", [json.dumps(row)])

    def between(self) -> Iterator[Line]:
        last = 0
        while rows := self._connection.execute(
            "select id, body from between_them where id > ? order by id limit ?", [last, PART]
        ).fetchall():
            for place, body in rows:
                yield json.loads(body)
                last = place

    def ids(self, table: str) -> tuple[int, int] | None:
        """The lowest and the highest of events, prompts or entries."""
        row = self._connection.execute(SPANS[table]).fetchone()
        return (row[0], row[1]) if row[0] is not None else None

    def count(self, table: str) -> int:
        return int(self._connection.execute(COUNTS[table]).fetchone()[0])


SPANS = {
    "event": "select min(id), max(id) from event",
    "prompt": "select min(id), max(id) from prompt",
    "entry": "select min(id), max(id) from entry",
}
COUNTS = {
    "ticket": "select count(*) from ticket where ok",
    "event": "select count(*) from event where ok",
}
