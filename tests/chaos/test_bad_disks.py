"""A disk that is full, a database that can't be written, or is held by another program: said in a sentence, nothing
half done, and all well again afterwards."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from operator import attrgetter
from pathlib import Path

import pytest

from chatbot.services import siren
from store import journal, tickets
from store.database import Database, Transaction
from store.lane import Lane
from store.peeking import peek
from tests.chaos.disks import fill, forbid_writing, make_room, small_disk
from tests.chaos.process import DibsProcess, dibs, finished
from tests.client import IrcClient, talk
from tests.house import House, RoleOf, open_house
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd

PAGE = 4096
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("begin immediate")
print("held", flush=True)
sys.stdin.read()
"""
"""Holds the database for writing until its input is closed."""


@pytest.fixture(autouse=True)
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it goes again is looked at often."""
    monkeypatch.setattr(siren, "AGAIN", timedelta(seconds=0.5))


@asynccontextmanager
async def house_in(folder: Path, server: Miniircd) -> AsyncGenerator[House]:
    async with open_house(server.port, folder=folder, roles=[RoleOf(members=("bob",))]) as house:
        await house.member("ada", admin=True)
        yield house


async def opens(alice: IrcClient, title: str) -> int:
    line = await talk(alice, "dibs", f"new {title}", r"^#\d+ opened")
    return int(line.text.split(" ")[0].removeprefix("#"))


async def is_refused(alice: IrcClient, cause: str) -> None:
    line = await talk(alice, "dibs", f"new never -- {'x' * 5000}", r"^#\d+ opened|^Can't")
    assert line.text == f"Can't save now: {cause}. Nothing changed. Admins are told."


async def is_well(house: House, alice: IrcClient, opened: list[int]) -> None:
    """What was acknowledged is there, whole and announced; what was refused is nowhere; and it goes on."""
    opened.append(await opens(alice, "after that"))
    for number in opened:
        await alice.expect(lambda line, n=number: line.text.startswith(f"#{n} new for ops"), timeout=30)
    found = await house.desk.database.read(everything)
    assert [number for number, title in found if title != "never"] == opened
    assert found == [(number, title) for number, title in found if title != "never"]


async def everything(tx: Transaction) -> list[tuple[int, str]]:
    """Each ticket that has its event, as (number, title); AssertionError where one is without the other."""
    events = await journal.list_after(tx, 0, limit=10_000)
    numbers = [event.ticket_id for event in events if event.kind == "ticket_opened" and event.ticket_id]
    found = [await tickets.get(tx, number) for number in numbers]
    rows = [(ticket.id, ticket.title) for ticket in found if ticket]
    assert len(rows) == len(numbers) == await tx.value("select count(*) from ticket")
    return rows


async def survives(
    house: House, cause: str, break_it: Callable[[], Awaitable[None]], mend: Callable[[], Awaitable[None]]
) -> None:
    alice, ada = await house.client("alice"), await house.client("ada")
    opened = [await opens(alice, "before")]
    await house.quiet()
    await break_it()
    try:
        await is_refused(alice, cause)
        await ada.hears(f"^dibs fails at new: Can't save now: {cause}")
        if "locked" not in cause:  # for which everybody waits a while
            await is_refused(alice, cause)
        await talk(alice, "dibs", "list", "^All: 1 open")
        await alice.expect(f"PRIVMSG #desk :dibs can't save just now: {cause}", timeout=20)
    finally:
        await mend()
    await alice.expect("PRIVMSG #desk :dibs saves again, after", timeout=20)
    await ada.expect("PRIVMSG ada :dibs saves again, after", timeout=20)
    await is_well(house, alice, opened)
    assert len(alice.seen("PRIVMSG #desk :dibs can't save just now")) == 1
    assert len(alice.seen("PRIVMSG #desk :dibs saves again")) == 1


async def test_a_full_disk_is_said_and_all_is_well_when_there_is_room_again(miniircd: Miniircd, tmp_path: Path) -> None:
    async def break_it() -> None:
        fill(disk)

    async def mend() -> None:
        make_room(disk)

    with small_disk(tmp_path / "disk") as disk:
        async with house_in(disk, miniircd) as house:
            await survives(house, "disk full", break_it, mend)


def faults_of(file: Path) -> list[str]:
    with peek(file) as found:
        return found.faults()


async def set_by(database: Database, pragma: str) -> None:
    """On the connection that writes, past the transactions: where it is set read-only none can be begun."""
    writer: Lane = attrgetter("_writer")(database)
    await writer.hop(lambda connection: connection.execute(pragma).fetchall())


async def test_a_file_that_may_not_grow_is_said_and_all_is_well_when_it_may(miniircd: Miniircd, tmp_path: Path) -> None:
    """The same where nothing can be mounted: SQLite itself refuses another page."""
    async with house_in(tmp_path, miniircd) as house:
        database = house.desk.database
        await survives(
            house,
            "disk full",
            lambda: set_by(database, "pragma max_page_count = 1"),
            lambda: set_by(database, "pragma max_page_count = 1000000"),
        )


async def test_a_database_that_became_read_only_is_said_and_all_is_well_when_it_can_be_written_again(
    miniircd: Miniircd, tmp_path: Path
) -> None:
    async with house_in(tmp_path, miniircd) as house:
        database = house.desk.database
        await survives(
            house,
            "the database is read-only",
            lambda: set_by(database, "pragma query_only = on"),
            lambda: set_by(database, "pragma query_only = off"),
        )


@pytest.mark.parametrize(
    ("what", "cause"),
    [
        ("dibs.db", "dibs.db was taken away while dibs has it open"),
        ("dibs.db-wal", "dibs.db-wal was taken away while dibs has it open"),
        (".", "dibs.db was taken away while dibs has it open"),
    ],
)
async def test_a_file_that_was_taken_away_is_said_and_all_is_well_when_it_is_back(
    what: str, cause: str, miniircd: Miniircd, tmp_path: Path
) -> None:
    """What is written to a file without a name is gone when dibs ends: it isn't acknowledged."""
    folder, aside = tmp_path / "data", tmp_path / "aside"
    folder.mkdir()
    async with house_in(folder, miniircd) as house:

        async def break_it() -> None:
            (folder / what).rename(aside)

        async def mend() -> None:
            aside.rename(folder / what)

        await survives(house, cause, break_it, mend)


