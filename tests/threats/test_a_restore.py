"""A backup that is put back forgets again: who was forgotten since, what was erased, what was redacted."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.desk import billing, clients, forgetting, redacting, roles, tickets, uniting, working
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.working import Entry
from tests.cli.desks import HERE, desk_in, kept_aside
from tests.cli.terminal import Terminal
from tests.desk.doing import ADA, ALICE, BOB, accept, close, comment, dump, edit, last_event, new, ticket
from tests.desk.kept import put_away
from tests.people import FakeClock, add_member, in_private, pass_time, person, shell
from tests.threats.test_a_pasted_secret import PASTED, SECRET

NAME = "zaphod"
WHO = person(NAME)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def held(folder: Path) -> bytes:
    """All bytes of the desk and what lies beside it, but for the one that was replaced."""
    aside = kept_aside(folder)
    files = sorted(file for file in (folder / HERE.parent).rglob("*") if file.is_file() and file not in aside)
    return b"".join(file.read_bytes() for file in files).lower()


async def known(desk: Desk) -> None:
    await add_member(desk, NAME)
    await desk.change(shell(), roles.add, "ops", Person(NAME, exact=True))


async def test_no_byte_names_who_was_forgotten_since(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await known(desk)
        closed, taken = await new(desk, WHO, "secretwords"), await new(desk)
        await accept(desk, WHO, taken)
        await comment(desk, WHO, taken, "dontpanic at home")
        await close(desk, WHO, closed, "towelday")
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await forgetting.forget(desk, ADA, Person(NAME), "really")
    told = await terminal.dibs("restore", "b.db")
    assert (told.code, told.out.splitlines()[-1]) == (
        0,
        "Again, as since that backup: 1 member forgotten, 3 texts gone.",
    )
    found = held(tmp_path)
    assert [word for word in (NAME, "dontpanic", "secretwords", "towelday") if word.encode() in found] == []
    async with desk_in(tmp_path) as desk:
        assert (await ticket(desk, taken)).owner_id is None
    assert (await terminal.dibs("verify")).code == 0


async def test_the_last_admin_of_the_backup_is_forgotten_all_the_same(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await add_member(desk, "eve", admin=True)
        await forgetting.forget(desk, person("eve"), Person("ada"), "really")
    assert (await terminal.dibs("restore", "b.db")).code == 0
    assert b"ada" not in {row["name"].encode() for row in dump(tmp_path / HERE)["member"]}


async def test_they_stay_forgotten_when_the_same_backup_is_put_back_twice(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await known(desk)
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await forgetting.forget(desk, ADA, Person(NAME), "really")
    for _ in range(2):
        told = await terminal.dibs("restore", "b.db")
        assert "1 member forgotten" in told.out
        assert NAME.encode() not in held(tmp_path)


async def test_what_was_erased_since_stays_erased_be_it_open_in_the_backup(terminal: Terminal, tmp_path: Path) -> None:
    clock = FakeClock()
    async with desk_in(tmp_path, clock) as desk:
        first, second = await new(desk, title="magrathea"), await new(desk, title="vogonpoetry")
        await comment(desk, BOB, second, "slartibartfast")
        await close(desk, BOB, first, "heartofgold")
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path, clock) as desk:
        await close(desk, BOB, second)
        for number in (first, second):
            await put_away(desk, number, "delete")
        await pass_time(desk, clock, timedelta(minutes=5))
    told = await terminal.dibs("restore", "b.db")
    assert "2 tickets erased" in told.out
    found = held(tmp_path)
    words = ("magrathea", "vogonpoetry", "slartibartfast", "heartofgold")
    assert [word for word in words if word.encode() in found] == []
    async with desk_in(tmp_path) as desk:
        assert (await ticket(desk, second)).erased_at is not None
    assert (await terminal.dibs("verify")).code == 0


@pytest.mark.parametrize("paste", PASTED, ids=lambda paste: paste.__name__)
async def test_what_was_redacted_since_stays_redacted(
    terminal: Terminal, tmp_path: Path, paste: Callable[[Desk], Awaitable[int]]
) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk, description="3rd floor")
        entry = await paste(desk)
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await redacting.redact(desk, ADA, 1, entry)
    told = await terminal.dibs("restore", "b.db")
    assert told.code == 0
    assert SECRET.encode() not in held(tmp_path)


async def test_a_title_that_was_another_by_the_time_it_was_redacted_is_redacted(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk, title=f"login {SECRET}")
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await edit(desk, ALICE, 1, title="login fails")
        await redacting.redact(desk, ADA, 1, 1)
    await terminal.dibs("restore", "b.db")
    assert SECRET.encode() not in held(tmp_path)
    async with desk_in(tmp_path) as desk:
        assert (await ticket(desk, 1)).title == redacting.MARK


async def test_what_nobody_wanted_gone_is_all_there(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await comment(desk, BOB, await new(desk), "toner ordered")
        await comment(desk, BOB, await new(desk), SECRET)
    await terminal.dibs("backup", "b.db")
    before = dump(tmp_path / "b.db")
    async with desk_in(tmp_path) as desk:
        await redacting.redact(desk, ADA, 2, 2)
        await edit(desk, ALICE, 1, title="another title")
    await terminal.dibs("restore", "b.db")
    after = dump(tmp_path / HERE)
    assert after["ticket"] == before["ticket"]
    changed = [one for one in before["event_text"] if one not in after["event_text"]]
    assert [SECRET in one["texts"] for one in changed] == [True]


async def test_what_was_redacted_after_it_moved_stays_redacted_and_what_only_moved_is_all_there(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        for _ in range(2):
            await accept(desk, BOB, await new(desk))
        for text in ("toner ordered", SECRET):
            await comment(desk, BOB, 1, text)
    await terminal.dibs("backup", "b.db")
    before = dump(tmp_path / "b.db")["event_text"]
    async with desk_in(tmp_path) as desk:
        await desk.change(BOB, uniting.merge, 1, 2)
        (entry,) = [one for one in await desk.look(in_private("ada"), redacting.entries, 2) if one.text == SECRET]
        await redacting.redact(desk, ADA, 2, entry.number)
    told = await terminal.dibs("restore", "b.db")
    assert told.out.splitlines()[-1] == "Again, as since that backup: 1 text gone."
    assert SECRET.encode() not in held(tmp_path)
    redacted = [{**row, "texts": row["texts"].replace(SECRET, redacting.MARK)} for row in before]
    assert dump(tmp_path / HERE)["event_text"] == redacted


async def test_where_nobody_can_tell_what_was_forgotten_it_must_be_wanted(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        await new(desk)
    await terminal.dibs("backup", "b.db")
    (tmp_path / HERE).write_bytes(b"damaged" * 5000)
    told = await terminal.dibs("restore", "b.db")
    assert told.code == 2
    assert "Nobody can tell what was forgotten since that backup, so nothing was replaced" in told.err
    assert kept_aside(tmp_path) == []
    told = await terminal.dibs("restore", "b.db", "--anyway")
    assert told.code == 0
    assert "is in it again" in told.err
    assert [file.read_bytes()[:7] for file in kept_aside(tmp_path)] == [b"damaged"]
    async with desk_in(tmp_path) as desk:
        event = await last_event(desk, "desk_restored")
        assert event.data["members"] == 0


async def test_another_desk_says_nothing_of_what_was_forgotten_here(terminal: Terminal, tmp_path: Path) -> None:
    async with desk_in(tmp_path):
        pass
    await terminal.dibs("backup", "b.db")
    (tmp_path / HERE).unlink()
    async with desk_in(tmp_path) as desk:
        await forgetting.forget(desk, ADA, Person("bob"), "really")
    told = await terminal.dibs("restore", "b.db")
    assert (told.code, told.err) == (0, "The one before was another desk, so nothing of it was forgotten here.\n")
    assert "bob" in {row["name"] for row in dump(tmp_path / HERE)["member"]}


async def test_a_title_on_a_bill_stays_redacted_and_no_number_of_a_bill_comes_again(
    terminal: Terminal, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        await desk.change(ADA, clients.add, "acme", ClientChange(rate="50", currency="USD"))
        await desk.change(BOB, tickets.open_ticket, New(f"login {SECRET}", client="acme"))
        await desk.change(BOB, working.log, 1, Entry(60))
        await desk.change(in_private("ada"), billing.mark, "acme", "")
        await edit(desk, BOB, 1, title="login fails")
    await terminal.dibs("backup", "b.db")
    async with desk_in(tmp_path) as desk:
        await redacting.redact(desk, ADA, 1, 1)
        await desk.change(BOB, working.log, 1, Entry(30))
        await desk.change(in_private("ada"), billing.mark, "acme", "")
    await terminal.dibs("restore", "b.db")
    assert SECRET.encode() not in held(tmp_path)
    async with desk_in(tmp_path) as desk:
        await desk.change(BOB, working.log, 1, Entry(15))
        again = (await desk.change(in_private("ada"), billing.mark, "acme", "")).bill
    assert again is not None
    assert again.id == 3
