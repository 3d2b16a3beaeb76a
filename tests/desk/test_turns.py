"""A role may hand on to the next one after so long, or so many prompts: then, once, and only if somebody is there."""

from datetime import timedelta

import pytest

from chatbot.desk import prompts, roles
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from store import outbox
from tests.desk.doing import (
    ADA,
    BOB,
    accept,
    all_offers,
    asked,
    decline,
    events,
    last_event,
    need_offer,
    new,
    offer,
    owner,
    refusal,
    undo,
)
from tests.people import START, FakeClock, add_member, add_role, pass_time, shell
from tests.services.rows import OPS, queue, rows

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
async def chain(desk: Desk) -> None:
    """ops, where bob is; then net, with dora. An offer lives half an hour; repeats come after 5, 10 and 20 minutes."""
    await add_member(desk, "dora")
    await add_role(desk, "net", "dora")
    await put(desk, next_="net")


async def put(
    desk: Desk, *, next_: str | None = None, after: timedelta | None = None, prompts: int | None = None
) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(next=next_, after=after, prompts=prompts))


async def minutes(desk: Desk, *kinds: str) -> list[float]:
    """When such events happened, in minutes since the start."""
    return [(event.at - START) / MINUTE for event in await events(desk, *kinds)]


async def test_after_so_long_the_next_role_is_asked(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    number = await new(desk)
    await pass_time(desk, clock, timedelta(minutes=14, seconds=59))
    assert await asked(desk, number) == ["bob"]
    await pass_time(desk, clock, timedelta(seconds=1))
    assert await asked(desk, number) == ["dora"]
    told = (await last_event(desk, "ticket_timed_out")).data
    assert (told["why"], told["next"], told["lifetime"], told["prompts"]) == ("after", "net", 900, 3)


@pytest.mark.parametrize(("count", "at"), [(1, 5), (2, 10), (3, 20)])
async def test_after_so_many_prompts_it_is_asked_when_another_would_come(
    desk: Desk, clock: FakeClock, count: int, at: int
) -> None:
    await put(desk, prompts=count)
    number = await new(desk)
    await pass_time(desk, clock, timedelta(hours=1))
    told, _ = await events(desk, "ticket_timed_out", number=number)
    assert ((told.at - START) / MINUTE, told.data["why"], told.data["prompts"]) == (at, "prompts", count)
    assert [one for one in await minutes(desk, "prompt_repeated") if one < at] == [5.0, 10.0, 20.0][: count - 1]


@pytest.mark.parametrize(
    ("after", "count", "ended"),
    [
        (7, 2, ("after", 7)),
        (12, 2, ("prompts", 10)),
        (45, None, ("lifetime", 30)),
        (30, 4, ("lifetime", 30)),
    ],
)
async def test_whichever_comes_first_counts(
    desk: Desk, clock: FakeClock, *, after: int, count: int | None, ended: tuple[str, int]
) -> None:
    await put(desk, after=after * MINUTE, prompts=count)
    await new(desk)
    await pass_time(desk, clock, ended[1] * MINUTE)
    (told,) = await events(desk, "ticket_timed_out")
    assert (told.data["why"], (told.at - START) / MINUTE) == ended


async def test_its_own_role_hears_at_half_of_its_turn_and_may_take_it_afterwards(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=20 * MINUTE)
    number = await new(desk)
    await pass_time(desk, clock, 20 * MINUTE)
    assert await minutes(desk, "prompt_half_over") == [10]
    assert await asked(desk, number) == ["dora"]
    await accept(desk, BOB, number)
    assert await owner(desk, number) == "bob"


async def test_what_is_said_of_the_time_that_is_left_is_of_the_turn(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    await new(desk)
    await pass_time(desk, clock, 5 * MINUTE)
    assert (await last_event(desk, "prompt_opened")).data["lifetime"] == 900
    assert (await last_event(desk, "prompt_repeated")).data["left"] == 600


async def test_where_nobody_could_be_asked_next_it_has_its_lifetime(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    await desk.change(shell(), roles.remove, "net", Person("dora"))
    number = await new(desk)
    assert (await need_offer(desk, number)).expires_at == START + 30 * MINUTE
    await pass_time(desk, clock, timedelta(minutes=29))
    assert await asked(desk, number) == ["bob"]
    await pass_time(desk, clock, MINUTE)
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "lifetime"


async def test_where_nobody_can_be_any_more_it_goes_on_for_its_lifetime_and_is_repeated(
    desk: Desk, clock: FakeClock
) -> None:
    await put(desk, prompts=2)
    number = await new(desk)
    await desk.change(shell(), roles.remove, "net", Person("dora"))
    await pass_time(desk, clock, 29 * MINUTE)
    assert await asked(desk, number) == ["bob"]
    assert await events(desk, "ticket_timed_out") == []
    assert await minutes(desk, "prompt_repeated") == [5, 20]
    await pass_time(desk, clock, MINUTE)
    (told,) = await events(desk, "ticket_timed_out")
    assert (told.data["why"], told.data["next"]) == ("lifetime", None)


async def test_one_that_nobody_could_hear_waits_for_the_link(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    number = await new(desk)
    await queue(desk, to=OPS, ticket=number, prompt=(await need_offer(desk, number)).id, holds="offer")
    await pass_time(desk, clock, timedelta(hours=1))
    assert await events(desk, "ticket_timed_out") == []
    await desk.change(NOBODY, prompts.heard, (await need_offer(desk, number)).id)
    (line,) = await rows(desk)
    await desk.database.write(outbox.mark, line.id, status="sent", reason="", now=clock.now())
    await pass_time(desk, clock, timedelta(minutes=4, seconds=59))
    assert await asked(desk, number) == ["bob"]
    await pass_time(desk, clock, timedelta(seconds=1))
    assert await asked(desk, number) == ["dora"]


async def test_an_offer_that_comes_back_has_what_was_left_of_its_turn(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    number = await new(desk)
    await pass_time(desk, clock, 5 * MINUTE)
    await decline(desk, BOB, number)
    await undo(desk, BOB, number)
    assert await asked(desk, number) == ["bob"]
    await pass_time(desk, clock, 10 * MINUTE)
    assert await asked(desk, number) == ["dora"]
    assert [event.data["why"] for event in await events(desk, "ticket_timed_out")] == ["declined", "after"]


async def test_the_last_of_the_chain_has_its_own_lifetime(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    number = await new(desk)
    await pass_time(desk, clock, 45 * MINUTE)
    assert await offer(desk, number) is None
    assert await minutes(desk, "ticket_timed_out") == [15, 45]
    assert [one.ends_by for one in await all_offers(desk, number)] == ["after", "lifetime"]


async def test_what_is_changed_holds_for_the_next_offer(desk: Desk, clock: FakeClock) -> None:
    await put(desk, after=15 * MINUTE)
    await new(desk)
    await put(desk, after=5 * MINUTE)
    await pass_time(desk, clock, 15 * MINUTE)
    assert await minutes(desk, "ticket_timed_out") == [15]


async def test_it_is_taken_away_by_none_and_with_the_next_role(desk: Desk) -> None:
    async def told() -> tuple[int | None, int | None]:
        role = (await desk.look(shell(), roles.show, "ops")).role
        return role.next_after, role.next_prompts

    await put(desk, after=15 * MINUTE, prompts=2)
    assert await told() == (900, 2)
    await put(desk, after=timedelta(0))
    assert await told() == (None, 2)
    await put(desk, after=15 * MINUTE)
    await put(desk, next_="none")
    assert await told() == (None, None)
    changed = (await last_event(desk, "role_changed")).data
    assert (changed["next"], changed["after"], changed["prompts"]) == (None, None, None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (RoleChange(after=timedelta(seconds=59)), "after= is at least 1m"),
        (RoleChange(after=timedelta(days=1000)), "after= is at most 2 years."),
        (RoleChange(prompts=5), "prompts= is at most 4: nobody is asked more often. Or a time: after=15m"),
        (RoleChange(next="none", after=15 * MINUTE), "ops: who is asked then? role set ops next=<role> after=15m"),
        (RoleChange(next="none", prompts=1), "ops: who is asked then?"),
    ],
)
async def test_what_makes_no_sense_is_refused(desk: Desk, change: RoleChange, sentence: str) -> None:
    assert sentence in await refusal(desk.change(ADA, roles.put, "ops", change))
