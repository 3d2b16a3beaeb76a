"""`dibs backup`, `restore` and `vacuum`: what they leave behind, and what they refuse."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store import copying
from store.opening import MIGRATIONS, stamp
from tests.cli.desks import HERE, desk_in, files_in, kept_aside
from tests.cli.terminal import Terminal
from tests.desk.doing import BOB, comment, dump, last_event, new, ticket


async def test_a_backup_is_all_of_a_desk_that_runs(terminal: Terminal, tmp_path: Path) -> None:
    async with terminal.running():
        await terminal.dibs("say", "new printer on fire")
        told = await terminal.dibs("backup", "b.db")
        assert (told.code, told.err) == (0, "")
    assert [row["title"] for row in dump(tmp_path / "b.db")["ticket"]] == ["printer on fire"]
    assert told.out == f"b.db: the whole desk, {(tmp_path / 'b.db').stat().st_size:,} bytes, sound.\n"


async def test_a_backup_holds_still_while_others_go_on_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is of the moment when it began: it neither waits for them nor begins anew."""
    monkeypatch.setattr(copying, "PAGES", 16)
    async with desk_in(tmp_path) as desk:
        for _ in range(20):
            await comment(desk, BOB, await new(desk), "word " * 500)
        before = dump(tmp_path / HERE)
        steps = list[int]()

        def told(done: int, _: int) -> None:
            steps.append(done)
            with closing(sqlite3.connect(tmp_path / HERE)) as other:
                other.execute("update member set name = name || 'x'")
                other.commit()

        copying.copy_desk(tmp_path / HERE, tmp_path / "b.db", told)
    assert dump(tmp_path / "b.db") == before
    assert steps == sorted(steps)
    assert len(steps) > 1


async def test_only_you_can_read_a_backup_and_nothing_else_is_made(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    before = files_in(tmp_path)
    assert (await terminal.dibs("backup", "b.db")).code == 0
    assert files_in(tmp_path) == before | {"b.db": 0o600}


async def test_a_file_that_is_there_is_replaced_only_by_force(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        terminal.write("b.db", "mine")
        told = await terminal.dibs("backup", "b.db")
        assert (told.code, told.err) == (2, "b.db is there already. Name another file, or write --force.\n")
        assert (tmp_path / "b.db").read_text() == "mine"
        assert (await terminal.dibs("backup", "b.db", "--force")).code == 0
    assert "ticket" in dump(tmp_path / "b.db")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("backup", "-"), "A backup goes into a file: dibs backup dibs-backup.db\n"),
        (("backup", "nowhere/b.db"), "Can't write nowhere/b.db: No such file or directory.\n"),
        (("restore", "nope.db"), "There is no file nope.db. Name what dibs backup made.\n"),
        (
            ("restore", "t.csv"),
            "Can't read the database t.csv: the file is not a database. Name what dibs backup made.\n",
        ),
    ],
)
async def test_a_file_that_is_none_for_it_is_told_of_by_its_name(
    terminal: Terminal, tmp_path: Path, words: tuple[str, str], says: str
) -> None:
    async with desk_in(tmp_path):
        pass
    terminal.write("t.csv", "a,b\n")
    told = await terminal.dibs(*words)
    assert (told.code, told.err) == (2, says)
    assert [name for name in files_in(tmp_path) if "/" not in name] == ["t.csv"]


