"""Lines that can't be taken: each is told with its number, and the others come in."""

import json
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chatbot.cli.importing.old import BadFile
from chatbot.desk import roles
from chatbot.desk.desk import Desk
from chatbot.desk.roles import RoleChange
from store.times import to_text
from tests.cli.importing.desks import MUCH_LATER, Line, bring, given, lines, looked
from tests.desk.doing import BOB, accept, comment, new
from tests.people import FakeClock, furnish, opened_database, opened_desk, shell


@pytest.fixture
async def there(tmp_path: Path, clock: FakeClock) -> str:
    """Two tickets, of which bob has the first."""
    (tmp_path / "there").mkdir()
    async with opened_database(tmp_path / "there") as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        number = await new(desk)
        await accept(desk, BOB, number)
        await comment(desk, BOB, number)
        await new(desk, title="vpn down")
        return given(database.file)


@pytest.fixture
async def empty(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    (tmp_path / "here").mkdir()
    async with opened_database(tmp_path / "here") as database:
        yield await opened_desk(database, clock)


def changed(text: str, kind: str, change: Callable[[Line], Any]) -> tuple[str, int]:
    """The file with the first line of that kind as it is after the change, and the number of that line."""
    found = text.splitlines()
    place = next(no for no, line in enumerate(found) if json.loads(line)["kind"] == kind)
    line = json.loads(found[place])
    change(line)
    found[place] = json.dumps(line)
    return "\n".join(found) + "\n", place + 1


def entry(**more: object) -> Line:
    row = {"id": 1, "member": 2, "minutes": 5, "day": "2026-11-20", "corrects": None, "event": 1}
    return {**row, "created_at": "2026-11-20T10:00:00.000Z", **more}


def offer(number: int) -> Line:
    at = "2026-11-20T10:00:00.000Z"
    row: Line = {"id": number, "role_id": 1, "member": None, "asker_id": None, "asker": "", "state": "open"}
    row |= {"opened_at": at, "expires_at": at, "lifetime": 60, "ends_by": "lifetime", "every": 60, "repeats": 0}
    return {**row, "heard_at": None, "ended_at": None, "bundle": None, "answers": [], "snoozes": [], "due": []}


BAD: dict[str, tuple[str, Callable[[Line], Any]]] = {
    "it has no title.": ("ticket", lambda line: line.pop("title")),
    "its title isn't what docs/export.md says.": ("ticket", lambda line: line.update(title=" \u200b\x02 ")),
    "its title is too long.": ("ticket", lambda line: line.update(title="x" * 10_000)),
    "its number is no number.": ("ticket", lambda line: line.update(number="1")),
    "its number is too large.": ("ticket", lambda line: line.update(number=2**31)),
    "its private is neither true nor false.": ("ticket", lambda line: line.update(private=0)),
    "its priority is none of the words that may stand there.": ("ticket", lambda line: line.update(priority="high!")),
    "its uuid isn't what docs/export.md says.": ("ticket", lambda line: line.update(uuid="'; drop table ticket")),
    "its opened_at isn't what docs/export.md says.": ("ticket", lambda line: line.update(opened_at="yesterday")),
    "its offers is no list.": ("ticket", lambda line: line.update(offers={"id": 1})),
    "its offers.0.member is no number.": ("ticket", lambda line: line["offers"][0].update(member="bob")),
    "its time.0.minutes is too large.": ("ticket", lambda line: line.update(time=[entry(minutes=10**9)])),
    "its kind is none of": ("ticket", lambda line: line.update(kind="invoice")),
    "it names the role 99": ("ticket", lambda line: line.update(role_id=99)),
    "it names the member 99": ("ticket", lambda line: line.update(owner_id=99)),
    "its type bug is neither here": ("ticket", lambda line: line.update(type="bug")),
    "its type request has no state 9": ("ticket", lambda line: line.update(code=9)),
    "it is offered twice at a time.": ("ticket", lambda line: line.update(offers=[offer(7), offer(8)])),
    "there is no good line of its role 99.": ("event", lambda line: line.update(role_id=99)),
    "ticket_opened has no type in its data.": ("event", lambda line: line.update(event="ticket_opened", data={})),
    "its data.a": ("event", lambda line: line.update(data={"a": {"b": {}}})),
}


def due(kind: str) -> Line:
    return {"kind": kind, "at": "2026-11-20T10:00:00.000Z"}


ODD: Sequence[tuple[str, Callable[[Line], Any]]] = (
    ("role", lambda line: line.update(every=0)),
    ("role", lambda line: line.update(lifetime=0)),
    ("role", lambda line: line.update(lifetime=2**40)),
    ("role", lambda line: line.update(name="ops\x1b[2J")),
    ("role", lambda line: line.update(due=[due("prompt_end")])),
    ("type", lambda line: line.update(keep=2**40)),
    ("type", lambda line: line["edges"][0].update(next=77)),
    ("type", lambda line: line.update(start=77)),
    ("member", lambda line: line.update(name="forgotten 51")),
    ("member", lambda line: line.update(zone="../x")),
    ("ticket", lambda line: line.update(time=[entry(day="2026-02-31")])),
    ("ticket", lambda line: line.update(time=[entry(day="\u0662026-02-01")])),
    ("ticket", lambda line: line.update(time=[entry(), entry(id=2, corrects=3), entry(id=3, corrects=2)])),
    ("ticket", lambda line: line.update(due=[due("prompt_end")])),
    ("ticket", lambda line: line.update(resolution="done\u202e")),
    ("event", lambda line: line.update(event="ticket_held", data={"state": 3, "until": None})),
    ("event", lambda line: line.update(event="ticket_linked", data={"other": 2, "relation": "x", "back": False})),
    ("event", lambda line: line.update(at="9999-12-31T23:59:59.999Z")),
    ("event", lambda line: line.update(at=to_text(MUCH_LATER + timedelta(days=2)))),
    ("event", lambda line: line.update(event="ticket_held", data={"state": 3, "until": "9999-12-31T23:59:59.999Z"})),
    ("ticket", lambda line: line.update(opened_at="0001-01-01T00:00:00.000Z")),
    ("ticket", lambda line: line.update(held_until=to_text(MUCH_LATER + timedelta(days=2 * 366 + 2)))),
)
"""What would have dibs ask without end, show what nobody can read, or fail at it later."""


async def test_what_would_break_the_desk_later_is_told_and_left_out(there: str, empty: Desk) -> None:
    for kind, change in ODD:
        text, no = changed(there, kind, change)
        told = looked(empty.database.file, text).reading.bad.told
        assert any(one.startswith(f"Line {no}: ") for one in told), (kind, text.splitlines()[no - 1])


async def test_a_line_that_cant_be_taken_is_told_with_its_number_and_the_others_come(there: str, empty: Desk) -> None:
    for said, (kind, change) in BAD.items():
        text, no = changed(there, kind, change)
        found = looked(empty.database.file, text)
        assert found.reading.bad.told, said
        first = found.reading.bad.told[0]
        assert first.startswith(f"Line {no}: "), said
        assert said in first
        assert found.checked.new == (2 if kind == "event" else 1), said


RAW = {
    b"{": "it is no JSON.",
    b"[1, 2]": "it is no object.",
    b'"text"': "it is no object.",
    b"\xff\xfe": "it is no JSON.",
    b"[" * 200_000: "it is no JSON.",
    b'{"kind": "ticket", "number": ' + b"9" * 10_000 + b"}": "it is no JSON.",
    b'{"kind": "ticket", "number": NaN}': "it is no JSON.",
    b'{"kind": "export", "version": 1}': "it has no desk.",
}


async def test_what_is_no_line_at_all_stops_nothing(there: str, empty: Desk) -> None:
    first, *others = there.encode().splitlines(keepends=True)
    for raw, said in RAW.items():
        found = looked(empty.database.file, first + raw + b"\n" + b"".join(others))
        assert found.checked.new == 2
        assert found.reading.bad.told == [f"Line 2: {said}"]


async def test_what_is_no_export_is_refused_as_a_whole(empty: Desk) -> None:
    wrong = ("", "number,title\n", "[]\n", '{"kind": "ticket"}\n', '{"kind": "export", "version": true}\n', "\x00\n")
    for first in wrong:
        with pytest.raises(BadFile) as bad:
            looked(empty.database.file, first)
        assert len(str(bad.value)) < 200


async def test_an_export_of_a_newer_dibs_is_refused(there: str, empty: Desk) -> None:
    with pytest.raises(BadFile, match="It is of version 2, and this dibs reads version 1"):
        looked(empty.database.file, there.replace('"version": 1', '"version": 2', 1))


async def test_what_is_there_twice_comes_once(there: str, empty: Desk) -> None:
    twice = [line for line in there.splitlines() if json.loads(line)["kind"] in ("ticket", "event", "member")]
    came = await bring(empty, there + "\n".join(twice) + "\n")
    assert came.reading.bad.count == len(twice)
    assert len(lines(given(empty.database.file), "ticket")) == 2


async def test_of_a_ticket_that_cant_be_taken_nothing_comes(there: str, empty: Desk) -> None:
    text, no = changed(there, "ticket", lambda line: line.update(owner_id=99))
    came = await bring(empty, text)
    (said,) = came.reading.bad.told
    assert said.startswith(f"Line {no}: ticket 1: it names the member 99, of which there is no good line.")
    assert said.endswith("Its 4 events are left out with it.")
    found = given(empty.database.file)
    assert [line["title"] for line in lines(found, "ticket")] == ["vpn down"]
    assert {line["ticket"] for line in lines(found, "event")} == {None, 2}


async def test_a_ticket_that_its_events_dont_tell_is_told_as_it_stands(there: str, empty: Desk) -> None:
    """Where some of them can't be taken."""
    kept = [line for line in there.splitlines() if '"event": "ticket_accepted"' not in line]
    await bring(empty, "\n".join(kept) + "\n")
    kinds = [line["event"] for line in lines(given(empty.database.file), "event") if line["ticket"] == 1]
    assert kinds[-1] == "ticket_arrived"


def linked(text: str, kind: str) -> str:
    """Each of the two tickets stands so to the other, and the first one to itself."""
    found = [json.loads(line) for line in text.splitlines()]
    for line in found:
        if line["kind"] == "ticket":
            others = [3 - line["number"], 1] if line["number"] == 1 else [1]
            line["relations"] = [
                {"kind": kind, "ticket": other, "since": "2026-11-20T10:00:00.000Z"} for other in others
            ]
    return "\n".join(map(json.dumps, found)) + "\n"


@pytest.mark.parametrize("kind", ["blocks", "duplicates", "part of"])
async def test_no_file_brings_a_circle_that_nobody_could_make_here(there: str, empty: Desk, kind: str) -> None:
    came = await bring(empty, linked(there, kind))
    assert came.reading.bad.told == [
        f"Ticket 2: that it {kind} 1 closes a circle; that alone is left out.",
        f"Ticket 1: that it {kind} 1 closes a circle; that alone is left out.",
    ]
    relations = [line["relations"] for line in lines(given(empty.database.file), "ticket")]
    assert [[one["ticket"] for one in some] for some in relations] == [[2], []]


async def test_an_open_role_gets_no_private_ticket_out_of_a_file(there: str, empty: Desk) -> None:
    text, no = changed(there, "ticket", lambda line: line.update(private=True))
    text, _ = changed(text, "role", lambda line: line.update(open=True))
    (told,) = looked(empty.database.file, text).reading.bad.told
    assert told.startswith(f"Line {no}: ticket 1: it is private, and its role ops is open to anyone.")


async def test_a_role_that_is_open_here_gets_none_either(there: str, empty: Desk) -> None:
    await furnish(empty)
    await new(empty)
    await empty.change(shell(), roles.put, "ops", RoleChange(open=True))
    text, no = changed(there, "ticket", lambda line: line.update(private=True))
    told = looked(empty.database.file, text).reading.bad.told
    assert f"Line {no}: ticket 1: it is private, and its role ops is open to anyone." in told[0]


async def test_what_may_go_around_comes_in(there: str, empty: Desk) -> None:
    text = linked(there, "follows")
    assert (await bring(empty, text)).reading.bad.told == []
