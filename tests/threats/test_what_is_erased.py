"""What is erased after its keep time is in no byte of the files; its number and times stay, and the desk knows it."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import LiteralString, cast

import pytest

from chatbot.desk import (
    advancing,
    asking,
    delivering,
    editing,
    explaining,
    forgetting,
    holding,
    keeping,
    moving,
    ownership,
    reading,
    redacting,
    reopening,
    rollback,
    searching,
    snoozing,
    stealing,
    tickets,
    undoing,
    urgency,
    watching,
    withdrawing,
)
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.typesettings import TypeChange
from chatbot.wire import Private
from store import notes, outbox, timers, troubles, watchers
from store.database import Database, Transaction
from store.troubles import Trouble
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, comment, events, last_event, refusal, ticket, watch
from tests.desk.kept import DAY, found, in_archive, incident_over, open_kept, over, sets
from tests.people import NETWORK, FakeClock, in_private, opened_database, opened_desk, pass_time, stranger
from tests.threats.test_a_pasted_secret import bytes_of, said

WORDS = ("zaphod", "beeblebrox", "dontpanic", "towelday", "magrathea", "vogonpoetry", "slartibartfast", "heartofgold")
GUEST = stranger("trillian")


@pytest.fixture
async def desk(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    async with opened_database(tmp_path) as database:
        yield await open_kept(database, clock)


async def lives(desk: Desk, caller: Caller = ALICE) -> int:
    """All that can be written on a ticket is, and is over."""
    wanted = New(WORDS[0], WORDS[1], type="incident")
    number = (await desk.change(caller, tickets.open_ticket, wanted)).seen.ticket.id
    await comment(desk, BOB, number, WORDS[2])
    await desk.change(BOB, ownership.decline, number, WORDS[3])
    await desk.change(caller, editing.edit, number, Edit(title=WORDS[4]))
    await desk.change(BOB, tickets.close, number, WORDS[5])
    await comment(desk, caller, number, WORDS[6])
    for status in ("sent", "superseded", "queued", "waiting"):
        await said(desk, number, f"#{number} alice added: {WORDS[6]}", status)
        await said(desk, None, f"Yours: #{number} {WORDS[7]}, #99 vpn down", status)
    return number


def words_in(folder: Path, *more: str) -> list[str]:
    held = bytes_of(folder).lower()
    return [word for word in (*WORDS, *more) if word.encode() in held]


async def test_no_byte_of_the_files_holds_a_word_of_it(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    await lives(desk)
    assert words_in(tmp_path) == list(WORDS)
    await pass_time(desk, clock, 7 * DAY + keeping.TOGETHER)
    assert words_in(tmp_path) == []


async def test_nor_of_one_that_was_archived_before(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    number = await over(desk, WORDS[0], text=WORDS[1])
    await pass_time(desk, clock, 31 * DAY)
    assert await in_archive(desk) == [number]
    await sets(desk, "request", TypeChange(afterwards="delete"))
    await pass_time(desk, clock, timedelta(hours=1) + keeping.TOGETHER)
    assert words_in(tmp_path) == []


async def test_others_keep_their_words(desk: Desk, clock: FakeClock) -> None:
    kept, later = await over(desk, "vpn down"), await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    fresh = await incident_over(desk, "db down again")
    assert ((await ticket(desk, kept)).title, (await ticket(desk, fresh)).title) == ("vpn down", "db down again")
    assert (await found(desk, "down"), await found(desk, WORDS[4])) == ([fresh, kept], [])
    assert later not in await found(desk, "down")


async def test_many_at_once_are_one_scrubbing(
    desk: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It reads the whole index, and empties the WAL: not for each of them."""
    scrubs: list[int] = []
    scrub = Database.scrub

    async def counted(database: Database) -> bool:
        scrubs.append(1)
        return await scrub(database)

    for _ in range(5):
        await incident_over(desk, WORDS[0])
        clock.advance(seconds=5)
    monkeypatch.setattr(Database, "scrub", counted)
    monkeypatch.setattr(keeping, "BATCH", 2)
    await pass_time(desk, clock, 8 * DAY)
    assert (len(await events(desk, "ticket_erased")), len(scrubs)) == (5, 1)
    assert words_in(tmp_path) == []


