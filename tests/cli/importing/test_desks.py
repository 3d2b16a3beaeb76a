"""A desk that goes out as jsonl and comes in again is the same; where there are tickets, those that are new come."""

import json
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import closing
from pathlib import Path

import pytest

from chatbot.cli.importing.meeting import Wishes
from chatbot.cli.verifying import look_through
from chatbot.desk import arriving, billing, uniting, working
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.staging import Heading
from chatbot.desk.working import Entry
from store import aliases, journal
from store.copying import copy_desk, nobody
from tests.cli.importing.desks import Line, bring, given, lines, looked
from tests.cli.importing.rich import rich_desk
from tests.desk.doing import BOB, Dump, accept, dump_of, events, new
from tests.people import (
    FakeClock,
    add_member,
    add_role,
    fire_due,
    furnish,
    in_private,
    opened_database,
    opened_desk,
    shell,
)


@pytest.fixture
async def rich(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    (tmp_path / "there").mkdir()
    async with opened_database(tmp_path / "there") as database:
        yield await rich_desk(database, clock)


@pytest.fixture
async def empty(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    (tmp_path / "here").mkdir()
    async with opened_database(tmp_path / "here") as database:
        yield await opened_desk(database, clock)


OWN = frozenset({"seldom", "notice", "cursor", "arrival", "desk", "storm"})
"""Tables of what one desk alone is busy with."""
HERE = frozenset({"reporter_mask", "reporter_bound", "arrival_id"})
"""Columns that don't come along."""
UNNAMED = frozenset({"relation", "snooze", "note", "identity", "unquoted", "member_rate", "timer"})
"""Tables of which no row is known by its number."""


def rows(file: Path) -> Dump:
    with closing(sqlite3.connect(file)) as connection:
        dump = dump_of(connection)
    return {
        table: sorted((kept(table, row) for row in found if table != "timer" or not is_own(row)), key=repr)
        for table, found in dump.items()
        if table not in OWN and not table.startswith(("sqlite_", "ticket_word_"))
    }


def is_own(timer: Line) -> bool:
    """What is due of the desk as a whole, or of a storm."""
    return timer["kind"].startswith("storm_") or timer["kind"] in ("keep_end", "scrub")


def kept(table: str, row: Line) -> Line:
    gone = HERE | {"id"} if table in UNNAMED else HERE
    read = {"data": json.loads(row["data"])} if table == "event" else {}
    return {name: value for name, value in row.items() if name not in gone} | read


def without_the_import(text: str) -> list[Line]:
    """All but the first line, which says when it was made, and the word that there was an import."""
    return [line for line in lines(text)[1:] if line.get("event") not in ("tickets_imported", "import_done")]


async def test_a_desk_that_goes_out_and_comes_in_again_is_the_same(rich: Desk, empty: Desk) -> None:
    text = given(rich.database.file)
    came = await bring(empty, text)
    assert (came.reading.bad.told, came.whole) == ([], True)
    again = given(empty.database.file)
    for line, other in zip(without_the_import(text), without_the_import(again), strict=True):
        assert line == other
    assert look_through(empty.database.file, nobody) == []
    was, now = rows(rich.database.file), rows(empty.database.file)
    now["event"] = [row for row in now["event"] if row["kind"] not in ("tickets_imported", "import_done")]
    for table in was:
        assert now[table] == was[table], table


async def test_a_second_run_adds_nothing(rich: Desk, empty: Desk) -> None:
    text = given(rich.database.file)
    first = await bring(empty, text)
    before = rows(empty.database.file)
    again = looked(empty.database.file, text)
    assert (again.checked.new, len(again.checked.known), again.whole) == (0, first.checked.new, False)
    assert (again.reading.bad.told, list(again.carrying.parts())) == ([], [])
    await bring(empty, text)
    assert rows(empty.database.file) == before


@pytest.fixture
async def living(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    """alice, bob, charlie and ada are known here by accounts of another network; two tickets are here."""
    (tmp_path / "here").mkdir()
    async with opened_database(tmp_path / "here") as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        await accept(desk, BOB, await new(desk, title="here before"))
        await new(desk, title="here, too")
        yield desk


async def test_into_a_desk_with_tickets_come_those_that_are_new_under_numbers_that_are_free(
    rich: Desk, living: Desk
) -> None:
    text = given(rich.database.file)
    came = await bring(living, text)
    assert (came.reading.bad.told, came.whole) == ([], False)
    there = {line["number"]: line for line in lines(text, "ticket")}
    here = {line["uuid"]: line for line in lines(given(living.database.file), "ticket")}
    numbers = {number: here[line["uuid"]]["number"] for number, line in there.items()}
    highest = max(there)
    assert numbers == {number: number if number > 2 else highest + number for number in there}
    for number, line in there.items():
        other = here[line["uuid"]]
        for name in ("title", "description", "state", "owner", "priority", "private", "closed_at", "client", "key"):
            assert other[name] == line[name], (number, name)
        assert [one["minutes"] for one in other["time"]] == [one["minutes"] for one in line["time"]]
        assert {(one["kind"], one["ticket"]) for one in other["relations"]} == {
            (one["kind"], numbers[one["ticket"]]) for one in line["relations"]
        }
    assert look_through(living.database.file, nobody) == []
    assert await living.database.read(aliases.get, "desk", "1") == numbers[1]


async def test_nobody_gets_rights_by_an_import_into_a_desk_that_lives(rich: Desk, living: Desk) -> None:
    text = given(rich.database.file).replace('"name": "bob", "admin": false', '"name": "bob", "admin": true')
    await bring(living, text)
    found = {line["name"]: line for line in lines(given(living.database.file), "member")}
    assert {name for name, line in found.items() if line["admin"]} == {"ada"}
    assert (found["dora"]["accounts"], found["dora"]["zone"]) == ([], None)
    roles = {
        line["name"]: [one["name"] for one in line["members"]] for line in lines(given(living.database.file), "role")
    }
    assert roles == {"ops": ["bob"], "net": []}


async def test_who_asks_for_rights_gets_them(rich: Desk, living: Desk) -> None:
    await bring(living, given(rich.database.file), Wishes("desk", rights=True))
    found = {line["name"]: line for line in lines(given(living.database.file), "member")}
    assert [one["account"] for one in found["dora"]["accounts"]] == ["dora"]
    roles = {
        line["name"]: [one["name"] for one in line["members"]] for line in lines(given(living.database.file), "role")
    }
    assert roles == {"ops": ["bob", "dora"], "net": ["bob", "charlie", "dora"]}


@pytest.mark.parametrize("rights", [False, True])
async def test_a_role_that_came_has_its_digest(rich: Desk, living: Desk, *, rights: bool) -> None:
    await bring(living, given(rich.database.file), Wishes("desk", rights=rights))
    found = {line["name"]: [due["kind"] for due in line["due"]] for line in lines(given(living.database.file), "role")}
    assert found == {"ops": ["digest"], "net": ["digest"]}


async def test_nothing_that_came_is_news(rich: Desk, living: Desk) -> None:
    last = await living.database.read(journal.last_id)
    await bring(living, given(rich.database.file))
    kinds = {event.kind for event in await living.database.read(journal.list_news, last, limit=1000)}
    assert kinds == {"tickets_imported", "import_done", "member_added", "role_created", "client_added", "project_added"}


async def test_what_is_promised_is_whole_in_the_end_whoever_was_interrupted(
    rich: Desk, empty: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part is a transaction of its own, and the next dibs goes on with the next."""
    text = given(rich.database.file)
    with monkeypatch.context() as patched:
        patched.setattr(arriving, "finish", nothing)
        await bring(empty, text)
    assert lines(given(empty.database.file), "ticket") == []
    monkeypatch.setattr(arriving, "MADE_AT_ONCE", 1)
    while (await (await opened_desk(empty.database, clock)).change(NOBODY, arriving.settle)) is not None:
        pass
    assert without_the_import(given(empty.database.file)) == without_the_import(text)


async def nothing(*_: object, **__: object) -> int:
    return 0


async def test_of_an_offer_that_ran_out_meanwhile_its_reporter_is_told_when_dibs_runs_next(
    rich: Desk, empty: Desk, clock: FakeClock
) -> None:
    """As after a time in which it was off."""
    await bring(empty, given(rich.database.file))
    last = await empty.database.read(journal.last_id)
    offered = {
        line["number"]
        for line in lines(given(empty.database.file), "ticket")
        if any(one["state"] == "open" and one["member"] is None for one in line["offers"])
    }
    clock.advance(days=1)
    await fire_due(empty)
    news = await empty.database.read(journal.list_news, last, limit=1000)
    assert {event.ticket_id for event in news if event.kind == "ticket_timed_out"} == offered != set()


@pytest.mark.parametrize(("name", "said"), [("minutes", "minutes aren't those"), ("amount", "amount isn't that")])
async def test_a_bill_that_says_another_sum_than_its_lines_stays_there(
    rich: Desk, empty: Desk, name: str, said: str
) -> None:
    text = given(rich.database.file)
    (bill,) = lines(text, "bill")
    changed = json.dumps({**bill, name: bill[name] + 1})
    found = looked(
        empty.database.file,
        "".join(f"{changed if json.loads(line)['kind'] == 'bill' else line}\n" for line in text.splitlines()),
    )
    (told,) = found.reading.bad.told
    assert told.endswith(f": bill 1: its {said} of its lines.")


async def test_bills_come_along_and_what_is_on_them_is_not_billed_again(rich: Desk, empty: Desk) -> None:
    await bring(empty, given(rich.database.file))
    left = [await desk.change(in_private("ada"), billing.look, "acme", "") for desk in (rich, empty)]
    assert left[0] == left[1]
    shown = [await desk.look(in_private("ada"), billing.show, 1) for desk in (rich, empty)]
    assert shown[0] == shown[1]


async def test_who_comes_while_it_is_on_its_way_keeps_their_name_and_it_goes_on(rich: Desk, living: Desk) -> None:
    text = given(rich.database.file)
    found = looked(living.database.file, text)
    await add_member(living, "dora")
    await add_role(living, "net")
    heading = Heading("jsonl", "desk", "desk.jsonl", ranges=found.carrying.ranges(), event=found.newest)
    await arriving.take_in(living, shell(), heading, found.carrying.parts(), of=found.checked.new)
    names = [line["name"] for line in lines(given(living.database.file), "member")]
    assert len([name for name in names if name.startswith("dora@")]) == names.count("dora") == 1
    assert [line["name"] for line in lines(given(living.database.file), "role")].count("net") == 1
    assert look_through(living.database.file, nobody) == []


async def test_another_desk_under_the_same_label_comes_all_the_same(rich: Desk, living: Desk) -> None:
    await bring(living, given(rich.database.file))
    known = {
        line["uuid"]: "0" * 8 + line["uuid"][8:] for line in lines(given(rich.database.file))[1:] if "uuid" in line
    }
    text = given(rich.database.file)
    for uuid, other in known.items():
        text = text.replace(uuid, other)
    came = await bring(living, text)
    assert came.checked.new == len(lines(text, "ticket"))
    assert look_through(living.database.file, nobody) == []


async def test_time_that_went_to_another_ticket_comes_with_that_one_though_the_first_is_known(
    rich: Desk, living: Desk
) -> None:
    number, other = await new(rich, title="beamer broken"), await new(rich, title="projector dark")
    await accept(rich, BOB, number)
    await accept(rich, BOB, other)
    await rich.change(BOB, working.log, number, Entry(30, "looked"))
    await rich.change(BOB, uniting.merge, number, other)
    await bring(living, given(rich.database.file, "state:any beamer"))
    came = await bring(living, given(rich.database.file))
    assert came.reading.bad.told == []
    assert await events(living, "command_failed") == []
    assert look_through(living.database.file, nobody) == []
    titles = {line["title"]: line for line in lines(given(living.database.file), "ticket")}
    assert {"beamer broken", "projector dark"} <= set(titles)


async def test_time_that_came_with_one_ticket_doesnt_come_once_more_with_another(rich: Desk, living: Desk) -> None:
    number, other = await new(rich, title="beamer broken"), await new(rich, title="projector dark")
    await accept(rich, BOB, number)
    await accept(rich, BOB, other)
    await rich.change(BOB, working.log, number, Entry(30, "looked"))
    await bring(living, given(rich.database.file, "beamer"))
    await rich.change(BOB, uniting.merge, number, other)
    await bring(living, given(rich.database.file))
    found = {line["title"]: line["time"] for line in lines(given(living.database.file), "ticket")}
    assert [[one["minutes"] for one in found[title]] for title in ("beamer broken", "projector dark")] == [[30], []]


async def test_a_copy_of_a_desk_takes_in_what_came_to_be_in_the_other_one(tmp_path: Path, clock: FakeClock) -> None:
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        (tmp_path / "copy").mkdir()
        copy_desk(database.file, tmp_path / "copy" / "dibs.sqlite")
        await new(desk)
        text = given(database.file)
    async with opened_database(tmp_path / "copy") as database:
        copy = await opened_desk(database, clock)
        came = await bring(copy, text)
        assert (came.reading.bad.told, await events(copy, "command_failed")) == ([], [])
        assert [line["title"] for line in lines(given(database.file), "ticket")] == ["printer on fire"]
        assert look_through(database.file, nobody) == []


async def test_a_name_alone_brings_nobody_the_logins_of_another(rich: Desk, empty: Desk) -> None:
    await add_member(empty, "bob", network="elsewhere")
    found = [json.loads(line) for line in given(rich.database.file).splitlines()]
    for line in found:
        if line["kind"] == "member":
            line["uuid"] = line["uuid"][:-4] + "ffff"
    came = await bring(empty, "".join(json.dumps(line) + "\n" for line in found))
    assert came.met.by_name == ["bob"]
    bob = next(line for line in lines(given(empty.database.file), "member") if line["name"] == "bob")
    assert [one["network"] for one in bob["accounts"]] == ["elsewhere"]
