"""Whether all was said that was to be said: by the journal, by the outbox, and by what people heard."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from chatbot.cli.verifying import look_through
from chatbot.desk.when import MARK
from tests.chaos.auditor import Audit, Fact, audit_changes, facts_in
from tests.chaos.transcripts import Book, named, plain

BACK = "While you were away: "
CHANNEL = "the channel"
TOLD_OTHERWISE = frozenset({"it was undone", "said in their morning line"})
"""Why a notice isn't said, where another event says that."""


@dataclass(frozen=True, slots=True)
class Row:
    """A notice. `to`: the name of its person, or the channel."""

    id: int
    event: int
    ticket: int | None
    to: str
    text: str
    words: tuple[str, ...]
    """With which a line begins that says it together with others."""
    status: str
    reason: str
    line: int


def rows_in(tables: sqlite3.Connection) -> list[Row]:
    found = tables.execute(
        """select notice.id, event_id, ticket_id, target, member.name, text, joined, crowd, status,
               reason, line_id
           from notice left join member on member.id = member_id order by notice.id"""
    ).fetchall()
    return [
        Row(number, event, ticket, CHANNEL if target == "channel" else name or "?", text,
            tuple(word for word in (joined, crowd) if word), status, reason, line or number)
        for number, event, ticket, target, name, text, joined, crowd, status, reason, line in found
    ]  # fmt: skip


def audit(file: Path, book: Book) -> Audit:
    """All of it. What `dibs verify` finds is among it: pages, references, and whether the journal tells the state."""
    found = audit_changes(file, book)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as tables:
        facts, rows = facts_in(tables), rows_in(tables)
        people = dict(tables.execute("select id, name from member").fetchall())
        reporters = dict(tables.execute("select id, reporter_id from ticket").fetchall())
    statuses = Counter(row.status for row in rows)
    found.counts["notices"] = len(rows)
    found.counts["notices said"] = statuses["sent"]
    found.counts["notices outdated before they were said"] = statuses["superseded"]
    found.add("notices that nobody made", unmade(facts, rows, people, reporters))
    found.add("notices that wait still", waiting(rows, book))
    found.add("notices given up without a word", untold(facts, rows))
    found.add("notices lost", unheard(rows, book))
    found.counts["notices said again"] = said_again(rows, book)
    found.add("faults that dibs verify finds", look_through(file, lambda _done, _of: None))
    return found


def expected(fact: Fact, reporter: int | None) -> Iterator[int | str]:
    """Whom an event is to be told to, at the least: the ids of members, or the channel."""
    data, doer = fact.data, fact.person
    if fact.kind == "prompt_opened":
        yield CHANNEL
    elif fact.kind in {"ticket_accepted", "ticket_closed", "ticket_timed_out", "ticket_commented"}:
        if reporter is not None:
            yield reporter
        if fact.kind == "ticket_accepted" and data.get("asker"):
            yield data["asker"]
    elif fact.kind == "ticket_stolen":
        yield data["was"]
    elif fact.kind == "assignment_offered":
        yield data["person"]
    elif fact.kind == "assignment_declined":
        yield data["asker"]
    assert doer is None or isinstance(doer, str)


def unmade(
    facts: Iterable[Fact], rows: Iterable[Row], people: dict[int, str], reporters: dict[int, int | None]
) -> Iterator[str]:
    made = {(row.event, row.to) for row in rows}
    for fact in facts:
        for whom in expected(fact, reporters.get(fact.ticket or 0)):
            name = whom if isinstance(whom, str) else people[whom]
            if name != fact.person and (fact.id, name) not in made:
                yield f"#{fact.ticket}: {fact.kind} (event {fact.id}) is to be told to {name}, and no notice says it."


def waiting(rows: Iterable[Row], book: Book) -> Iterator[str]:
    """Who is in the book is there, in the end."""
    for row in rows:
        if row.status in {"queued", "waiting"} and (row.to == CHANNEL or row.to in book.people):
            yield f"Notice {row.id} for {row.to} is {row.status} still: {row.text}"


