"""`dibs export`: what is in it, what never is, and who can read it."""

import csv
import io
import json
import re
import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chatbot.cli.exported import Source
from chatbot.cli.exporting import WRITERS
from chatbot.config import load
from chatbot.desk import billing, clients, editing, exporting, saved
from chatbot.desk.clients import ClientChange
from chatbot.desk.editing import Edit
from store import exported as rows
from store.copying import nobody
from store.peeking import peek
from tests.cli.desks import HERE, desk_in, files_in
from tests.cli.terminal import Terminal
from tests.desk.doing import ADA, BOB, CHARLIE, accept, close, comment, new, watch
from tests.desk.test_working import log
from tests.docs import page
from tests.people import in_private, stranger

Line = dict[str, Any]


def lines_of(text: str, kind: str | None = None) -> list[Line]:
    found = [json.loads(line) for line in text.splitlines()]
    return [line for line in found if kind is None or line["kind"] == kind]


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_the_whole_desk_is_one_line_for_each_thing(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        first, second = await new(desk), await new(desk, title="vpn down")
        await accept(desk, BOB, first)
        await comment(desk, BOB, first, "toner ordered")
        await watch(desk, CHARLIE, first)
        await close(desk, BOB, second, "fixed by itself")
    told = await terminal.dibs("export", "jsonl", "-")
    assert (told.code, told.err) == (0, "")
    (head,) = lines_of(told.out, "export")
    assert (head["version"], head["query"], head["private"]) == (exporting.VERSION, None, False)
    assert [line["name"] for line in lines_of(told.out, "member")] == ["alice", "bob", "charlie", "ada"]
    assert [(line["name"], line["members"][0]["name"]) for line in lines_of(told.out, "role")] == [("ops", "bob")]
    tickets = [(line["number"], line["state"], line["owner"], line["title"]) for line in lines_of(told.out, "ticket")]
    assert tickets == [(1, "accepted", "bob", "printer on fire"), (2, "closed", None, "vpn down")]
    assert [line["watchers"] for line in lines_of(told.out, "ticket")] == [["charlie"], []]
    texts = [line["texts"].get("text") for line in lines_of(told.out, "event") if line["texts"].get("text")]
    assert texts == ["toner ordered", "by itself"]


async def test_every_line_has_what_the_page_says_and_nothing_else(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        number = await new(desk)
        await desk.change(ADA, clients.add, "acme", ClientChange(rate="50", currency="USD"))
        await desk.change(ADA, editing.edit, number, Edit(client="acme"))
        await log(desk, BOB, number, 6)
        await desk.change(in_private("ada"), billing.mark, "acme", "")
        await desk.change(BOB, saved.save, None, "bobs", "owner:bob")
    told = await terminal.dibs("export", "jsonl", "-", "--private")
    documented = {
        kind: set(re.findall(r"`(\w+)`", names))
        for kind, names in re.findall(r"(?m)^\| `(\w+)` \| (.*) \|$", page("docs/export.md"))
    }
    assert {line["kind"]: set(line) - {"kind"} for line in lines_of(told.out)} == documented
    columns = re.findall(r"(?s)The columns are (.*?)\.", page("docs/export.md"))
    assert tuple(re.findall(r"`(\w+)`", columns[0])) == exporting.CSV_COLUMNS
    assert f"`version` is {exporting.VERSION}" in page("docs/export.md")


async def test_private_tickets_are_there_only_if_they_are_asked_for(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        public = await new(desk)
        hidden = await new(desk, in_private("alice"), title="canary", private=True)
        await comment(desk, in_private("bob"), hidden, "canary too")
    for words in (("jsonl", "-"), ("csv", "-"), ("jsonl", "-", "state:any"), ("csv", "-", "state:any")):
        told = await terminal.dibs("export", *words)
        assert told.code == 0
        assert "canary" not in told.out
        assert f'"ticket": {hidden}' not in told.out
        told = await terminal.dibs("export", "--private", *words)
        assert "canary" in told.out
    told = await terminal.dibs("export", "csv", "-")
    assert [row["number"] for row in table_of(told.out)] == [str(public)]


async def test_a_public_ticket_does_not_tell_that_it_belongs_to_a_private_one(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        public = await new(desk)
        hidden = await new(desk, in_private("alice"), private=True)
    assert (await terminal.dibs("say", f"link {public} see also {hidden}")).code == 0
    for words in (("jsonl", "-"), ("jsonl", "-", "state:any")):
        told = await terminal.dibs("export", *words)
        assert [line["relations"] for line in lines_of(told.out, "ticket")] == [[]]
        assert [line for line in lines_of(told.out, "event") if line["event"] == "ticket_linked"] == []
        told = await terminal.dibs("export", "--private", *words)
        relations = {line["number"]: line["relations"] for line in lines_of(told.out, "ticket")}
        assert [(one["kind"], one["ticket"]) for one in relations[public]] == [("see also", hidden)]


async def test_nothing_is_there_by_which_somebody_proves_who_they_are(terminal: Terminal, tmp_path: Path) -> None:
    """Neither passwords, nor where strangers came from, nor where somebody came from who isn't listened to."""
    async with desk_in(tmp_path) as desk:
        await new(desk, stranger("guest42"))
    assert (await terminal.dibs("say", "ignore *!*@evil.example spams")).code == 0
    with closing(sqlite3.connect(tmp_path / HERE)) as connection:
        connection.execute(
            "insert into password (identity_id, hash, changed_at, code) values (1, 'argon2x', '', 'c0de')"
        )
        connection.commit()
    for format_ in ("jsonl", "csv"):
        told = await terminal.dibs("export", format_, "-", "--private")
        assert "guest42" in told.out
        assert [word for word in ("host.example", "evil.example", "argon2x", "c0de") if word in told.out] == []


async def test_a_query_finds_as_search_does_and_brings_the_events_of_what_it_finds(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        first, second = await new(desk), await new(desk, title="vpn down")
        await accept(desk, BOB, first)
    told = await terminal.dibs("export", "jsonl", "-", "owner:bob")
    assert [line["number"] for line in lines_of(told.out, "ticket")] == [first]
    assert {line["ticket"] for line in lines_of(told.out, "event")} == {first}
    assert lines_of(told.out, "export")[0]["query"] == "owner:bob"
    told = await terminal.dibs("export", "csv", "-", "vpn")
    assert [row["number"] for row in table_of(told.out)] == [str(second)]


async def test_a_query_brings_along_whoever_its_tickets_name_and_nobody_else(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        first, _ = await new(desk), await new(desk, CHARLIE, title="vpn down")
        await accept(desk, BOB, first)
    told = await terminal.dibs("export", "jsonl", "-", "owner:bob")
    kinds = [line["kind"] for line in lines_of(told.out)]
    named = [(line["name"], line.get("members")) for line in lines_of(told.out, "member") + lines_of(told.out, "role")]
    assert sorted(named, key=str) == [("alice", None), ("bob", None), ("ops", [])]
    assert kinds.index("ticket") > max(kinds.index(kind) for kind in ("member", "role", "type"))
    assert len(kinds) == len(set(kinds) - {"member", "event"}) + 2 + kinds.count("event")


async def test_a_query_that_cant_be_read_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    told = await terminal.dibs("export", "csv", "t.csv", "owner:nobody-known")
    assert (told.code, told.out) == (1, "")
    assert "nobody-known" in told.err
    assert not (tmp_path / "t.csv").exists()


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@sum(a1)", '=cmd|"/c calc"!a1'])
async def test_no_cell_of_a_table_is_a_formula(terminal: Terminal, tmp_path: Path, title: str) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk, title=title, description=f"{title}\nmore")
    told = await terminal.dibs("export", "csv", "-")
    (row,) = table_of(told.out)
    assert (row["title"], row["description"]) == (f"'{title}", f"'{title}\nmore")
    assert [line["title"] for line in lines_of((await terminal.dibs("export", "jsonl", "-")).out, "ticket")] == [title]


@pytest.mark.parametrize("value", ["\t=1", "\r=1", "\x1b[31m=1"])
def test_neither_a_sign_that_nobody_sees_nor_a_space_hides_one(value: str) -> None:
    assert exporting.cell(value)[0] in ("'", "[")


def test_a_number_is_no_formula() -> None:
    assert [exporting.cell(value) for value in (12, -1, True, None, "plain")] == ["12", "-1", "yes", "", "plain"]


async def test_whoever_names_no_format_is_told_which_there_are(terminal: Terminal) -> None:
    told = await terminal.dibs("export")
    assert told.code == 2
    assert "Missing argument 'FORMAT'" in told.err
    assert "jsonl" in told.err


async def test_only_you_can_read_it_and_nothing_else_is_made(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    before = files_in(tmp_path)
    told = await terminal.dibs("export", "csv", "t.csv")
    assert (told.code, told.out, told.err) == (0, "", "t.csv: 2 lines.\n")
    assert files_in(tmp_path) == before | {"t.csv": 0o600}


async def test_a_file_that_is_there_is_replaced_only_by_force(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    terminal.write("t.csv", "mine")
    told = await terminal.dibs("export", "csv", "t.csv")
    assert (told.code, told.err) == (2, "t.csv is there already. Name another file, or write --force.\n")
    assert (tmp_path / "t.csv").read_text() == "mine"
    assert (await terminal.dibs("export", "csv", "t.csv", "--force")).code == 0
    assert table_of((tmp_path / "t.csv").read_text()) == []


async def test_a_desk_that_runs_is_exported(terminal: Terminal) -> None:
    async with terminal.running():
        await terminal.dibs("say", "new printer on fire")
        told = await terminal.dibs("export", "csv", "-")
    assert [row["title"] for row in table_of(told.out)] == ["printer on fire"]


def written(folder: Path, format_: str, query: str) -> str:
    out = io.StringIO(newline="")
    with peek(folder / HERE) as found:
        WRITERS[format_](Source(found, load(None), query, private=False), out, nobody)
    return out.getvalue()


async def test_what_comes_in_parts_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk_in(tmp_path) as desk:
        for _ in range(7):
            await comment(desk, BOB, await new(desk))
    whole = {query: written(tmp_path, "jsonl", query) for query in ("", "printer")}
    for module in (rows, exporting):
        monkeypatch.setattr(module, "PART", 2)
    for query, text in whole.items():
        numbers = [line["number"] for line in lines_of(text, "ticket")]
        assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7]
        parts = written(tmp_path, "jsonl", query)
        assert len(lines_of(parts)) == len(lines_of(text))
        assert {line["uuid"] for line in lines_of(parts, "event")} == {line["uuid"] for line in lines_of(text, "event")}


class Nowhere(io.StringIO):
    """What is written is kept nowhere."""

    def write(self, text: str, /) -> int:
        return len(text)


async def test_a_large_desk_is_never_in_memory_at_once(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await comment(desk, BOB, await new(desk))

    def peak(tickets: int) -> int:
        with closing(sqlite3.connect(tmp_path / HERE)) as connection:
            connection.execute(MANY, [tickets])
            connection.commit()
        tracemalloc.start()
        with peek(tmp_path / HERE) as found:
            WRITERS["jsonl"](Source(found, load(None), "", private=False), Nowhere(), nobody)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(2_000)
    assert peak(8_000) < few * 1.5


MANY = """
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
    insert into ticket (uuid, desk, type, state, role_id, title, priority, reporter_name, reporter_network, opened_at,
        changed_at)
    select hex(randomblob(8)), desk, type, state, role_id, printf('%.300c', 'x'), 2, '', '', opened_at, changed_at
    from n, ticket where ticket.id = 1"""
