"""What is over is kept for as long as its type says, then archived or erased; never before, and never what is open."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from chatbot.commands.upcoming import told
from chatbot.desk import advancing, due, keeping, types, typesettings, undoing, upcoming
from chatbot.desk.act import Act
from chatbot.desk.desk import Desk
from chatbot.desk.typesettings import Source, TypeChange
from store import journal, timers
from store.database import Database, Transaction
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    close,
    events,
    last_event,
    new,
    recover,
    refusal,
    reopen,
    report,
    ticket,
    withdraw,
)
from tests.desk.kept import DAY, ERASED, KEPT, in_archive, incident_over, open_kept, over, put_away, sets
from tests.people import FakeClock, pass_time, shell

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    return await open_kept(database, clock)


async def due_at(desk: Desk) -> datetime | None:
    timer = await desk.database.read(timers.get, keeping.END, keeping.ALL)
    return timer.due_at if timer else None


async def archived(desk: Desk) -> list[int | None]:
    return [event.ticket_id for event in await events(desk, "ticket_archived")]


async def erased(desk: Desk) -> list[int | None]:
    return [event.ticket_id for event in await events(desk, "ticket_erased")]


async def test_what_becomes_of_it_can_be_asked(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    clock.advance(days=29)
    _, (coming,) = await desk.look(ALICE, upcoming.of_ticket, number)
    assert told(coming, clock.now()) == f"#{number} in 1d: it is archived: printer on fire"
    for who, count in ((ADA, 1), (ALICE, 1), (CHARLIE, 0)):
        found = (await desk.look(who, upcoming.list_next, None)).coming
        assert [one.at for one in found] == [coming.at] * count


async def test_what_is_over_is_archived_after_the_keep_time_and_not_before(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    await pass_time(desk, clock, 30 * DAY - SECOND)
    assert await archived(desk) == []
    await pass_time(desk, clock, SECOND)
    assert await archived(desk) == [number]
    assert (await ticket(desk, number)).archived_at == clock.now()
    assert (await last_event(desk, "ticket_archived")).data == {"keep": 30 * 86400}


async def test_it_is_erased_where_its_type_says_delete(desk: Desk, clock: FakeClock) -> None:
    number, kept = await incident_over(desk), await over(desk)
    await pass_time(desk, clock, 7 * DAY)
    assert (await erased(desk), await archived(desk)) == ([number], [])
    assert (await ticket(desk, kept)).title == "printer on fire"


async def test_what_is_open_is_never_touched(desk: Desk, clock: FakeClock) -> None:
    number, ended = await new(desk), await over(desk)
    await pass_time(desk, clock, 200 * DAY)
    assert await archived(desk) == [ended]
    assert (await ticket(desk, number)).archived_at is None


async def test_a_type_that_says_nothing_keeps_for_good(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), types.apply, replace(KEPT, keep=None))
    await over(desk)
    assert await due_at(desk) is None
    await pass_time(desk, clock, 3000 * DAY)
    assert await archived(desk) == []


async def test_each_ticket_has_an_end_of_its_own(desk: Desk, clock: FakeClock) -> None:
    first = await over(desk)
    await pass_time(desk, clock, 10 * DAY)
    second = await over(desk)
    await pass_time(desk, clock, 20 * DAY)
    assert await archived(desk) == [first]
    await pass_time(desk, clock, 10 * DAY)
    assert await archived(desk) == [first, second]


async def taken_back(desk: Desk) -> None:
    await withdraw(desk, ALICE, await new(desk))


async def opened_by_mistake(desk: Desk) -> None:
    await desk.change(ALICE, undoing.undo, await new(desk))


async def recovered(desk: Desk) -> None:
    await report(desk, ALICE, "disk")
    await recover(desk, ALICE, "disk")


async def closed(desk: Desk) -> None:
    await over(desk)


async def advanced(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await desk.change(BOB, advancing.advance, number, "closed")


@pytest.mark.parametrize("ends", [taken_back, opened_by_mistake, recovered, closed, advanced])
async def test_however_a_ticket_ends_it_is_kept_as_long_as_any(
    desk: Desk, clock: FakeClock, ends: Callable[[Desk], Awaitable[None]]
) -> None:
    await ends(desk)
    await pass_time(desk, clock, 30 * DAY)
    assert await archived(desk) == [1]


async def test_one_that_is_opened_again_is_kept_anew_from_its_next_end(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    await pass_time(desk, clock, 20 * DAY)
    await reopen(desk, BOB, number)
    await pass_time(desk, clock, 15 * DAY)
    await close(desk, BOB, number)
    await pass_time(desk, clock, 29 * DAY)
    assert await archived(desk) == []
    await pass_time(desk, clock, DAY)
    assert await archived(desk) == [number]


async def test_one_whose_end_is_undone_stays(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    await desk.change(BOB, undoing.undo, number)
    await pass_time(desk, clock, 100 * DAY)
    assert await archived(desk) == []
    assert await due_at(desk) is None


async def test_one_whose_opening_again_is_undone_ends_when_it_would_have(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    await pass_time(desk, clock, 30 * DAY - timedelta(minutes=5))
    await reopen(desk, BOB, number)
    await pass_time(desk, clock, timedelta(minutes=8))
    await desk.change(BOB, undoing.undo, number)
    await pass_time(desk, clock, SECOND)
    assert await archived(desk) == [number]


async def many_over(tx: Transaction, now: datetime, count: int) -> None:
    for number in range(count):
        await tx.run(
            """insert into ticket (uuid, desk, type, state, role_id, title, priority, reporter_name, reporter_network,
                   opened_at, changed_at, closed_at)
               values (:uuid, 'desk', 'request', 4, 1, 'x', 2, 'x', 'x', :now, :now, :now)""",
            uuid=f"u{number}",
            now=now,
        )


async def test_many_at_once_go_in_batches_between_which_others_have_their_turn(desk: Desk, clock: FakeClock) -> None:
    await desk.database.write(many_over, clock.now(), 250)
    await over(desk)
    clock.advance(days=30)
    counts: list[int] = []
    while (timer := await desk.database.read(timers.get, keeping.END, keeping.ALL)) is not None:
        await due.do(desk, timer)
        counts.append(len(await archived(desk)))
    assert counts == [100, 200, 251]


async def test_what_becomes_of_old_tickets_is_no_news_for_a_role(desk: Desk) -> None:
    request, incident = await over(desk), await incident_over(desk)
    await desk.change(shell(), digest_said)
    await put_away(desk, request, "archive")
    await put_away(desk, incident, "delete")
    assert not await desk.database.read(journal.changed_since_digest, 1)


async def digest_said(act: Act) -> None:
    await act.journal("digest_due", role_id=1)


# a keep time that is set while dibs runs


async def test_a_new_keep_time_holds_for_what_was_over_before_an_hour_later(desk: Desk, clock: FakeClock) -> None:
    number, later = await over(desk), await over(desk)
    await pass_time(desk, clock, 20 * DAY)
    await reopen(desk, BOB, later)
    await close(desk, BOB, later)
    await sets(desk, "request", TypeChange(keep=10 * DAY))
    await pass_time(desk, clock, HOUR - SECOND)
    assert await archived(desk) == []
    await pass_time(desk, clock, SECOND)
    assert await archived(desk) == [number]
    await pass_time(desk, clock, 10 * DAY)
    assert await archived(desk) == [number, later]


async def test_nor_is_it_obeyed_sooner_where_another_type_has_something_due(desk: Desk, clock: FakeClock) -> None:
    incident = await incident_over(desk)
    await pass_time(desk, clock, timedelta(minutes=1))
    number = await over(desk)
    await pass_time(desk, clock, 7 * DAY - timedelta(minutes=30))
    await sets(desk, "request", TypeChange(keep=DAY))
    await pass_time(desk, clock, timedelta(minutes=59))
    assert (await erased(desk), await archived(desk)) == ([incident], [])
    await pass_time(desk, clock, timedelta(minutes=1))
    assert await archived(desk) == [number]


async def test_within_that_hour_it_can_be_taken_back_and_nothing_is_lost(desk: Desk, clock: FakeClock) -> None:
    """A slip of the finger: 9d for 90d, with everything to be erased."""
    number = await over(desk)
    await pass_time(desk, clock, 20 * DAY)
    await sets(desk, "request", TypeChange(keep=9 * DAY, afterwards="delete"))
    assert await desk.look(ADA, keeping.count_due, (await desk.look(ADA, typesettings.show, "request")).rows.type) == 1
    await pass_time(desk, clock, timedelta(minutes=50))
    await desk.change(ADA, typesettings.reset, "request", None)
    await pass_time(desk, clock, 30 * DAY)
    assert await erased(desk) == []
    assert (await ticket(desk, number)).title == "printer on fire"


async def test_what_is_set_besides_does_not_put_it_off(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    await pass_time(desk, clock, 30 * DAY - SECOND)
    await sets(desk, "request", TypeChange(lifetime=HOUR))
    await pass_time(desk, clock, SECOND)
    assert await archived(desk) == [number]


async def test_what_is_archived_is_erased_too_where_that_is_said_later(desk: Desk, clock: FakeClock) -> None:
    number = await over(desk)
    await pass_time(desk, clock, 31 * DAY)
    assert await in_archive(desk) == [number]
    await sets(desk, "request", TypeChange(afterwards="delete"))
    await pass_time(desk, clock, HOUR)
    assert await erased(desk) == [number]
    assert await in_archive(desk) == []


async def test_never_holds_whatever_the_file_says(desk: Desk, clock: FakeClock) -> None:
    await over(desk)
    await sets(desk, "request", TypeChange(keep=timedelta(0)))
    await desk.change(shell(), types.apply, KEPT)
    await pass_time(desk, clock, 500 * DAY)
    assert await archived(desk) == []


async def test_it_is_said_where_the_keep_time_comes_from(desk: Desk, clock: FakeClock) -> None:
    written = replace(ERASED, given=frozenset({"keep", "afterwards"}))
    desk.settings = replace(desk.settings, types={**desk.settings.types, "incident": written})
    await sets(desk, "incident", TypeChange(keep=30 * DAY))
    shown = await desk.look(ALICE, typesettings.show, "incident")
    assert (shown.rows.type.keep, shown.rows.type.afterwards) == (30 * 86400, "delete")
    assert shown.sources[0, "keep"] == Source(file=False, by="ada", at=clock.now())
    assert shown.sources[0, "afterwards"] == Source(file=True)


@pytest.mark.parametrize(
    ("state", "change", "said"),
    [
        (None, TypeChange(keep=DAY - SECOND), "Type incident: keep= is at least 1d, or never."),
        ("closed", TypeChange(keep=DAY), "Type incident: keep= is for all of it, not for closed alone. Leave out"),
        ("closed", TypeChange(afterwards="delete"), "Type incident: after= is for all of it, not for closed alone."),
    ],
)
async def test_what_cannot_be_set_gets_a_sentence(desk: Desk, state: str | None, change: TypeChange, said: str) -> None:
    assert said in await refusal(desk.change(ADA, typesettings.put, "incident", state, change))


async def test_a_role_member_sets_no_keep_time(desk: Desk) -> None:
    said = await refusal(desk.change(BOB, typesettings.put, "request", None, TypeChange(keep=DAY)))
    assert said.startswith("Only an admin may set a type")


# when


async def test_the_next_ones_are_known_beforehand(desk: Desk, clock: FakeClock) -> None:
    request, incident = await over(desk), await incident_over(desk)
    found = await desk.look(ADA, keeping.list_next)
    assert [(one.ticket.id, one.until - clock.now(), one.afterwards) for one in found] == [
        (incident, 7 * DAY, "delete"),
        (request, 30 * DAY, "archive"),
    ]


async def test_there_is_one_timer_however_many_are_over(desk: Desk, clock: FakeClock) -> None:
    for _ in range(3):
        await over(desk)
        await accept(desk, BOB, await new(desk))
    until = clock.now() + 30 * DAY
    await pass_time(desk, clock, DAY)
    await over(desk)
    assert await due_at(desk) == until
    assert await desk.database.read(count_timers) == 1


async def count_timers(tx: Transaction) -> int:
    return int(await tx.value("select count(*) from timer where kind = 'keep_end'") or 0)