def untold(facts: Iterable[Fact], rows: Iterable[Row]) -> Iterator[str]:
    """What won't be said stands in the journal, with the reason."""
    kinds = {"superseded": "notice_superseded", "refused": "notice_undelivered"}
    known = {(fact.kind, fact.data.get("notice")) for fact in facts if fact.kind in kinds.values()}
    for row in rows:
        if row.status in kinds and row.reason not in TOLD_OTHERWISE and (kinds[row.status], row.id) not in known:
            yield f"Notice {row.id} for {row.to} is {row.status}, and the journal doesn't say why: {row.text}"


def unheard(rows: Iterable[Row], book: Book) -> Iterator[str]:
    """Lines that the server is said to have taken, and that nobody heard."""
    lines = heard_by(book)
    for group in groups(rows).values():
        first = group[0]
        if not is_heard(group, lines[first.to]):
            yield f"Notice {first.id} for {first.to} counts as said, and wasn't heard: {first.text}"
    yield from too_few(rows, lines)


def heard_by(book: Book) -> defaultdict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    found.update({person: [plain(text) for text in one.heard] for person, one in book.people.items()})
    found[CHANNEL] = [plain(text) for text in book.channel]
    return found


def groups(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """By the line in which they were said."""
    found = defaultdict[int, list[Row]](list)
    for row in rows:
        if row.status == "sent":
            found[row.line].append(row)
    return found


def is_heard(group: list[Row], heard: Iterable[str]) -> bool:
    numbers = {row.ticket for row in group if row.ticket is not None}
    words = {word for row in group for word in row.words} | {BACK}
    return any(
        is_said(group[0], text)
        if len(group) == 1 and not text.startswith(tuple(words))
        else _together(text, words, numbers)
        for text in heard
    )


def _together(text: str, words: set[str], numbers: set[int]) -> bool:
    """Where there are too many the last ones are counted, so the first ones are enough."""
    return text.startswith(tuple(words)) and bool(named(text) & numbers)


def is_said(row: Row, text: str) -> bool:
    """As it was written; but for the marks before what to type, and moments, which each reads on their own clock."""
    parts = MOMENT.split(shape(row.text))
    return shape(text).startswith(parts[0]) and shape(text).endswith(parts[-1].strip()) and len(parts) <= 2


TO_TYPE = re.compile("\x1a|!")
MOMENT = re.compile(f"{MARK}[-0-9T:.Z]{{24}} *{MARK}")


def shape(text: str) -> str:
    return TO_TYPE.sub("", text)


def same_for_all(group: list[Row]) -> bool:
    return len(group) == 1 and not MOMENT.search(group[0].text)


def too_few(rows: Iterable[Row], lines: dict[str, list[str]]) -> Iterator[str]:
    """Said twice for two reasons, and heard once; be it in a line with others."""
    found = [group[0] for group in groups(rows).values() if same_for_all(group)]
    for (to, text), count in Counter((row.to, shape(row.text)) for row in found).items():
        row = next(row for row in found if (row.to, shape(row.text)) == (to, text))
        heard = sum(shape(one) == text or _together(one, {*row.words, BACK}, {row.ticket or 0}) for one in lines[to])
        if 0 < heard < count:  # what wasn't heard at all is told by `unheard`
            yield f"{to} was to hear {count} times, and heard {heard} times: {text}"


def said_again(rows: Iterable[Row], book: Book) -> int:
    """Of those that were lines of their own."""
    said = Counter((group[0].to, shape(group[0].text)) for group in groups(rows).values() if same_for_all(group))
    heard = {to: Counter(shape(text) for text in texts) for to, texts in heard_by(book).items()}
    return sum(max(heard[to][text] - count, 0) for (to, text), count in said.items() if to in heard)