async def test_as_long_as_somebody_reads_what_was_it_is_tried_again(
    desk: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("store.database.PAUSES", (0.0,))
    await lives(desk)
    reader = sqlite3.connect(tmp_path / "dibs.sqlite", isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from ticket").fetchone()
    await pass_time(desk, clock, 7 * DAY + keeping.TOGETHER)
    assert words_in(tmp_path) != []
    assert await desk.database.read(timers.get, keeping.SCRUB, keeping.ALL) is not None
    reader.close()
    await pass_time(desk, clock, keeping.TOGETHER)
    assert words_in(tmp_path) == []
    assert await desk.database.read(timers.get, keeping.SCRUB, keeping.ALL) is None


async def test_a_stop_in_between_loses_nothing_of_it(clock: FakeClock, tmp_path: Path) -> None:
    """The file of a process that was killed between the erasing and the scrubbing, as a power cut leaves it."""
    async with opened_database(tmp_path) as database:
        desk = await open_kept(database, clock)
        await lives(desk)
        await pass_time(desk, clock, 7 * DAY)
        assert (await ticket(desk, 1)).erased_at is not None
        await asyncio.to_thread(copy_desk, tmp_path, tmp_path / "cut")
    async with opened_database(tmp_path / "cut") as database:
        desk = await opened_desk(database, clock)
        assert words_in(tmp_path / "cut") != []
        await pass_time(desk, clock, keeping.TOGETHER)
        assert words_in(tmp_path / "cut") == []


def copy_desk(folder: Path, to: Path) -> None:
    to.mkdir()
    for file in folder.glob("dibs.sqlite*"):
        (to / file.name).write_bytes(file.read_bytes())


# who they were


async def test_who_was_no_member_is_named_nowhere(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    number = await lives(desk, GUEST)
    await said_to(desk, number, GUEST.principal.mask)
    assert words_in(tmp_path, "trillian")[-1] == "trillian"
    await pass_time(desk, clock, 7 * DAY + keeping.TOGETHER)
    assert words_in(tmp_path, "trillian") == []
    after = await ticket(desk, number)
    assert (after.reporter_name, after.reporter_mask, after.reporter_bound) == ("somebody", "", False)
    assert (await last_event(desk, "ticket_opened")).data["reporter"] == "somebody"


async def said_to(desk: Desk, number: int, mask: str) -> None:
    await said(desk, number, f"#{number} {WORDS[0]}", "waiting")

    async def body(tx: Transaction) -> None:
        await tx.run(
            "update notice set target = 'mask', address = :mask where id = (select max(id) from notice)", mask=mask
        )

    await desk.database.write(body)


async def test_nor_is_anything_left_of_what_services_said(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    number = await lives(desk)
    await desk.database.write(services_say, number, desk.clock.now())
    await pass_time(desk, clock, 7 * DAY + keeping.TOGETHER)
    assert words_in(tmp_path) == []
    assert await desk.database.read(notes.count) == 0


async def services_say(tx: Transaction, number: int, now: datetime) -> None:
    note, error = WORDS[0], WORDS[1]
    await notes.add(tx, type_name="incident", state=5, ticket_id=number, sender="x", text=note, now=now)
    await troubles.put(tx, Trouble(number, "incident", 5, None, error, now))


async def test_a_service_that_opened_it_is_named_still(desk: Desk, clock: FakeClock) -> None:
    number = await lives(desk)
    await desk.database.write(reported_by_a_service, number)
    await pass_time(desk, clock, 7 * DAY)
    assert (await ticket(desk, number)).reporter_name == "dibs-incident-1-new"


async def reported_by_a_service(tx: Transaction, number: int) -> None:
    await tx.run(
        """update ticket set reporter_id = null, reporter_network = '', reporter_name = 'dibs-incident-1-new'
           where id = :number""",
        number=number,
    )


async def test_members_stay_with_what_they_did_and_when(desk: Desk, clock: FakeClock) -> None:
    number = await lives(desk)
    before = await ticket(desk, number)
    await pass_time(desk, clock, 7 * DAY)
    after = await ticket(desk, number)
    for kept in (
        "opened_at",
        "closed_at",
        "state",
        "resolution",
        "role_id",
        "owner_id",
        "reporter_id",
        "reporter_name",
    ):
        assert getattr(after, kept) == getattr(before, kept), kept
    told = (await desk.look(ALICE, reading.history, number)).events
    assert [(event.kind, event.actor, event.texts) for event in told] == [
        ("ticket_opened", "alice", {}),
        ("prompt_opened", "alice", {}),
        ("ticket_commented", "bob", {}),
        ("ticket_declined", "bob", {}),
        ("ticket_timed_out", "bob", {}),
        ("ticket_edited", "alice", {}),
        ("ticket_closed", "bob", {}),
        ("ticket_commented", "alice", {}),
        ("ticket_erased", "dibs", {}),
    ]


async def test_the_journal_of_what_is_not_erased_is_changed_by_nobody(desk: Desk, clock: FakeClock) -> None:
    kept, erased = await over(desk), await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    for change in ("actor = 'x'", "data = '{}'"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            await desk.database.write(changed, f"update event set {change} where ticket_id = {kept}")
    for change in ("at = 'x'", "member_id = null", "kind = 'x'", "ticket_id = 1"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            await desk.database.write(changed, f"update event set {change} where ticket_id = {erased}")


async def changed(tx: Transaction, statement: str) -> None:
    await tx.run(cast("LiteralString", statement))


async def test_a_member_can_be_forgotten_all_the_same(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    number = await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    await forgetting.forget(desk, ADA, Person("alice"), "really")
    assert b"alice" not in bytes_of(tmp_path).lower()
    assert (await ticket(desk, number)).reporter_name == "somebody"
    assert await found(desk, "erased") == []


async def test_what_was_still_to_be_said_says_that_and_no_word_more(desk: Desk, clock: FakeClock) -> None:
    number = await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    found = await desk.database.read(outbox.list_of_ticket, number)
    gone = f"#{number} is closed, and its texts are erased by now."
    assert [(one.status, one.text) for one in found] == [
        ("sent", ""),
        ("superseded", ""),
        ("queued", gone),
        ("waiting", gone),
    ]


# what is left to do with it


Verb = Callable[[Desk, Caller, int], Awaitable[object]]

VERBS: dict[str, Verb] = {
    "comment": lambda desk, who, number: desk.change(who, tickets.comment, number, "x"),
    "close": lambda desk, who, number: desk.change(who, tickets.close, number, ""),
    "reopen": lambda desk, who, number: desk.change(who, reopening.reopen, number, ""),
    "accept": lambda desk, who, number: desk.change(who, ownership.accept, number),
    "decline": lambda desk, who, number: desk.change(who, ownership.decline, number, ""),
    "release": lambda desk, who, number: desk.change(who, ownership.release, number, ""),
    "assign": lambda desk, who, number: desk.change(who, ownership.assign, number, Person("alice")),
    "advance": lambda desk, who, number: desk.change(who, advancing.advance, number, None),
    "edit": lambda desk, who, number: desk.change(who, editing.edit, number, Edit(priority=3)),
    "move": lambda desk, who, number: desk.change(who, moving.move, number, "ops"),
    "hold": lambda desk, who, number: desk.change(who, holding.hold, number, None, ""),
    "resume": lambda desk, who, number: desk.change(who, holding.resume, number),
    "ask": lambda desk, who, number: desk.change(who, asking.ask, number, "x"),
    "later": lambda desk, who, number: desk.change(who, snoozing.later, number, desk.clock.now() + DAY),
    "urgent": lambda desk, who, number: desk.change(who, urgency.call, number),
    "steal": lambda desk, who, number: desk.change(who, stealing.steal, number, "x"),
    "watch": lambda desk, who, number: desk.change(who, watching.watch, number),
    "redact": lambda desk, who, number: redacting.redact(desk, who, number, 1),
    "redact, to choose": lambda desk, who, number: desk.look(who, redacting.entries, number),
}


@pytest.mark.parametrize("verb", VERBS)
async def test_every_verb_says_that_it_is_erased(desk: Desk, clock: FakeClock, verb: str) -> None:
    number = await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    said = f"#{number} was erased: nothing is left of it but numbers and times. To open another: new <title>"
    for caller in (BOB, in_private("bob"), ADA, CHARLIE):
        assert await refusal(VERBS[verb](desk, caller, number)) == said


async def test_its_reporter_withdraws_it_no_more(desk: Desk, clock: FakeClock) -> None:
    number = await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    assert "was erased" in await refusal(desk.change(ALICE, withdrawing.withdraw, number, ""))


async def test_it_can_still_be_looked_at(desk: Desk, clock: FakeClock) -> None:
    number = await lives(desk)
    await pass_time(desk, clock, 7 * DAY)
    shown = await desk.look(ALICE, reading.show, number)
    assert (shown.seen.ticket.title, shown.seen.ticket.description) == ("(erased)", "")
    assert (await desk.look(ALICE, explaining.why, number)).kept is None
    assert len((await desk.look(in_private("ada"), delivering.delivery, number)).notices) == 4
    assert (await desk.look(ALICE, searching.search, "erased", None)).seen == []


async def test_nothing_of_it_is_undone(desk: Desk, clock: FakeClock) -> None:
    """A change of the last minutes, and one that an admin would roll back."""
    number = await lives(desk)
    await pass_time(desk, clock, 7 * DAY - timedelta(minutes=1))
    await comment(desk, BOB, number, WORDS[0])
    await watch(desk, CHARLIE, number)
    await pass_time(desk, clock, timedelta(minutes=1))
    for caller in (BOB, CHARLIE):
        for which in (number, None):
            assert "was erased" in await refusal(desk.change(caller, undoing.undo, which))
    done = await rollback.rollback(desk, in_private("ada"), Person("bob"), "7d")
    assert (done.undone, list(done.kept)) == ([], [number])
    assert all("was erased" in why for why in done.kept[number])
    assert (await ticket(desk, number)).erased_at is not None


async def test_nobody_watches_it_any_more(desk: Desk, clock: FakeClock) -> None:
    number = await lives(desk)
    await watch(desk, CHARLIE, number)
    await pass_time(desk, clock, 7 * DAY)
    assert await desk.database.read(watchers.count, number) == 0
    assert "you don't watch it" in await refusal(desk.change(CHARLIE, watching.unwatch, number))


async def test_a_private_one_tells_others_nothing(desk: Desk, clock: FakeClock) -> None:
    number = await incident_over(desk, caller=in_private("alice"), private=True)
    await pass_time(desk, clock, 7 * DAY)
    for verb in VERBS.values():
        for caller in (CHARLIE, in_private("charlie"), stranger("x", Private(NETWORK, "x"))):
            assert "erased" not in await refusal(verb(desk, caller, number))
    for look in (reading.show, reading.history, explaining.why):
        for caller in (BOB, CHARLIE, in_private("charlie")):
            assert await refusal(desk.look(caller, look, number)) == f"#{number} is private."
    assert (await desk.look(in_private("alice"), reading.show, number)).seen.ticket.erased_at is not None
