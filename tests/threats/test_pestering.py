"""Who makes dibs pester others: a person, a role, a channel."""

from dataclasses import replace
from itertools import cycle

import pytest

from chatbot.desk import roles, storms, tickets
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.settings import DeskSettings
from store import storms as rows
from tests.desk.doing import (
    ADA,
    accept,
    assign,
    close,
    comment,
    decline,
    events,
    new,
    refusal,
    release,
    reopen,
    ticket,
    undo,
)
from tests.people import FakeClock, add_role, person, stranger

MALLORY, GUEST = person("mallory"), stranger("guest42")


async def own_tickets(desk: Desk, count: int) -> list[int]:
    """mallory joined an open role by herself, and took what she opened: that many are hers."""
    await add_role(desk, "web", is_open=True)
    await desk.change(MALLORY, roles.join, "web")
    numbers = [await new(desk, MALLORY, role="web") for _ in range(count)]
    for number in numbers:
        await accept(desk, MALLORY, number)
    return numbers


def at_one_host(nick: str) -> Caller:
    guest = stranger(nick)
    return replace(guest, principal=replace(guest.principal, mask=f"{nick}!web@gateway.example"))


async def ask_until_refused(desk: Desk, numbers: list[int], *names: str) -> str:
    for number, name in zip(cycle(numbers), cycle(names), strict=False):
        if len(await events(desk, "assignment_offered")) > 100:
            return "never refused"
        try:
            await assign(desk, MALLORY, number, name)
        except Refused as refused:
            return str(refused)
    return ""


async def test_asking_two_people_in_turns_about_one_ticket_ends(desk: Desk) -> None:
    numbers = await own_tickets(desk, 1)
    assert "asked bob 5 times within 1d without a yes" in await ask_until_refused(desk, numbers, "bob", "alice")


async def test_asking_one_person_about_many_tickets_ends(desk: Desk) -> None:
    numbers = await own_tickets(desk, 10)
    assert "asked bob 5 times within 1d without a yes" in await ask_until_refused(desk, numbers, "bob")


async def test_noes_on_other_tickets_count_for_the_next(desk: Desk) -> None:
    for number in (numbers := await own_tickets(desk, 6))[:5]:
        await assign(desk, MALLORY, number, "bob")
        await decline(desk, person("bob"), number)
    assert "without a yes" in await refusal(assign(desk, MALLORY, numbers[5], "bob"))
    await assign(desk, ADA, numbers[5], "bob")


async def test_who_gets_a_yes_each_time_may_go_on_asking(desk: Desk) -> None:
    for number in await own_tickets(desk, 8):
        await assign(desk, MALLORY, number, "bob")
        await accept(desk, person("bob"), number)


@pytest.mark.parametrize("whose", [person("alice"), GUEST], ids=["a member", "a stranger"])
async def test_what_others_open_for_one_counts_to_who_opened_it(desk: Desk, whose: Caller, clock: FakeClock) -> None:
    bounds = desk.settings.bounds
    named = Person(whose.principal.nick, wearer=whose.principal)
    for count in range(bounds.for_others):
        await desk.change(MALLORY, tickets.open_ticket, New(f"printer {count}", whose=named))
    for _ in range(bounds.member_free if whose.principal.account else bounds.stranger_free):
        await new(desk, whose)
    assert "is the most" in await refusal(new(desk, whose))
    clock.advance(hours=25)
    assert "20 of your tickets wait to be taken" in await refusal(new(desk, MALLORY))
    await accept(desk, person("bob"), 1)
    await new(desk, MALLORY)


