"""What comes in from elsewhere is old: nobody is prompted, told, or taken for doing it now, unless that is wanted."""

from datetime import timedelta
from pathlib import Path

from chatbot.desk import arriving, forgetting, reading, roles, staging
from chatbot.desk.arrivingparts import Part
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.services.finisher import BETWEEN, Finisher
from chatbot.services.pending import pending
from chatbot.services.presence import Presence
from store import arrivals, cursors, journal, stays
from tests.desk.arrivals import HEADING, brought, part, parts
from tests.desk.doing import (
    ADA,
    BOB,
    accept,
    close,
    comment,
    dump,
    events,
    new,
    offer,
    owner,
    refusal,
    state_name,
    undo,
)
from tests.people import FakeClock, in_private, shell
from tests.services.at_work import NEW, at_work
from tests.services.loops import running
from tests.services.plugs import Clumsy, Listener, hears, read_all
from tests.waiting import until

KINDS = ("ticket_opened", "ticket_commented", "time_logged", "ticket_arrived", "prompt_opened", "import_done")


async def promised(desk: Desk, *some: Part) -> None:
    """And not whole yet."""
    arrival = await desk.change(shell(), staging.begin, HEADING)
    await desk.change(shell(), staging.stage, arrival, 0, list(some), 0)
    await desk.change(shell(), staging.switch, arrival.id)


async def test_nobody_is_prompted_for_it_neither_now_nor_later(tmp_path: Path, clock: FakeClock) -> None:
    async with at_work(tmp_path, clock=clock) as works:
        await brought(works.desk, *parts(6))
        await works.pass_time(days=40)
        await works.desk.database.write(stays.call_all, "request", NEW)  # as where something of its type is set anew
        await works.quiet()
        assert await events(works.desk, "prompt_opened") == []
        assert [await state_name(works.desk, one) for one in (1, 2, 3)] == ["accepted", "closed", "new"]


