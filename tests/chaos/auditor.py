"""Reads what people said and heard against the database: what was acknowledged is there, once, and each ticket had one
owner at a time. What was to be said: `auditing`.

A change is told by its actor, its kind and its ticket: of each so many are in the journal as were acknowledged, at the
least, and as were asked for, at the most.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos.transcripts import Book, plain

Key = tuple[str, str, int]
"""Who did what to which ticket."""

ACKNOWLEDGED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("stolen", re.compile(r"#(\d+) is yours: .*Its owner is told why\.")),
    ("accepted", re.compile(r"#(\d+) is yours: ")),
    ("commented", re.compile(r"#(\d+) noted\.$")),
    ("closed", re.compile(r"#(\d+) (?:closed(?: \(\w+\))?|withdrawn): ")),
    ("declined", re.compile(r"#(\d+) declined")),
    ("asked", re.compile(r"#(\d+): asking ")),
    ("released", re.compile(r"#(\d+) is free again: ")),
    ("held", re.compile(r"#(\d+) on hold till ")),
    ("resumed", re.compile(r"#(\d+) resumed, ")),
    ("reopened", re.compile(r"#(\d+) is open again")),
    ("merged", re.compile(r"#(\d+) is merged into ")),
    ("edited", re.compile(r"#(\d+): .* changed\. show ")),
    ("undone", re.compile(r"Undone: \w+ (\d+) \(")),
)
"""The first that fits says what was done."""
OPENED = re.compile(r"#(\d+) opened for ops: (\w+ burns)\.")

EVENTS = {
    "ticket_stolen": "stolen",
    "ticket_accepted": "accepted",
    "ticket_commented": "commented",
    "ticket_closed": "closed",
    "ticket_withdrawn": "closed",
    "ticket_declined": "declined",
    "assignment_declined": "declined",
    "assignment_offered": "asked",
    "ticket_released": "released",
    "ticket_held": "held",
    "ticket_resumed": "resumed",
    "ticket_reopened": "reopened",
    "ticket_merged": "merged",
    "ticket_edited": "edited",
    "change_undone": "undone",
}
VERBS = {
    "steal": "stolen",
    "dibs": "accepted",
    "yes": "accepted",
    "comment": "commented",
    "close": "closed",
    "withdraw": "closed",
    "decline": "declined",
    "no": "declined",
    "assign": "asked",
    "release": "released",
    "hold": "held",
    "resume": "resumed",
    "reopen": "reopened",
    "merge": "merged",
    "edit": "edited",
    "undo": "undone",
}
SAID = re.compile(r"(\w+) (\d+)\b")


@dataclass(frozen=True, slots=True)
class Fact:
    """An event, with the name of its member."""

    id: int
    kind: str
    ticket: int | None
    person: str | None
    data: dict[str, Any]
    texts: dict[str, str]


@dataclass(slots=True)
class Audit:
    """`findings`: what is wrong, a sentence each. `counts`: the table."""

    findings: list[str] = field(default_factory=list[str])
    counts: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, what: str, found: Iterable[str]) -> None:
        """Of one kind: counted, and told."""
        listed = list(found)
        self.findings += listed
        self.counts[what] = len(listed)


def facts_in(tables: sqlite3.Connection) -> list[Fact]:
    rows = tables.execute(
        """select event.id, kind, ticket_id, member.name, data, texts from event
           left join member on member.id = event.member_id left join event_text on event_id = event.id
           order by event.id"""
    ).fetchall()
    return [
        Fact(number, kind, ticket, name, json.loads(data), json.loads(texts or "{}"))
        for number, kind, ticket, name, data, texts in rows
    ]


def audit_changes(file: Path, book: Book) -> Audit:
    found = Audit()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as tables:
        facts = facts_in(tables)
        titles = dict(tables.execute("select id, title from ticket").fetchall())
    acknowledged, there, wanted = acknowledged_in(book), changes_in(facts), wanted_in(book)
    opened = opened_in(book)
    found.counts["changes asked for"] = sum(wanted.values()) + len(said_titles(book))
    found.counts["changes acknowledged"] = acknowledged.total() + len(opened)
    found.counts["changes in the journal"] = there.total() + len(titles)
    found.add("changes lost", [*lost(acknowledged, there), *lost_tickets(opened, facts)])
    found.add("changes made twice", [*repeated(there, wanted), *repeated_words(facts)])
    found.add("two owners at once", owners(facts))
    found.add("failures of the program", failures(facts))
    return found


def acknowledged_in(book: Book) -> Counter[Key]:
    return Counter(
        (person, what, int(number[1]))
        for person, one in book.people.items()
        for text in one.heard
        for what, number in _first(plain(text))
    )


def _first(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for what, shape in ACKNOWLEDGED:
        if number := shape.match(text):
            yield what, number
            return


def opened_in(book: Book) -> list[tuple[str, int, str]]:
    """Who opened which ticket, and by which words."""
    return [
        (person, int(found[1]), found[2])
        for person, one in book.people.items()
        for text in one.heard
        if (found := OPENED.match(plain(text)))
    ]


def said_titles(book: Book) -> list[str]:
    return [text.removeprefix("new ") for one in book.people.values() for text in one.said if text.startswith("new ")]


def wanted_in(book: Book) -> Counter[Key]:
    found = Counter[Key]()
    for person, one in book.people.items():
        for text in one.said:
            said = SAID.match(text)
            if said and said[1] in VERBS:
                found[person, VERBS[said[1]], int(said[2])] += 1
    return found


def changes_in(facts: Iterable[Fact]) -> Counter[Key]:
    return Counter(
        (fact.person, EVENTS[fact.kind], fact.ticket)
        for fact in facts
        if fact.kind in EVENTS and fact.person is not None and fact.ticket is not None
    )


def lost(acknowledged: Counter[Key], there: Counter[Key]) -> Iterator[str]:
    for (person, what, ticket), count in (acknowledged - there).items():
        yield f"#{ticket}: {person} was told {count} times more that it is {what} than the journal knows."


def lost_tickets(opened: Iterable[tuple[str, int, str]], facts: Iterable[Fact]) -> Iterator[str]:
    """By the journal: an edit may have changed the title since."""
    known = {(fact.person, fact.ticket, fact.texts.get("title")) for fact in facts if fact.kind == "ticket_opened"}
    for person, number, title in opened:
        if (person, number, title) not in known:
            yield f"#{number}: {person} was told that it is opened, {title}, and the journal doesn't know that."


def repeated(there: Counter[Key], wanted: Counter[Key]) -> Iterator[str]:
    for (person, what, ticket), count in (_comparable(there) - _comparable(wanted)).items():
        yield f"#{ticket or '?'}: {person} has {what} it {count} times more than they asked for."


def _comparable(changes: Counter[Key]) -> Counter[Key]:
    """`undo 11` may take back that another was merged into it: what is undone is that other, so the person alone
    counts."""
    found = Counter[Key]()
    for (person, what, ticket), count in changes.items():
        found[person, what, 0 if what == "undone" else ticket] += count
    return found


WORDS = {"ticket_opened": "title", "ticket_commented": "text"}
"""Nobody says the same twice."""


def repeated_words(facts: Iterable[Fact]) -> Iterator[str]:
    words = Counter((fact.kind, fact.texts[WORDS[fact.kind]]) for fact in facts if _has_words(fact))
    yield from (f"{text} is there {count} times, as {kind}." for (kind, text), count in words.items() if count > 1)


def _has_words(fact: Fact) -> bool:
    return fact.kind in WORDS and bool(fact.texts.get(WORDS[fact.kind]))


def owners(facts: Iterable[Fact]) -> Iterator[str]:
    """Each change of the owner says who that was until then. Two owners at once: somebody got it while another had it,
    and it wasn't taken from that one."""
    has = dict[int, int | None]()
    for fact in (fact for fact in facts if fact.ticket is not None and "owner" in fact.data):
        number, before = fact.ticket or 0, has.get(fact.ticket or 0)
        after = fact.data["owner"]
        if after is not None and before is not None and after != before and fact.data.get("was") != before:
            yield f"#{number}: by event {fact.id} ({fact.kind}) member {after} has it while member {before} does."
        has[number] = after


def failures(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.kind in {"command_failed", "plugin_failed"}:
            yield f"Event {fact.id}: {fact.kind} {fact.data}."