async def test_behind_a_link_a_desk_is_the_same_one(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    (tmp_path / HERE).rename(tmp_path / "real.db")
    (tmp_path / HERE).symlink_to("../real.db")
    async with terminal.running():
        await terminal.dibs("say", "new printer on fire")
        assert (await terminal.dibs("backup", "b.db")).code == 0
        copying.copy_desk(tmp_path / HERE, tmp_path / "c.db")
        told = await terminal.dibs("restore", "b.db", DIBS_DESK__DATABASE=str(tmp_path / "real.db"))
        assert (told.code, "dibs is running on" in told.err) == (2, True)
    for copy in ("b.db", "c.db"):
        assert [row["title"] for row in dump(tmp_path / copy)["ticket"]] == ["printer on fire"]
    assert (await terminal.dibs("restore", "b.db")).code == 0
    assert (tmp_path / HERE).is_symlink()


async def test_the_desk_is_never_its_own_backup(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    for verb in (("backup", "--force"), ("restore",)):
        told = await terminal.dibs(*verb, str(HERE))
        assert told.code == 2
        assert "is the desk itself" in told.err


async def test_a_backup_shows_how_far_it_is_on_a_terminal_alone(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    assert "100%" in await terminal.on_a_screen("backup", "a.db")
    assert "100%" not in (await terminal.dibs("backup", "b.db")).err


async def test_a_desk_is_again_what_its_backup_holds(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk, title="before")
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await comment(desk, BOB, 1, "a slip")
        await new(desk, title="after")
    told = await terminal.dibs("restore", "b.db")
    (aside,) = kept_aside(tmp_path)
    kept = f"The one before is {aside.relative_to(tmp_path)}: remove it when you don't need it, for it forgets nothing."
    assert (told.code, told.err, told.out.splitlines()) == (
        0,
        "",
        [
            f"{HERE} is what b.db holds.",
            kept,
            "Nothing was forgotten since that backup.",
        ],
    )
    assert [row["title"] for row in dump(tmp_path / HERE)["ticket"]] == ["before"]
    assert [row["title"] for row in dump(aside)["ticket"]] == ["before", "after"]
    assert set(files_in(tmp_path / HERE.parent).values()) == {0o600}


async def test_a_number_that_was_given_since_the_backup_is_not_given_again(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        assert [await new(desk), await new(desk)] == [1, 2]
    await terminal.dibs("restore", "b.db")
    async with desk_in(tmp_path) as desk:
        assert await new(desk) == 3


async def test_a_restore_stands_in_the_journal(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    await terminal.dibs("backup", "b.db")
    await terminal.dibs("restore", "b.db")
    async with desk_in(tmp_path) as desk:
        event = await last_event(desk, "desk_restored")
        assert (event.data, bool(event.actor)) == ({"members": 0, "tickets": 0, "entries": 0}, True)


async def test_a_desk_that_runs_is_neither_restored_nor_made_smaller(terminal: Terminal, tmp_path: Path) -> None:
    async with terminal.running():
        await terminal.dibs("say", "new printer on fire")
        await terminal.dibs("backup", "b.db")
        before = files_in(tmp_path)
        for verb in (("restore", "b.db"), ("vacuum",)):
            told = await terminal.dibs(*verb)
            assert told.code == 2
            assert "dibs is running on" in told.err
        assert files_in(tmp_path) == before
        assert (await terminal.dibs("say", "show 1")).code == 0


async def test_a_desk_that_another_terminal_has_open_is_neither_restored_nor_made_smaller(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        await terminal.dibs("backup", "b.db")
        for verb in (("restore", "b.db"), ("vacuum",)):
            told = await terminal.dibs(*verb)
            assert told.code == 2
            assert f"Somebody has {HERE} open" in told.err
        assert await new(desk) == 1
    assert kept_aside(tmp_path) == []


async def test_what_is_no_desk_or_of_a_newer_dibs_or_damaged_replaces_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        for _ in range(10):
            await new(desk)
    before = dump(tmp_path / HERE)
    terminal.write("text", "no database at all" * 100)
    for name in ("newer", "torn", "broken"):
        await terminal.dibs("backup", name)
    changed(tmp_path / "newer", "update alembic_version set version_num = '9999'")
    changed(tmp_path / "broken", "update ticket set role_id = 99 where id = 1")
    whole = (tmp_path / "torn").read_bytes()
    (tmp_path / "torn").write_bytes(whole[: len(whole) // 2] + b"\0" * (len(whole) - len(whole) // 2))
    said = {
        "text": "the file is not a database",
        "newer": "was written by a newer dibs",
        "torn": "",
        "broken": "refers to a row of",
        "missing": "There is no file missing.",
    }
    for name, words in said.items():
        told = await terminal.dibs("restore", name)
        assert told.code == 2, name
        assert words in told.err
    assert dump(tmp_path / HERE) == before
    assert kept_aside(tmp_path) == []


def changed(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(sql)
        connection.commit()


async def test_a_desk_that_is_damaged_is_told_of_by_its_name_and_with_what_is_still_to_be_done(
    terminal: Terminal, tmp_path: Path
) -> None:
    """Who restores already is not advised to restore."""
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    with closing(sqlite3.connect(tmp_path / HERE)) as connection:
        (size,) = connection.execute("pragma page_size").fetchone()
        (page,) = connection.execute("select rootpage from sqlite_schema where name = 'member'").fetchone()
    whole = (tmp_path / HERE).read_bytes()
    said = (
        "Nobody can tell what was forgotten since that backup, so nothing was replaced: Can't read the database"
        f" {HERE}: the database file is damaged. dibs verify tells more. To take the backup as it is, with --anyway:"
        " who was forgotten since is in it again.\n"
    )
    for at in (100, (page - 1) * size):
        (tmp_path / HERE).write_bytes(whole[:at] + b"\xa5" * 1000 + whole[at + 1000 :])
        told = await terminal.dibs("restore", "b.db")
        assert (told.code, told.out, told.err) == (2, "", said)


async def test_a_backup_that_is_not_sound_is_told_of_by_its_name(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    changed(tmp_path / "b.db", "update ticket set role_id = 99 where id = 1")
    assert (await terminal.dibs("restore", "b.db")).err.endswith(" dibs verify b.db tells more.\n")
    assert (await terminal.dibs("verify", "b.db")).code == 1
    assert (await terminal.dibs("verify")).code == 0


async def test_a_backup_with_something_that_runs_by_itself_is_not_put_back(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as connection:
        connection.executescript("create trigger helper after insert on member begin update member set admin = 1; end")
    before = dump(tmp_path / HERE)
    told = await terminal.dibs("restore", "b.db")
    assert (told.code, dump(tmp_path / HERE), kept_aside(tmp_path)) == (2, before, [])
    assert "It has a trigger 'helper' that no desk has. It would run by itself." in told.err


async def test_a_backup_of_an_older_schema_is_brought_up_to_date(terminal: Terminal, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        for number in ("0001_first", "0002_manners"):
            connection.executescript((MIGRATIONS / "versions" / f"{number}.sql").read_text())
        stamp(connection, "0002")
        connection.commit()
    assert (await terminal.dibs("restore", "old.db")).code == 0
    assert (await terminal.dibs("verify")).code == 0
    assert [one for one in files_in(tmp_path) if "before" in one or "restoring" in one] == []


async def test_where_there_was_no_desk_a_backup_makes_one(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    (tmp_path / HERE).unlink()
    told = await terminal.dibs("restore", "b.db")
    assert (told.code, told.out) == (0, f"{HERE} is what b.db holds.\n")
    async with desk_in(tmp_path) as desk:
        assert (await ticket(desk, 1)).title == "printer on fire"


async def test_a_desk_without_what_was_erased_is_smaller(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        for _ in range(20):
            await comment(desk, BOB, await new(desk), "word " * 3000)
    changed(tmp_path / HERE, "delete from event_text")
    before = (tmp_path / HERE).stat().st_size
    told = await terminal.dibs("vacuum")
    after = (tmp_path / HERE).stat().st_size
    assert told.out == f"{HERE}: {before:,} bytes before, {after:,} now.\n"
    assert after < before * 0.9
