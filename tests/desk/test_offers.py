"""An offer is repeated, reminded of at half its life, and over at its end; then the reporter hears."""

from datetime import timedelta
from typing import LiteralString

import pytest

from chatbot.desk import due, prompts, roles, tickets
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.entering import New
from chatbot.desk.roles import RoleChange
from store import timers
from store.database import Transaction
from tests.desk.doing import (
    BOB,
    accept,
    assign,
    close,
    decline,
    events,
    last_event,
    need_offer,
    new,
    offer,
    state_name,
)
from tests.people import START, FakeClock, fire_due, pass_time, shell

MINUTE = timedelta(minutes=1)


async def minutes(desk: Desk, kind: str) -> list[float]:
    """When events of that kind happened, in minutes since the start."""
    return [(event.at - START) / MINUTE for event in await events(desk, kind)]


async def run(desk: Desk, sql: LiteralString) -> None:
    async def body(tx: Transaction) -> int:
        return await tx.run(sql)

    await desk.database.write(body)


@pytest.mark.parametrize(
    ("state", "type_", "role", "expected"),
    [(7, 8, 9, 7), (None, 8, 9, 8), (None, None, 9, 9), (None, None, None, 30)],
)
async def test_lifetime_and_frequency_come_from_the_state_then_the_type_then_the_role_then_the_default(
    desk: Desk, state: int | None, type_: int | None, role: int | None, expected: int
) -> None:
    if state:
        await run(desk, "update ticket_state set lifetime = 420, every = 70 where code = 1")
    if type_:
        await run(desk, "update ticket_type set lifetime = 480, every = 80")
    if role:
        change = RoleChange(lifetime=timedelta(minutes=9), every=timedelta(seconds=90))
        await desk.change(shell(), roles.put, "ops", change)
    prompt = await need_offer(desk, await new(desk))
    assert (prompt.lifetime, prompt.every) == (expected * 60, expected * 10)


async def test_lifetime_and_frequency_fall_back_each_by_itself(desk: Desk) -> None:
    await run(desk, "update ticket_state set lifetime = 420 where code = 1")
    await run(desk, "update ticket_type set every = 80")
    prompt = await need_offer(desk, await new(desk))
    assert (prompt.lifetime, prompt.every) == (420, 80)


async def test_the_offer_is_repeated_after_one_two_and_four_times_its_frequency(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, 29 * MINUTE)
    assert await minutes(desk, "prompt_repeated") == [5, 10, 20]
    assert [event.data["left"] for event in await events(desk, "prompt_repeated")] == [1500, 1200, 600]
    assert (await need_offer(desk, number)).repeats == 3


async def test_it_is_repeated_three_times_at_most(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(lifetime=timedelta(hours=10)))
    await new(desk)
    await pass_time(desk, clock, timedelta(hours=9))
    assert await minutes(desk, "prompt_repeated") == [5, 10, 20]


async def test_it_is_never_repeated_at_its_end_or_after(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(lifetime=10 * MINUTE))
    await new(desk)
    await pass_time(desk, clock, timedelta(hours=1))
    assert await minutes(desk, "prompt_repeated") == [5]
    assert await minutes(desk, "ticket_timed_out") == [10]


async def test_at_half_its_life_the_channel_is_reminded_once(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    await pass_time(desk, clock, timedelta(hours=1))
    assert await minutes(desk, "prompt_half_over") == [15]
    assert (await last_event(desk, "prompt_half_over")).data["left"] == 900


async def test_the_offer_to_a_person_is_repeated_but_no_channel_is_reminded(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await assign(desk, BOB, number, "charlie")
    await pass_time(desk, clock, 29 * MINUTE)
    assert [event.data["person"] is not None for event in await events(desk, "prompt_repeated")] == [True] * 3
    assert await minutes(desk, "prompt_half_over") == []


async def test_when_its_life_is_over_it_times_out_once_and_the_ticket_stays_open(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, timedelta(hours=3))
    assert await minutes(desk, "ticket_timed_out") == [30]
    event = await last_event(desk, "ticket_timed_out")
    assert (event.data["why"], event.data["lifetime"], event.actor) == ("lifetime", 1800, "dibs")
    assert await offer(desk, number) is None
    assert await state_name(desk, number) == "new"


@pytest.mark.parametrize("ended_by", ["accept", "close", "decline"])
async def test_an_offer_that_is_over_says_nothing_more(desk: Desk, clock: FakeClock, ended_by: str) -> None:
    number = await new(desk)
    await {"accept": accept, "close": close, "decline": decline}[ended_by](desk, BOB, number)
    before = await events(desk)
    await pass_time(desk, clock, timedelta(hours=3))
    assert await events(desk) == before


async def test_a_timer_that_was_moved_or_taken_meanwhile_does_nothing(desk: Desk, clock: FakeClock) -> None:
    prompt = await need_offer(desk, await new(desk))
    timer = await desk.database.read(timers.get, prompts.END, prompt.id)
    assert timer is not None
    await desk.database.write(timers.put, prompts.END, prompt.id, due_at=clock.now() + timedelta(days=1))
    assert not await desk.change(NOBODY, due.fire, timer)
    assert await events(desk, "ticket_timed_out") == []


async def test_all_that_fell_due_while_nobody_looked_happens_when_somebody_does(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    clock.advance(hours=2)
    await fire_due(desk)
    assert len(await events(desk, "ticket_timed_out")) == 1
    assert await fire_due(desk) == 0


async def test_a_whole_lifetime_is_told_as_one_between_two_milliseconds_too(desk: Desk, clock: FakeClock) -> None:
    """What is on the disk has no microseconds, and a clock has."""
    clock.set(START + timedelta(microseconds=700))
    opened = await desk.change(shell(), tickets.open_ticket, New("printer on fire", role="ops"))
    assert opened.lifetime == 30 * 60