async def test_a_file_that_was_replaced_is_said_and_left_alone(miniircd: Miniircd, tmp_path: Path) -> None:
    file = tmp_path / "dibs.db"
    async with house_in(tmp_path, miniircd) as house:

        async def break_it() -> None:
            file.rename(tmp_path / "aside")
            file.write_bytes(b"another")

        async def mend() -> None:
            assert file.read_bytes() == b"another"
            (tmp_path / "aside").rename(file)

        await survives(house, "dibs.db was replaced while dibs has it open", break_it, mend)


async def test_pages_that_are_damaged_while_dibs_runs_are_said_and_dibs_stays(
    miniircd: Miniircd, tmp_path: Path
) -> None:
    file = tmp_path / "dibs.db"
    async with house_in(tmp_path, miniircd) as house:
        alice = await house.client("alice")
        await opens(alice, "before")
        await house.quiet()
        assert await house.desk.database.scrub()
        whole = file.read_bytes()
        with file.open("r+b") as pages:
            pages.seek(PAGE)
            pages.write(b"\xff" * (len(whole) - PAGE))
        line = await talk(alice, "dibs", "history 1", "^#|^Can't")
        assert line.text == "Can't read now: the database file is damaged. Admins are told."
        await alice.expect("PRIVMSG #desk :dibs's database is damaged", timeout=20)
        await talk(alice, "dibs", "history 1", "^Can't read now")
        await talk(alice, "dibs", "help", "^Tickets")
        assert house.app.supervisor.names
        assert len(alice.seen("dibs's database is damaged")) == 1


async def test_a_damaged_file_is_refused_at_the_start_with_what_to_do(miniircd: Miniircd, tmp_path: Path) -> None:
    process = DibsProcess(tmp_path, miniircd)
    assert (await process.say("new printer on fire"))[0] == 0
    whole = process.database.read_bytes()
    process.database.write_bytes(whole[: len(whole) // 2])
    for words in (["run"], ["list"], ["say", "new another"]):
        code, said = await finished(*dibs(*words, "--config", str(process.config)))
        assert code == 2
        assert said == (
            f"Can't open the database {process.database}: the database file is damaged."
            " What is wrong: dibs verify. A backup in its place: dibs restore FILE\n"
        )
    assert len(process.database.read_bytes()) == len(whole) // 2


async def test_a_full_disk_at_the_start_is_said_with_what_to_do(miniircd: Miniircd, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        process = DibsProcess(disk, miniircd)
        fill(disk)
        code, said = await finished(*dibs("run", "--config", str(process.config)))
    assert code == 2
    assert "Traceback" not in said
    assert said.endswith("Make room on that disk, then try again.\n")


async def test_dibs_ends_cleanly_while_the_disk_is_full(miniircd: Miniircd, people: People, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        alice = await people(miniircd, "alice", channel="#desk")
        async with DibsProcess(tmp_path, miniircd) as process:
            process.kill()
            process.moves_to(disk)
            process.start()
            await alice.expect(lambda line: line.command == "JOIN" and line.nick == "dibs", timeout=60)
            await opens(alice, "before")
            fill(disk)
            await is_refused(alice, "disk full")
            code = await process.ended()
            make_room(disk)
            found = faults_of(process.database)
    assert code == 0
    assert "Traceback" not in process.output()
    assert "new failed: disk full" in process.output()
    assert found == []


async def test_a_database_on_a_read_only_disk_is_said_at_the_start(miniircd: Miniircd, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        process = DibsProcess(disk, miniircd)
        assert (await process.say("new printer on fire"))[0] == 0
        forbid_writing(disk)
        code, said = await process.say("new another")
    assert code == 2
    assert said.startswith("Can't open the database")
    assert "is read-only here" in said
    assert "Traceback" not in said


async def test_a_database_that_another_program_holds_for_long_is_said_and_can_be_read_meanwhile(
    miniircd: Miniircd, tmp_path: Path
) -> None:
    async def hold() -> None:
        nonlocal holder
        holder = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            HOLDER,
            str(tmp_path / "dibs.db"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert holder.stdout is not None
        assert await holder.stdout.readline() == b"held\n"

    async def let_go() -> None:
        assert holder is not None
        await holder.communicate(b"")  # which closes its input

    holder: asyncio.subprocess.Process | None = None
    async with house_in(tmp_path, miniircd) as house:
        await survives(house, "the database is locked by another program", hold, let_go)
