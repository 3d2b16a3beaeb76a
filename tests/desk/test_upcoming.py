"""`next`: all that dibs will do by itself, with what comes of it and when, to those whom it concerns."""

from datetime import timedelta

import pytest

from chatbot.commands.upcoming import WORDS, told
from chatbot.desk import dictating, due, habits, keeping, roles, staying, stopwatches, upcoming
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.desk.views import state_of
from store import tickets, timers
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    ask,
    assign,
    close,
    decline,
    hold,
    later,
    new,
    refusal,
    report,
    resume,
)
from tests.people import NETWORK, FakeClock, add_member, add_role, in_private, person, shell, stranger

MINUTE = timedelta(minutes=1)
TITLE = ": printer on fire"


@pytest.fixture(autouse=True)
async def channel(desk: Desk) -> None:
    """ops has the channel #ops; where it takes nothing net is asked, where dora is."""
    await add_member(desk, "dora")
    await add_role(desk, "net", "dora")
    await desk.change(shell(), roles.put, "ops", RoleChange(channel="#ops", network=NETWORK, next="net"))


async def of_ticket(desk: Desk, number: int, who: Caller = ALICE) -> list[str]:
    _, coming = await desk.look(who, upcoming.of_ticket, number)
    return [told(one, desk.clock.now()).removesuffix(TITLE).removesuffix(".") for one in coming]


async def of_all(desk: Desk, who: Caller, role: str | None = None) -> list[str]:
    found = await desk.look(who, upcoming.list_next, role)
    return [told(one, desk.clock.now()).removesuffix(TITLE).removesuffix(".") for one in found.coming]


def test_each_kind_of_timer_has_something_it_is_about_and_words() -> None:
    assert WORDS.keys() == upcoming.ABOUT.keys() == due.WHEN_DUE.keys() | due.OUTSIDE.keys()


async def test_of_a_ticket_it_tells_all_in_the_order_in_which_it_comes(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    clock.advance(minutes=1)
    assert await of_ticket(desk, number) == [
        "#1 in 4m: ops is asked again",
        "#1 in 14m: #ops reads that it is free still",
        "#1 in 29m: net is asked, if nobody takes it",
    ]


async def test_when_what_is_said_in_a_channel_is_noted_no_more(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await desk.change(person("bob", "#ops"), dictating.begin, number)
    assert "#1 in 1h: what is said in #ops isn't noted any more" in await of_ticket(desk, number)
    assert "#1 in 1h: what is said in #ops isn't noted any more" in await of_all(desk, ADA)


async def test_what_becomes_of_a_timer_is_told_and_whose_it_is_to_nobody_else(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await desk.change(BOB, stopwatches.start, number, "")
    assert (await of_ticket(desk, number, BOB))[:2] == [
        "#1 in 8h: you are asked whether a timer runs still",
        "#1 in 1d: your timer on it ends, and nothing is logged",
    ]
    assert (await of_ticket(desk, number, ALICE))[:2] == [
        "#1 in 8h: one person is asked whether a timer runs still",
        "#1 in 1d: a timer on it ends, and nothing is logged",
    ]
    assert "#1 in 8h: you are asked whether a timer runs still" in await of_all(desk, BOB)
    await desk.change(BOB, stopwatches.drop, None)
    assert [line for line in await of_ticket(desk, number, BOB) if "timer" in line] == []


async def test_at_the_end_of_the_chain_its_reporter_hears(desk: Desk) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(next="none"))
    number = await new(desk)
    told = await of_ticket(desk, number)
    assert told[-1] == "#1 in 30m: its reporter hears that nobody took it, and it stays open"


async def test_a_turn_that_ends_early_ends_then_only_if_somebody_could_be_asked(desk: Desk) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(after=3 * MINUTE))
    number = await new(desk)
    assert await of_ticket(desk, number) == [
        "#1 in 1m 30s: #ops reads that it is free still",
        "#1 in 3m: net is asked, if nobody takes it",
    ]
    await desk.change(shell(), roles.remove, "net", Person("dora"))
    assert (await of_ticket(desk, number))[-1] == (
        "#1 in 30m: its reporter hears that nobody took it, and it stays open"
    )


async def test_where_nobody_reads_of_half_the_time_nothing_is_told_of_it(desk: Desk) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(channel=""))
    number = await new(desk)
    assert [line for line in await of_ticket(desk, number) if "15m" in line] == []


