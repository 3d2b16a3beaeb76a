"""Following a ticket: anybody who may read it, until they have enough; each is a line to somebody, so bounded."""

import pytest
from msgspec.structs import replace

from chatbot.desk import roles, watching
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from store import tickets, watchers
from tests.desk.doing import ALICE, BOB, CHARLIE, close, last_event, new, refusal
from tests.people import in_private, shell, stranger


async def watch(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, watching.watch, number)


async def unwatch(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, watching.unwatch, number)


async def hears(desk: Desk, number: int, member_id: int) -> bool:
    ticket = await desk.database.read(tickets.get, number)
    assert ticket is not None
    return await desk.database.read(watching.may_hear, ticket, member_id)


CHARLIES = 3


async def test_whoever_may_read_it_may_watch_it_and_has_it_written_down(desk: Desk) -> None:
    number = await new(desk)
    await watch(desk, CHARLIE, number)
    assert await hears(desk, number, CHARLIES)
    event = await last_event(desk, "ticket_watched")
    assert (event.ticket_id, event.member_id) == (number, CHARLIES)


async def test_twice_is_once(desk: Desk) -> None:
    number = await new(desk)
    await watch(desk, CHARLIE, number)
    assert await refusal(watch(desk, CHARLIE, number)) == f"#{number}: you watch it already. Enough? unwatch {number}"


async def test_who_has_enough_hears_no_more(desk: Desk) -> None:
    number = await new(desk)
    await watch(desk, CHARLIE, number)
    await unwatch(desk, CHARLIE, number)
    assert not await hears(desk, number, CHARLIES)
    assert (await last_event(desk, "ticket_unwatched")).member_id == CHARLIES
    assert await refusal(unwatch(desk, CHARLIE, number)) == (
        f"#{number}: you don't watch it. To follow it: watch {number}"
    )


async def test_a_closed_one_may_be_watched_for_it_may_open_again(desk: Desk) -> None:
    number = await new(desk)
    await close(desk, BOB, number)
    await watch(desk, CHARLIE, number)
    assert await hears(desk, number, CHARLIES)


async def test_its_reporter_hears_anyway(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(watch(desk, ALICE, number)) == (
        f"#{number}: you reported it, so you hear of it anyway. Nothing changed."
    )


async def test_a_stranger_could_not_be_found_again(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(watch(desk, stranger("guest"), number)) == (
        "You aren't logged in. To watch tickets: log in to NickServ, then say it again."
    )


async def test_a_private_ticket_is_watched_by_those_who_may_read_it(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    assert await refusal(watch(desk, in_private("charlie"), number)) == f"#{number} is private."
    await watch(desk, in_private("bob"), number)
    assert await hears(desk, number, 2)


async def test_who_may_no_longer_read_it_hears_no_more_and_may_say_enough(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    await watch(desk, in_private("charlie"), number)
    await desk.change(shell(), roles.remove, "ops", Person("charlie"))
    assert not await hears(desk, number, CHARLIES)
    await unwatch(desk, in_private("charlie"), number)
    assert await refusal(unwatch(desk, in_private("charlie"), number)) == f"#{number} is private."


async def test_more_than_two_hundred_would_be_a_way_to_flood(desk: Desk) -> None:
    assert Bounds().watchers == 200
    desk.settings = replace(desk.settings, bounds=replace(desk.settings.bounds, watchers=1))
    number = await new(desk)
    await watch(desk, CHARLIE, number)
    assert await refusal(watch(desk, BOB, number)) == (
        f"#{number} has 1 watchers, and that is the most. Now and then: show {number}"
    )
    assert await desk.database.read(watchers.count, number) == 1


@pytest.mark.parametrize("number", [99, 2**70])
async def test_what_isnt_there_is_not_watched(desk: Desk, number: int) -> None:
    assert "No ticket" in await refusal(watch(desk, CHARLIE, number))