@pytest.mark.parametrize("whose", [person("alice"), GUEST], ids=["a member", "a stranger"])
async def test_what_others_open_for_one_makes_no_storm_of_their_own(desk: Desk, whose: Caller) -> None:
    """In one their next ticket would be said late. It is the storm of who opened them."""
    named = Person(whose.principal.nick, wearer=whose.principal)
    numbers = [
        (await desk.change(MALLORY, tickets.open_ticket, New(f"printer {count}", whose=named))).seen.ticket.id
        for count in range(storms.MOST)
    ]
    assert len(await events(desk, "storm_began")) == 1
    found = await desk.database.read(storms.storm_of, await ticket(desk, numbers[-1]))
    assert found is not None
    assert found.name == "mallory"
    own = await ticket(desk, await new(desk, whose))
    assert await desk.database.read(storms.storm_of, own) is None
    assert own.id not in [one.id for one in await desk.database.read(rows.list_tickets, found)]


async def test_a_day_later_the_same_person_may_be_asked_again(desk: Desk, clock: FakeClock) -> None:
    numbers = await own_tickets(desk, 6)
    await ask_until_refused(desk, numbers, "bob")
    clock.advance(hours=25)
    await assign(desk, MALLORY, numbers[5], "bob")


async def test_a_stranger_who_opens_and_closes_in_turns_is_stopped(desk: Desk, clock: FakeClock) -> None:
    for _ in range(desk.settings.bounds.stranger_offers):
        await close(desk, GUEST, await new(desk, GUEST))
    assert "within the hour" in await refusal(new(desk, GUEST))
    clock.advance(minutes=61)
    await new(desk, GUEST)


async def test_a_stranger_who_reopens_again_and_again_is_stopped(desk: Desk) -> None:
    number = await new(desk, GUEST)
    for _ in range(desk.settings.bounds.stranger_offers - 1):
        await close(desk, GUEST, number)
        await reopen(desk, GUEST, number)
    await close(desk, GUEST, number)
    assert "within the hour" in await refusal(reopen(desk, GUEST, number))


async def test_another_nick_at_the_same_address_is_counted_with_the_first(desk: Desk) -> None:
    for count in range(desk.settings.bounds.stranger_offers):
        guest = at_one_host(f"guest{count}")
        await close(desk, guest, await new(desk, guest))
    assert "within the hour" in await refusal(new(desk, at_one_host("guest99")))


async def test_a_member_who_takes_and_gives_back_in_turns_is_stopped(desk: Desk) -> None:
    numbers = await own_tickets(desk, 3)
    desk.settings = DeskSettings(bounds=Bounds(member_offers=12))
    for number in numbers:
        for _ in range(3):
            await release(desk, MALLORY, number)
            await accept(desk, MALLORY, number)
    assert "Roles were asked 12 times for you within the hour" in await refusal(release(desk, MALLORY, numbers[0]))
    await release(desk, ADA, numbers[0])


async def test_about_one_ticket_a_member_has_others_asked_anew_few_times_an_hour(desk: Desk, clock: FakeClock) -> None:
    number = (await own_tickets(desk, 1))[0]
    await release(desk, MALLORY, number)
    for _ in range(desk.settings.bounds.asked_anew - 1):
        await accept(desk, MALLORY, number)
        await undo(desk, MALLORY, number)
    await accept(desk, MALLORY, number)
    for verb in (undo(desk, MALLORY, number), release(desk, MALLORY, number)):
        assert f"#{number}: others were asked about it anew 5 times for you within the hour" in await refusal(verb)
    clock.advance(minutes=61)
    await release(desk, MALLORY, number)


async def test_a_stranger_who_takes_back_in_turns_is_stopped_too(desk: Desk) -> None:
    number = await new(desk, GUEST)
    for _ in range(desk.settings.bounds.asked_anew):
        await close(desk, GUEST, number)
        await undo(desk, GUEST, number)
    await close(desk, GUEST, number)
    assert "anew 5 times" in await refusal(undo(desk, GUEST, number))


async def test_what_asks_nobody_is_taken_back_as_often_as_one_likes(desk: Desk) -> None:
    number = await new(desk, MALLORY)
    for _ in range(desk.settings.bounds.asked_anew + 1):
        await comment(desk, MALLORY, number)
        await undo(desk, MALLORY, number)
