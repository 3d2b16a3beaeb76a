"""`dibs verify`: what it finds, in sentences, and that it only reads."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store import pages
from store.failures import CantOpen
from store.peeking import peek
from tests.cli.desks import HERE, desk_in, files_in
from tests.cli.terminal import Terminal
from tests.desk.doing import BOB, accept, comment, new


async def test_a_sound_desk_is_said_to_be_sound_while_it_runs_too(terminal: Terminal) -> None:
    async with terminal.running():
        await terminal.dibs("say", "new printer on fire")
        told = await terminal.dibs("verify")
    assert (told.code, told.err) == (0, "")
    assert told.out == f"{HERE}: sound, and its journal tells the state that it is in.\n"


async def test_looking_makes_no_file_and_changes_none(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    before, held = files_in(tmp_path), (tmp_path / HERE).read_bytes()
    await terminal.dibs("verify")
    assert (files_in(tmp_path), (tmp_path / HERE).read_bytes()) == (before, held)


async def test_a_look_is_of_one_moment_though_somebody_begins_to_write_meanwhile(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    at_rest = files_in(tmp_path)
    with peek(tmp_path / HERE) as found:
        found.stand_still()
        before = found.read(pages.tickets_after, 0)
        async with desk_in(tmp_path) as desk:
            for _ in range(15):
                await comment(desk, BOB, await new(desk), "word " * 500)
        assert (found.read(pages.tickets_after, 0), found.faults()) == (before, [])
    with peek(tmp_path / HERE) as found:
        assert len(found.read(pages.tickets_after, 0)) == 16
    assert files_in(tmp_path) == at_rest


async def test_where_a_look_can_hold_nobody_off_it_says_that_somebody_wrote(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    (tmp_path / f"{HERE}-journal").touch()  # as on a read-only medium, it is read without a file beside it
    with peek(tmp_path / HERE) as found:
        assert len(found.read(pages.tickets_after, 0)) == 1
        async with desk_in(tmp_path) as desk:
            await new(desk)
        with pytest.raises(CantOpen, match=r"Somebody wrote to the database .* while it was read\. Try again\."):
            found.read(pages.tickets_after, 0)


CHANGES = {
    "update ticket set owner_id = null, state = 1 where id = 2": (
        "#2: state is 1, by the journal 2, owner is nobody, by the journal 2."
    ),
    "update ticket set priority = 4 where id = 1": "#1: priority is 4, by the journal 2.",
    "update ticket set private = 1 where id = 1": "#1: private is yes, by the journal no.",
    "insert into ticket (uuid, desk, type, state, role_id, title, priority, reporter_name, reporter_network, opened_at,"
    " changed_at) select 'x', desk, type, state, role_id, 'secret', 2, '', '', opened_at, changed_at from ticket"
    " where id = 1": "#3: it is there, and the journal knows nothing of it.",
    "delete from ticket where id = 1": "#1: the journal tells of it, and it isn't there.",
    "insert into relation (ticket_id, kind, other_id, created_at) values (1, 'blocks', 2, ''), (2, 'blocks', 1, '')": (
        "#2 blocks #1: that closes a circle."
    ),
    "insert into relation (ticket_id, kind, other_id, created_at) values (1, 'part of', 1, '')": (
        "#1 part of #1: that closes a circle."
    ),
    "insert into client (name, name_key, step, per, minimum, created_at) values ('acme', 'acme', 1, 'entry', 0, '');"
    "insert into bill (client_id, client, currency, minutes, amount, created_at) values (1, 'acme', 'EUR', 0, 5, '')": (
        "Bill 1: amount is 5, by its lines 0."
    ),
    "create trigger helper after insert on member begin update member set admin = 1; end": (
        "It has a trigger 'helper' that no desk has."
    ),
    "create view other as select 1": "It has a view 'other' that no desk has.",
    "update ticket set reporter_id = 77 where id = 1": "Row 1 of ticket refers to a row of member that isn't there.",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_the_journal_tells_otherwise_is_said_by_its_number(
    terminal: Terminal, tmp_path: Path, change: str
) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
        await accept(desk, BOB, await new(desk))
    with closing(sqlite3.connect(tmp_path / HERE)) as connection:
        connection.executescript(change)
        connection.commit()
    told = await terminal.dibs("verify")
    assert told.code == 1
    assert CHANGES[change] in told.out.splitlines()
    assert "secret" not in told.out + told.err


async def test_a_backup_is_looked_through_like_a_desk(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    assert (await terminal.dibs("verify", "b.db")).code == 0
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        connection.execute("update ticket set priority = 4")
        connection.commit()
    assert (await terminal.dibs("verify", "b.db")).code == 1


async def test_what_cant_be_read_has_an_exit_code_of_its_own(terminal: Terminal) -> None:
    terminal.write("text", "no database at all" * 100)
    for name in ("text", "missing"):
        told = await terminal.dibs("verify", name)
        assert (told.code, told.out) == (2, "")
        assert name in told.err


async def test_a_damaged_backup_is_no_reason_to_put_another_one_in_the_place_of_the_desk(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    whole = (tmp_path / "b.db").read_bytes()
    (tmp_path / "b.db").write_bytes(whole[: len(whole) // 2])
    said = "Can't read the database {}: the database file is damaged. {}\n"
    assert (await terminal.dibs("verify", "b.db")).err == said.format("b.db", "Another one: dibs backup FILE")
    (tmp_path / HERE).write_bytes(whole[: len(whole) // 2])
    assert (await terminal.dibs("verify")).err == said.format(HERE, "A backup in its place: dibs restore FILE")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("update alembic_version set version_num = '9999'", "was written by a newer dibs (schema 9999; this one knows"),
        ("update alembic_version set version_num = '0001'", "A desk is brought up to date by dibs run, a backup by"),
        ("drop table alembic_version", "holds something else, not a desk."),
    ],
)
async def test_what_is_of_another_version_is_told_of_with_what_to_do(
    change: str, says: str, terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path):
        pass
    await terminal.dibs("backup", "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        connection.execute(change)
        connection.commit()
    told = await terminal.dibs("verify", "b.db")
    assert (told.code, told.out) == (2, "")
    assert says in told.err


async def test_pages_that_are_broken_are_said_a_line_each(tmp_path: Path) -> None:
    """SQLite says several of them in one, under a heading."""
    async with desk_in(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / HERE)) as desk:
        (size,) = desk.execute("pragma page_size").fetchone()
        pages = desk.execute("select rootpage from sqlite_schema where name in ('ticket_of_time', 'ticket_of_state')")
        roots = [int(page) for (page,) in pages]
    with (tmp_path / HERE).open("r+b") as file:
        for root in roots:
            file.seek(
                (root - 1) * size + 7
            )  # how many bytes are free in fragments (https://sqlite.org/fileformat2.html)
            file.write(b"\x63")
    with peek(tmp_path / HERE) as looking:
        said = looking.faults()
    assert len(said) > 1
    assert all(line and line.isprintable() and not line.startswith("***") for line in said)
