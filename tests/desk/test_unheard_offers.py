"""An offer that nobody could hear, because a link was down, is made once before it times out."""

from datetime import datetime, timedelta

from chatbot.desk import prompts
from chatbot.desk.desk import NOBODY, Desk
from store import cursors, outbox, timers
from tests.desk.doing import BOB, accept, all_offers, events, last_event, need_offer, new, offer
from tests.people import START, FakeClock, fire_due, pass_time

MINUTE = timedelta(minutes=1)


async def queue_a_line(desk: Desk, number: int, clock: FakeClock) -> None:
    """As the dispatcher does for a prompt; nothing sends it, as while a link is down."""
    prompt = await need_offer(desk, number)
    event = await last_event(desk, "prompt_opened")
    await desk.database.write(
        outbox.add,
        plugin="announce",
        event_id=event.id,
        ticket_id=number,
        prompt_id=prompt.id,
        holds="offer",
        target="channel",
        network="testnet",
        address="#ops",
        member_id=None,
        text="#1 new for ops",
        brief="",
        joined="",
        masked=False,
        urgent=False,
        not_before=clock.now(),
        now=clock.now(),
    )


async def test_an_offer_that_nobody_could_hear_does_not_time_out(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await queue_a_line(desk, number, clock)
    await pass_time(desk, clock, timedelta(hours=3))
    assert await events(desk, "ticket_timed_out") == []
    assert await offer(desk, number) is not None


async def test_once_heard_late_it_lives_one_notification_period_more(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await queue_a_line(desk, number, clock)
    await pass_time(desk, clock, timedelta(hours=3, minutes=2))
    heard_at = clock.now()
    await hear(desk, number, heard_at)
    await pass_time(desk, clock, timedelta(minutes=4, seconds=59))
    assert await offer(desk, number) is not None
    await pass_time(desk, clock, timedelta(seconds=1))
    assert [event.at for event in await events(desk, "ticket_timed_out")] == [heard_at + 5 * MINUTE]


async def test_heard_in_time_its_end_stays_where_it_was(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await queue_a_line(desk, number, clock)
    await pass_time(desk, clock, 2 * MINUTE)
    await hear(desk, number, clock.now())
    await pass_time(desk, clock, timedelta(hours=1))
    assert [event.at for event in await events(desk, "ticket_timed_out")] == [START + 30 * MINUTE]


async def hear(desk: Desk, number: int, now: datetime) -> None:
    """The server took the line."""
    prompt = await need_offer(desk, number)
    (line,) = await desk.database.read(outbox.list_unheard, prompt.id)
    await desk.database.write(outbox.mark, line.id, status="sent", reason="", now=now)
    await desk.change(NOBODY, prompts.heard, prompt.id)


async def test_hearing_of_an_offer_that_is_over_does_not_bring_it_back(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    prompt = await need_offer(desk, number)
    await accept(desk, BOB, number)
    clock.advance(hours=1)
    await desk.change(NOBODY, prompts.heard, prompt.id)
    assert await desk.database.read(timers.get, prompts.END, prompt.id) is None
    assert [one.state for one in await all_offers(desk, number)] == ["accepted"]


async def test_after_a_stop_an_offer_that_no_plugin_had_read_yet_is_made_before_it_times_out(
    desk: Desk, clock: FakeClock
) -> None:
    read_until = len(await events(desk))
    await desk.database.write(cursors.add, "announce", read_until)
    number = await new(desk)
    clock.advance(hours=3)
    await fire_due(desk)
    assert await events(desk, "ticket_timed_out") == []
    await desk.database.write(cursors.move, "announce", was=read_until, to=len(await events(desk)))
    await pass_time(desk, clock, timedelta(minutes=4, seconds=59))
    assert await offer(desk, number) is not None
    await pass_time(desk, clock, timedelta(seconds=1))
    assert len(await events(desk, "ticket_timed_out")) == 1


async def test_a_plugin_that_reads_no_more_holds_no_timeout_up_for_ever(desk: Desk, clock: FakeClock) -> None:
    await desk.database.write(cursors.add, "gone", 0)
    await new(desk)
    await pass_time(desk, clock, timedelta(minutes=35))
    assert len(await events(desk, "ticket_timed_out")) == 1