async def test_a_question_to_one_person_names_nobody(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await assign(desk, BOB, number, "charlie")
    assert await of_ticket(desk, number) == [
        "#1 in 5m: one person is asked again",
        "#1 in 30m: who asked one person hears that there was no answer",
    ]


async def test_what_rests_is_told_until_it_is_resumed(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await hold(desk, BOB, number, clock.now() + timedelta(days=2))
    assert await of_ticket(desk, number) == ["#1 in 2d: it is back from hold"]
    await resume(desk, BOB, number)
    assert await of_ticket(desk, number) == []


async def test_a_hold_that_ended_otherwise_is_told_no_more(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await hold(desk, BOB, number, clock.now() + timedelta(days=2))
    await close(desk, BOB, number)
    assert await of_ticket(desk, number) == []


async def test_a_question_to_the_reporter_is_told_until_it_is_answered(desk: Desk) -> None:
    """Friday, 10:00: a workday later is Monday, three are Wednesday."""
    number = await new(desk)
    await accept(desk, BOB, number)
    await ask(desk, BOB, number)
    assert await of_ticket(desk, number) == [
        "#1 in 3d: its reporter is asked again",
        "#1 in 5d: it is back from hold",
    ]
    await hold(desk, BOB, number, desk.clock.now() + timedelta(days=9))
    assert await of_ticket(desk, number) == ["#1 in 9d: it is back from hold"]


async def test_the_weekend_of_whoever_is_asked_is_that_of_their_own_clock(desk: Desk, clock: FakeClock) -> None:
    """Thursday, 20:00: where alice lives Friday has come. A workday later is their Monday, which begins on Sunday."""
    await desk.change(in_private("alice"), habits.put_zone, "Pacific/Auckland")
    clock.advance(days=6, hours=10)
    number = await new(desk)
    await accept(desk, BOB, number)
    await ask(desk, BOB, number)
    assert await of_ticket(desk, number) == [
        "#1 in 3d: its reporter is asked again",
        "#1 in 5d: it is back from hold",
    ]


async def test_who_wanted_it_later_is_named_to_nobody_but_themselves(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await later(desk, BOB, number, clock.now() + 2 * MINUTE)
    assert (await of_ticket(desk, number, BOB))[0] == "#1 in 2m: you are asked again"
    assert (await of_ticket(desk, number, ALICE))[0] == "#1 in 2m: who wanted it later is asked again"


async def stays(desk: Desk, number: int) -> None:
    """As the service of its state puts down when it comes there."""

    async def body(act: Act) -> None:
        ticket = await tickets.get(act.tx, number)
        assert ticket is not None
        await staying.plan(act, ticket, await state_of(act, ticket), act.now)

    await desk.change(NOBODY, body)


async def test_how_long_it_may_stay_where_it_is_is_told(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await stays(desk, number)
    (line,) = await of_ticket(desk, number)
    assert line.endswith(": its owner hears that it stays too long")


async def test_a_storm_is_told_to_its_role(desk: Desk) -> None:
    for number in range(6):
        await report(desk, ALICE, f"db{number}", title=f"db{number} down")
    told = [line for line in await of_all(desk, BOB) if line.startswith("ops in ")]
    assert told[:2] == [
        "ops in 1m: #ops reads of the storm in one line",
        "ops in 3m: the storm is over, unless it goes on",
    ]


async def test_an_admin_hears_of_all_and_others_of_what_concerns_them(desk: Desk) -> None:
    await new(desk)
    await desk.change(shell(), roles.put, "net", RoleChange(channel="#net", network=NETWORK))
    digests_due = ["ops in 2d 23h: #ops reads what lies open, if there is news"]
    theirs = [
        "#1 in 5m: ops is asked again",
        "#1 in 15m: #ops reads that it is free still",
        "#1 in 30m: net is asked, if nobody takes it",
    ]
    assert await of_all(desk, BOB) == [*theirs, *digests_due]
    assert await of_all(desk, ALICE) == theirs, "she reported it"
    assert await of_all(desk, CHARLIE) == []
    assert set(await of_all(desk, ADA)) > {*theirs, *digests_due}
    assert [line for line in await of_all(desk, ADA) if line.startswith("net ")] != []
    assert await of_all(desk, stranger("guest")) == []


async def test_a_role_without_a_channel_reads_nothing(desk: Desk) -> None:
    assert [line for line in await of_all(desk, ADA) if line.startswith("net ")] == []


async def test_what_the_desk_does_for_itself_is_for_admins(desk: Desk, clock: FakeClock) -> None:
    await desk.database.write(timers.put, keeping.SCRUB, keeping.ALL, due_at=clock.now() + MINUTE)
    assert (await of_all(desk, ADA))[0] == "dibs in 1m: what was erased leaves the file, too"
    for who in (BOB, stranger("guest")):
        assert [line for line in await of_all(desk, who) if line.startswith("dibs")] == []


async def test_of_one_role_it_tells_that_alone(desk: Desk) -> None:
    await new(desk)
    await desk.change(shell(), roles.put, "net", RoleChange(channel="#net", network=NETWORK))
    assert await of_all(desk, ADA, "net") == ["net in 2d 23h: #net reads what lies open, if there is news"]
    assert len(await of_all(desk, ADA, "ops")) == 4
    assert "No role opps" in await refusal(desk.look(ADA, upcoming.list_next, "opps"))


async def test_a_ticket_that_asks_another_role_concerns_both(desk: Desk) -> None:
    await decline(desk, BOB, await new(desk))
    for who in (BOB, person("dora")):
        assert [line for line in await of_all(desk, who) if "net is asked again" in line] != [], who


async def test_what_is_private_is_told_to_those_who_may_read_it_and_never_aloud(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    assert len(await of_all(desk, in_private("bob"))) == 4
    assert len(await of_ticket(desk, number, in_private("bob"))) == 3
    for who in (BOB, ADA, in_private("charlie"), in_private("dora"), CHARLIE):
        assert [line for line in await of_all(desk, who) if "#1" in line] == [], who
    for who in (BOB, in_private("charlie")):
        assert await refusal(desk.look(who, upcoming.of_ticket, number)) == f"#{number} is private."


async def test_what_ended_is_told_no_more(desk: Desk) -> None:
    number = await new(desk)
    await close(desk, BOB, number)
    assert await of_ticket(desk, number) == []


async def test_more_than_can_be_told_is_cut_and_said_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upcoming, "MOST", 4)
    for number in range(3):
        await new(desk, title=f"printer {number} on fire")
    found = await desk.look(ADA, upcoming.list_next, None)
    assert len(found.coming) == 4
    assert found.until is not None
    monkeypatch.setattr(upcoming, "MOST", 100)
    assert (await desk.look(ADA, upcoming.list_next, None)).until is None


async def test_only_so_much_is_looked_at_for_those_whom_little_concerns(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upcoming, "LOOKED_AT", 4)
    monkeypatch.setattr(upcoming, "BATCH", 2)
    await new(desk)
    await new(desk, title="vpn down")
    found = await desk.look(CHARLIE, upcoming.list_next, None)
    assert (found.coming, found.until) == ((), desk.clock.now() + 15 * MINUTE)
