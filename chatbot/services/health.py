"""How dibs stands, from outside: what its process and its database say, check by check. It changes nothing.

It is asked once a minute, so what it imports is little.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct

from chatbot.desk.durations import ago, format_duration
from chatbot.services.looking import Seen, look
from store.peeking import NEWEST
from store.records import Service

Verdict = Literal["ok", "unknown", "degraded", "down"]
ORDER: tuple[Verdict, ...] = ("ok", "unknown", "degraded", "down")
EXIT = {"ok": 0, "unknown": 1, "degraded": 1, "down": 2}

BUDGET = 0.5
"""Seconds for looking through the file; asked for all of it, as long as it takes."""

MB = 1_000_000
BETWEEN = timedelta(minutes=1)
"""The overseer's: what it wrote is so old at most."""


class Limit(Struct, frozen=True):
    """From where on it is degraded, and down, if ever. Seconds; bytes for the disk."""

    degraded: int
    down: int | None = None


LIMITS = {
    "heartbeat": Limit(180, 600),
    "links": Limit(120),
    "notices": Limit(300),
    "timers": Limit(120, 900),
    "disk": Limit(500 * MB, 50 * MB),
}


class Check(Struct, frozen=True):
    """`value`: what was measured, None if that isn't known. `limit`: from where on it is degraded."""

    name: str
    verdict: Verdict
    value: int | str | None
    limit: int | None
    says: str


class Health(Struct, frozen=True):
    seen: Seen
    checks: tuple[Check, ...]

    @property
    def says(self) -> str:
        """In one line, what is wrong."""
        bad = [check for check in self.checks if check.verdict not in {"ok", "unknown"}]
        return " ".join(check.says for check in bad) or "dibs is well."

    @property
    def verdict(self) -> Verdict:
        """That of the worst. What isn't known is so because something else is down."""
        return ORDER[max(ORDER.index(check.verdict) for check in self.checks)]


def health(file: Path, now: datetime, *, in_full: bool = False) -> Health:
    seen = look(file, now, None if in_full else BUDGET)
    return Health(seen, tuple(check(seen) for check in CHECKS))


def _process(seen: Seen) -> Check:
    if seen.holder is None:
        return Check("process", "down", 0, None, "No dibs runs on this database.")
    which = f", process {seen.holder.pid}" if seen.holder.pid else ""
    return Check("process", "ok", 1, None, f"dibs has run for {format_duration(seen.now - seen.holder.since)}{which}.")


def _heartbeat(seen: Seen) -> Check:
    """While it starts it has written nothing yet."""
    if seen.holder is None or not seen.readable:
        return _unknown("heartbeat", seen)
    last = max([seen.holder.since, *(one.seen_at for one in seen.services)])
    silent = _seconds(seen.now - last)
    return _judged("heartbeat", silent, f"The last sign of life was {ago(last, seen.now)}.")


def _links(seen: Seen) -> Check:
    """Down, if all of them are: then nobody can reach it."""
    if not seen.known:
        return _unknown("links", seen)
    links = [one for one in seen.services if one.name.startswith("link ")]
    down = [one for one in links if down_for(one, seen.now) >= LIMITS["links"].degraded]
    if not down:
        return Check("links", "ok", 0, 1, f"All networks are up: {len(links)}.")
    named = ", ".join(f"{one.name.removeprefix('link ')} for {_length(down_for(one, seen.now))}" for one in down)
    return Check("links", "down" if len(down) == len(links) else "degraded", len(down), 1, f"Down: {named}.")


def _notices(seen: Seen) -> Check:
    if not seen.readable:
        return _unknown("notices", seen)
    if seen.unsent_at is None:
        return Check("notices", "ok", 0, LIMITS["notices"].degraded, "Nothing is left to say.")
    late = _seconds(seen.now - seen.unsent_at)
    return _judged("notices", late, f"The oldest notice has waited for {_length(late)}.")


def _services(seen: Seen) -> Check:
    if not seen.known:
        return _unknown("services", seen)
    bad = [one.name for one in seen.services if not is_alive(one, seen.now)]
    if not bad:
        return Check("services", "ok", 0, 1, f"All services are alive: {len(seen.services)}.")
    return Check("services", "degraded", len(bad), 1, f"Not alive: {', '.join(bad)}.")


def _timers(seen: Seen) -> Check:
    if not seen.readable:
        return _unknown("timers", seen)
    late = _seconds(seen.now - seen.due_at) if seen.due_at else 0
    return _judged("timers", late, f"The oldest timer is {_length(late)} overdue." if late else "Nothing is overdue.")


def _disk(seen: Seen) -> Check:
    if seen.free is None:
        return _unknown("disk", seen)
    limit = LIMITS["disk"]
    verdict = "down" if seen.free < (limit.down or 0) else "degraded" if seen.free < limit.degraded else "ok"
    return Check("disk", verdict, seen.free, limit.degraded, f"{seen.free // MB} MB are free beside the database.")


def _database(seen: Seen) -> Check:
    if seen.wrong:
        return Check("database", "down", "unread", None, seen.wrong)
    match seen.pages:
        case "whole":
            return Check("database", "ok", "whole", None, "Each page of the file is as it should be.")
        case "unfinished":
            return Check("database", "ok", "unfinished", None, "Too large to be looked through each time: --full does.")
        case faults:
            return Check("database", "down", "damaged", None, f"Damaged: {'; '.join(faults)}.")


def _schema(seen: Seen) -> Check:
    if seen.wrong:
        return _unknown("schema", seen)
    if seen.schema == NEWEST:
        return Check("schema", "ok", seen.schema, None, f"Schema {seen.schema}, which this dibs knows.")
    return Check("schema", "degraded", seen.schema, None, _other_schema(seen.schema))


def _other_schema(schema: str) -> str:
    if not schema:
        return "It holds something else, not a desk."
    if schema < NEWEST:
        return f"Schema {schema} is an older one: the next start of dibs makes it {NEWEST}."
    return f"Schema {schema} is newer than what this dibs knows ({NEWEST}): look with the one that serves it."


CHECKS: tuple[Callable[[Seen], Check], ...] = (
    _process,
    _heartbeat,
    _links,
    _notices,
    _services,
    _timers,
    _disk,
    _database,
    _schema,
)


def is_alive(one: Service, now: datetime) -> bool:
    """Not after a failure just now, not silent for too long, and up if it is to be up. One that has ended is done."""
    if one.ended_at is not None:
        return True
    silent = one.beat_at is not None and one.patience is not None and one.seen_at - one.beat_at > _patience(one)
    return not (one.failing or silent or down_for(one, now) >= LIMITS["links"].degraded)


def _patience(one: Service) -> timedelta:
    return timedelta(seconds=one.patience or 0) + 2 * BETWEEN


def down_for(one: Service, now: datetime) -> int:
    return _seconds(now - one.down_since) if one.down_since else 0


def _judged(name: str, value: int, says: str) -> Check:
    limit = LIMITS[name]
    down = limit.down is not None and value >= limit.down
    verdict: Verdict = "down" if down else "degraded" if value >= limit.degraded else "ok"
    return Check(name, verdict, value, limit.degraded, says)


def _unknown(name: str, seen: Seen) -> Check:
    says = "Not known: no dibs runs." if seen.readable else "Not known: the database can't be read."
    return Check(name, "unknown", None, None, says)


def _seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))


def _length(seconds: int) -> str:
    return format_duration(timedelta(seconds=seconds))
