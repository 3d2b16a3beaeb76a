"""What is archived is out of the way, is found where that is asked for, and can be reopened like any other."""

import pytest

from chatbot.desk import counting, reading, rollback, searching, surveys, undoing
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.standing import standing
from chatbot.desk.typesettings import TypeChange
from chatbot.wire import Private
from store import journal
from store.database import Database
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    close,
    comment,
    new,
    owner,
    recover,
    redact,
    refusal,
    reopen,
    report,
    state_name,
    ticket,
)
from tests.desk.kept import DAY, found, in_archive, open_kept, over, sets
from tests.people import NETWORK, FakeClock, add_role, in_private, pass_time, stranger


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    return await open_kept(database, clock)


@pytest.fixture
async def number(desk: Desk, clock: FakeClock) -> int:
    """Archived."""
    number = await over(desk, text="toner changed")
    await pass_time(desk, clock, 30 * DAY)
    return number


async def test_it_is_in_no_list_and_found_only_where_that_is_asked_for(desk: Desk, number: int) -> None:
    open_one = await new(desk, title="printer slow")
    listed = await desk.look(ALICE, reading.list_tickets, None, free=False)
    assert [one.ticket.id for one in listed.seen] == [open_one]
    assert await found(desk, "printer") == [open_one]
    assert await found(desk, "printer", archived=True) == [number]
    assert await found(desk, "toner", archived=True) == [number]
    assert await in_archive(desk) == [number]


async def test_who_finds_nothing_hears_that_the_archive_has_some(desk: Desk, number: int) -> None:
    assert number
    assert (await desk.look(ALICE, searching.search, "toner", None)).archived
    assert not (await desk.look(ALICE, searching.search, "laptop", None)).archived


async def test_a_comment_on_it_is_found_there_too(desk: Desk, number: int) -> None:
    await comment(desk, BOB, number, "it was the drum after all")
    assert (await found(desk, "drum"), await found(desk, "drum", archived=True)) == ([], [number])
    await redact(desk, BOB, number, 3)
    assert await found(desk, "drum", archived=True) == []


async def test_it_is_shown_by_its_number_with_all_that_was_said(desk: Desk, number: int) -> None:
    shown = await desk.look(ALICE, reading.show, number)
    assert (shown.seen.ticket.title, shown.seen.ticket.archived_at is not None) == ("printer on fire", True)
    assert shown.last is not None
    assert shown.last.texts == {"text": "toner changed"}


async def test_who_may_reopen_it_may_and_it_is_kept_anew(desk: Desk, clock: FakeClock, number: int) -> None:
    assert "may reopen it" in await refusal(reopen(desk, CHARLIE, number))
    await reopen(desk, BOB, number)
    assert (await ticket(desk, number)).archived_at is None
    assert (await state_name(desk, number), await owner(desk, number)) == ("accepted", "bob")
    assert (await found(desk, "printer"), await found(desk, "printer", archived=True)) == ([number], [])
    await close(desk, BOB, number)
    await pass_time(desk, clock, 29 * DAY)
    assert await in_archive(desk) == []


async def test_its_reporter_reopens_it_and_its_role_is_asked(desk: Desk, number: int) -> None:
    await reopen(desk, ALICE, number)
    assert (await state_name(desk, number), await owner(desk, number)) == ("new", None)


async def test_a_slip_is_taken_back_into_the_archive(desk: Desk, number: int) -> None:
    before = await ticket(desk, number)
    await reopen(desk, BOB, number)
    await desk.change(BOB, undoing.undo, number)
    after = await ticket(desk, number)
    assert (after.archived_at, after.state, after.closed_at) == (before.archived_at, before.state, before.closed_at)
    assert (await found(desk, "printer"), await found(desk, "printer", archived=True)) == ([], [number])


async def test_a_rollback_of_its_end_takes_it_out_of_the_archive(desk: Desk, clock: FakeClock) -> None:
    """The keep time is short, and a stolen account closed what it could."""
    number = await new(desk)
    await pass_time(desk, clock, 26 * DAY)
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    await sets(desk, "request", TypeChange(keep=DAY))
    await pass_time(desk, clock, DAY)
    assert await in_archive(desk) == [number]
    done = await rollback.rollback(desk, in_private("ada"), Person("bob"), "2d")
    assert done.undone == [f"close {number}", f"accept {number}"]
    after = await ticket(desk, number)
    assert (after.archived_at, after.closed_at, await state_name(desk, number)) == (None, None, "new")
    told = standing(await desk.database.read(journal.list_of_ticket, number))
    assert (told.archived_at, told.closed_at) == (None, None)


async def test_what_may_not_be_read_is_not_listed(desk: Desk, clock: FakeClock) -> None:
    secret = await new(desk, in_private("alice"), "pay rise", private=True)
    await close(desk, in_private("bob"), secret)
    await pass_time(desk, clock, 30 * DAY)
    for caller in (ALICE, BOB, ADA, CHARLIE, in_private("charlie"), stranger("x", Private(NETWORK, "x"))):
        assert await in_archive(desk, caller=caller) == []
        assert await found(desk, "pay", archived=True, caller=caller) == []
    assert await in_archive(desk, caller=in_private("bob")) == [secret]
    assert await found(desk, "pay", archived=True, caller=in_private("alice")) == [secret]


async def test_each_role_has_its_own_and_the_last_come_first(desk: Desk, clock: FakeClock) -> None:
    await add_role(desk, "web", "bob")
    first = await over(desk)
    await pass_time(desk, clock, DAY)
    other, last = await new(desk, role="web"), await over(desk)
    await close(desk, BOB, other)
    await pass_time(desk, clock, 30 * DAY)
    assert (await in_archive(desk), await in_archive(desk, "ops")) == ([last, other, first], [last, first])
    assert await in_archive(desk, "web") == [other]


async def test_what_was_done_in_a_week_was_done_and_stands_nowhere_now(desk: Desk, clock: FakeClock) -> None:
    await over(desk)
    await sets(desk, "request", TypeChange(keep=DAY))
    assert (await desk.look(ADA, surveys.survey, "request")).standing[4] == 1
    await pass_time(desk, clock, DAY)
    assert (await desk.look(ADA, counting.count, None, "week", mine=False)).closed == 1
    assert (await desk.look(ADA, surveys.survey, "request")).standing[4] == 0


async def test_its_key_is_free_for_a_new_one(desk: Desk, clock: FakeClock) -> None:
    await report(desk, ALICE, "disk")
    await recover(desk, ALICE, "disk")
    await pass_time(desk, clock, 30 * DAY)
    await report(desk, ALICE, "disk")
    assert (await ticket(desk, 2)).key == "disk"
    assert "#2" in await refusal(reopen(desk, ALICE, 1))
