"""What a desk forgets again that is taken back from a backup: what was taken out since, and not what only moved."""

import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from chatbot.desk import forgetting, redacting, splitting, stopwatches, uniting
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.stopwatches import Stop
from store import gone
from store.copying import copy_desk
from store.gone import Gone
from store.opening import SCHEMA
from store.peeking import Peek, peek
from tests.desk.doing import ADA, BOB, accept, comment, dump, new, undo
from tests.people import FakeClock, in_private

PASTED = "crimson-horse-battery"
CASE = "the case is blue"

Change = Callable[[Desk], Awaitable[object]]


async def merge(desk: Desk) -> None:
    await desk.change(BOB, uniting.merge, 1, 2)


async def merge_on(desk: Desk) -> None:
    await desk.change(BOB, uniting.merge, 2, 3)


async def split(desk: Desk) -> None:
    await desk.change(BOB, splitting.split, 1, 1, "the case")


async def stop(desk: Desk) -> None:
    await desk.change(BOB, stopwatches.stop, Stop())


async def stop_with_other_words(desk: Desk) -> None:
    await desk.change(BOB, stopwatches.stop, Stop(text="what it came to"))


async def take_back(desk: Desk) -> None:
    await undo(desk, BOB)


MOVES = {
    "merged": [merge],
    "merged twice": [merge, merge_on],
    "merged and taken back": [merge, take_back],
    "merged again": [merge, take_back, merge],
    "split": [split],
    "split and taken back": [split, take_back],
    "stopped": [stop],
    "stopped and taken back": [stop, take_back],
    "stopped again": [stop, take_back, stop],
    "stopped with other words": [stop_with_other_words],
}


CASES = [
    pytest.param(steps[:at], steps[at:], id=f"{name}, {at} of it before the backup")
    for name, steps in MOVES.items()
    for at in range(len(steps))
]


@pytest.fixture(autouse=True)
async def texts(desk: Desk, clock: FakeClock) -> None:
    """Three tickets of bob's; on the first he said something, and what he does there just now."""
    for _ in range(3):
        await accept(desk, BOB, await new(desk))
    await comment(desk, BOB, 1, f"{CASE}: {PASTED}")
    await desk.change(BOB, stopwatches.start, 1, f"opening it with {PASTED}")
    clock.advance(minutes=5)


async def gone_since(desk: Desk, backup: Path, after: Sequence[Change]) -> Gone:
    """What is found where that is done after the backup."""
    copy_desk(desk.database.file, backup)
    for change in after:
        await change(desk)
    with peek(backup) as found:
        found.beside(desk.database.file)
        return found.read(gone.read)


@pytest.mark.parametrize(("before", "after"), CASES)
async def test_a_text_that_moved_since_is_not_gone(
    desk: Desk, tmp_path: Path, before: Sequence[Change], after: Sequence[Change]
) -> None:
    for change in before:
        await change(desk)
    assert (await gone_since(desk, tmp_path / "b.db", after)).texts == []


@pytest.mark.parametrize(("before", "after"), CASES)
async def test_a_text_that_was_redacted_since_is_redacted_wherever_it_stood(
    desk: Desk, tmp_path: Path, before: Sequence[Change], after: Sequence[Change]
) -> None:
    for change in before:
        await change(desk)
    found = await gone_since(desk, tmp_path / "b.db", [*after, redact_all])
    said = dump(tmp_path / "b.db")["event_text"]
    assert [text.event_id for text in found.texts] == [row["event_id"] for row in said if PASTED in row["texts"]]
    assert [text.there for text in found.texts] == [{"text": redacting.MARK}] * 2


async def redact_all(desk: Desk) -> None:
    """On whatever ticket it stands by now."""
    for ticket in dump(desk.database.file)["ticket"]:
        for entry in await desk.look(in_private("ada"), redacting.entries, ticket["id"]):
            if PASTED in entry.text:
                await redacting.redact(desk, ADA, ticket["id"], entry.number)


async def test_a_text_that_went_with_its_author_is_gone_though_it_had_moved(desk: Desk, tmp_path: Path) -> None:
    found = await gone_since(desk, tmp_path / "b.db", [merge, merge_on, forget])
    assert [text.there for text in found.texts] == [None, None]


async def forget(desk: Desk) -> None:
    await forgetting.forget(desk, ADA, Person("bob"), "really")


Origin = Callable[[int], int]
"""Of the event of a move, from 1 on: that from which its text came. Those below 1 are comments."""

ORIGINS: dict[str, Origin] = {
    "one text on and on": lambda move: move - 1,
    "one text to and fro": lambda _: 0,
    "as many texts": lambda move: -move,
}


@pytest.mark.parametrize("of", ORIGINS.values(), ids=ORIGINS)
def test_four_times_as_many_moves_take_about_four_times_as_long(tmp_path: Path, of: Origin) -> None:
    few, many = (_steps(tmp_path / f"{count}.db", of, count) for count in (500, 2000))
    assert many < 6 * few


def _steps(file: Path, of: Origin, moves: int) -> int:
    """Which SQLite takes to find nothing gone of a desk beside itself, in tens."""
    counted = count()
    with closing(_with_moves(file, of, moves)) as connection:
        connection.execute("attach database ? as other", [str(file)])
        connection.set_progress_handler(lambda: next(counted) < 0, 10)
        assert Peek(connection, lambda: None).read(gone.read).texts == []
    return next(counted)


def _with_moves(file: Path, of: Origin, moves: int) -> sqlite3.Connection:
    """Each text stands where it came to last."""
    came_from = {move: of(move) for move in range(1, moves + 1)}
    last = [moves] if 0 in came_from.values() else list(came_from)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(SCHEMA.read_text())
    connection.execute("begin")
    for event in {*came_from.values(), *came_from}:
        data = json.dumps({"of": came_from[event]} if event in came_from else {})
        kind = "comment_moved" if event in came_from else "ticket_commented"
        connection.execute(
            "insert into event (id, uuid, desk, at, kind, actor, data) values (?, ?, 'here', '2026', ?, 'bob', ?)",
            [event, f"u{event}", kind, data],
        )
    texts = [(event, json.dumps({"text": str(event)})) for event in last]
    connection.executemany("insert into event_text (event_id, texts) values (?, ?)", texts)
    connection.execute("commit")
    return connection