async def test_who_has_it_is_told_that_it_stays_too_long_only_counted_from_when_it_came(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with at_work(tmp_path, clock=clock) as works:
        await brought(works.desk, part(1, stands="owned"))
        await works.pass_time(days=13)
        assert await events(works.desk, "ticket_overstayed") == []
        await works.pass_time(days=1)
        (told,) = await events(works.desk, "ticket_overstayed")
        assert timedelta(seconds=told.data["lasted"]) == timedelta(days=14)


async def test_it_can_be_taken_as_any_other(desk: Desk) -> None:
    await brought(desk, part(1))
    listed = await desk.look(in_private("bob"), reading.list_tickets, None, free=True)
    assert [one.ticket.id for one in listed.seen] == [1]
    await accept(desk, BOB, 1)
    assert await owner(desk, 1) == "bob"


async def test_what_is_to_be_offered_is(desk: Desk) -> None:
    await brought(desk, part(1, offer=True), part(2, offer=True, stands="owned"), part(3, offer=True, stands="over"))
    assert [event.ticket_id for event in await events(desk, "prompt_opened")] == [1]
    assert await offer(desk, 1) is not None


async def test_plugins_hear_of_it_once_and_of_nothing_that_is_old(desk: Desk, presence: Presence) -> None:
    heard = Listener()
    reader = await hears(desk, presence, heard, *KINDS)
    await brought(desk, part(1, offer=True), part(2), part(3, stands="over"))
    await new(desk)
    await read_all(reader)
    assert [(event.kind, event.ticket_id) for event in heard.heard] == [
        ("prompt_opened", 1),
        ("import_done", 0),
        ("ticket_opened", 4),
        ("prompt_opened", 4),
    ]
    done = heard.heard[1]
    assert (done.role, done.number("tickets"), done.number("open"), done.number("free")) == ("ops", 3, 2, 2)


async def test_nothing_is_left_to_be_read_of_it(desk: Desk, presence: Presence, clock: FakeClock) -> None:
    """Be the plugin up to date by then or behind."""
    await brought(desk, part(9))  # its client is new here, which is news
    early = await hears(desk, presence, Listener(), *KINDS, name="early")
    late = await hears(desk, presence, Listener(), *KINDS, name="late")
    await promised(desk, part(1))
    await read_all(early)
    await desk.change(shell(), arriving.settle)
    here = await desk.database.read(cursors.get, "early")
    assert here is not None
    assert here.event_id == await desk.database.read(journal.last_id)
    assert await desk.database.read(pending, ["late"], [], clock.now())
    await read_all(late)
    assert not await desk.database.read(pending, ["early", "late"], [], clock.now())


async def test_a_plugin_that_fails_before_it_is_tried_again_where_it_failed(
    desk: Desk, presence: Presence, clock: FakeClock
) -> None:
    clumsy = Clumsy({"ticket_opened": 1})
    reader = await hears(desk, presence, clumsy, "ticket_opened")
    await new(desk)
    await read_all(reader)
    await brought(desk, part(2))
    clock.advance(hours=1)
    await read_all(reader)
    assert clumsy.tries == ["ticket_opened", "ticket_opened"]


async def test_undo_takes_nothing_back_that_came_in(desk: Desk) -> None:
    number = await new(desk)
    await comment(desk, BOB, number, "toner ordered")
    await brought(desk, part(2, at=desk.clock.now()))
    await undo(desk, BOB)
    assert [event.ticket_id for event in await events(desk, "change_undone")] == [number]


async def test_what_is_done_to_it_here_can_be_taken_back(desk: Desk) -> None:
    await brought(desk, part(1, stands="owned"))
    await close(desk, BOB, 1)
    await undo(desk, BOB, 1)
    assert (await owner(desk, 1), await state_name(desk, 1)) == ("bob", "accepted")


async def test_whoever_is_named_stays_who_they_are_until_it_is_whole(desk: Desk) -> None:
    await promised(desk, part(1))
    for verb in (
        forgetting.forget(desk, ADA, Person("bob"), forgetting.REALLY),
        desk.change(ADA, roles.delete, "ops"),
    ):
        assert (await refusal(verb)).startswith("Not now: an import is being finished")
    await arriving.finish(desk)
    await forgetting.forget(desk, ADA, Person("bob"), forgetting.REALLY)


async def test_who_is_forgotten_is_in_nothing_that_was_staged(desk: Desk, tmp_path: Path) -> None:
    arrival = await desk.change(shell(), staging.begin, HEADING)
    await desk.change(shell(), staging.stage, arrival, 0, [part(1, title="canary")], 0)
    await forgetting.forget(desk, ADA, Person("bob"), forgetting.REALLY)
    assert "canary" not in repr(dump(tmp_path / "dibs.sqlite"))
    assert await refusal(desk.change(shell(), staging.switch, arrival.id)) == staging.THROWN_AWAY


async def test_a_role_that_goes_while_it_is_staged_is_promised_nothing(desk: Desk) -> None:
    arrival = await desk.change(shell(), staging.begin, HEADING)
    await desk.change(shell(), staging.stage, arrival, 0, [part(1)], 0)
    await desk.change(ADA, roles.delete, "ops")
    assert await refusal(desk.change(shell(), staging.switch, arrival.id)) == staging.CHANGED


async def test_dibs_goes_on_with_it_when_it_starts_and_while_it_runs(desk: Desk, clock: FakeClock) -> None:
    await promised(desk, part(1))
    async with running(Finisher(desk).run()):
        await until("it is whole", lambda: whole(desk))
        await promised(desk, part(2))
        clock.advance(minutes=BETWEEN.total_seconds() / 60)
        await until("the next one is", lambda: whole(desk))
    assert [event.ticket_id for event in await events(desk, "ticket_arrived")] == [1, 2]


async def whole(desk: Desk) -> bool:
    return await desk.database.read(arrivals.get_under_way) is None
