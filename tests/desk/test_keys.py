"""A system's key: one open ticket for each of its keys, whoever else uses the same."""

from datetime import timedelta

import pytest

from chatbot.desk import holding, keys
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.keys import Repeated
from chatbot.desk.settings import DeskSettings
from store.database import Database
from tests.desk.doing import ALICE, BOB, accept, close, events, new, refusal, reopen, ticket
from tests.people import FakeClock, furnish, in_private, opened_desk, pass_time, shell, stranger


async def report(desk: Desk, caller: Caller = ALICE, key: str = "db1", title: str = "db1 down", **also: bool) -> int:
    wanted = New(title, private=also.get("private", False))
    return (await desk.change(caller, keys.report, wanted, key)).seen.ticket.id


async def recover(desk: Desk, caller: Caller = ALICE, key: str = "db1") -> int:
    return (await desk.change(caller, keys.recover, key, "")).ticket.id


async def test_it_is_opened_once_and_counted(desk: Desk) -> None:
    number = await report(desk)
    found = await desk.change(ALICE, keys.report, New("db1 down"), "db1")
    assert isinstance(found, Repeated)
    assert (found.seen.ticket.id, found.seen.ticket.times) == (number, 2)
    assert [event.data for event in await events(desk, "ticket_repeated")] == [{"times": 2}]


async def test_no_second_offer_is_made_and_the_first_goes_on(desk: Desk, clock: FakeClock) -> None:
    await report(desk)
    await pass_time(desk, clock, timedelta(minutes=29))
    await report(desk)
    assert len(await events(desk, "prompt_opened")) == 1
    await pass_time(desk, clock, timedelta(minutes=1))
    assert len(await events(desk, "ticket_timed_out")) == 1


async def test_one_that_somebody_has_is_counted_too(desk: Desk) -> None:
    number = await report(desk)
    await accept(desk, BOB, number)
    assert await report(desk) == number
    assert (await ticket(desk, number)).owner_id is not None


async def test_one_that_rests_is_counted_quietly_and_recovers_for_good(desk: Desk, clock: FakeClock) -> None:
    number = await report(desk)
    await accept(desk, BOB, number)
    await desk.change(BOB, holding.hold, number, clock.now() + timedelta(hours=2), "waiting for a disk")
    before = len(await events(desk))
    assert await report(desk) == number
    assert [event.kind for event in (await events(desk))[before:]] == ["ticket_repeated"]
    await recover(desk)
    await pass_time(desk, clock, timedelta(hours=3))
    assert (await ticket(desk, number)).resolution == "recovered"
    assert (await ticket(desk, number)).held_until is None


async def test_a_key_belongs_to_who_reports_by_it(desk: Desk) -> None:
    assert await report(desk) != await report(desk, BOB)
    assert await recover(desk, BOB) == 2
    assert "Nothing of yours is open under the key db1." in await refusal(desk.change(BOB, keys.recover, "db1", ""))
    assert (await ticket(desk, 1)).closed_at is None


async def test_recovered_closes_it_whoever_has_it_and_says_so(desk: Desk) -> None:
    number = await report(desk)
    await accept(desk, BOB, number)
    assert await recover(desk) == number
    assert (await ticket(desk, number)).resolution == "recovered"
    (event,) = await events(desk, "ticket_closed")
    assert (event.actor, event.data["resolution"], event.data["owner"]) == ("alice", "recovered", 2)


@pytest.mark.parametrize("caller", [stranger("nagios"), shell()])
async def test_only_members_have_keys(desk: Desk, caller: Caller) -> None:
    assert "use key=" in await refusal(desk.change(caller, keys.report, New("db1 down"), "db1"))
    assert "use key=" in await refusal(desk.change(caller, keys.recover, "db1", ""))


@pytest.mark.parametrize("key", ["", " ", "/x", "a b", 'a"b', "a\x02b", "\u00e4", "x" * 65])
async def test_a_key_is_short_and_plain(desk: Desk, key: str) -> None:
    assert (await refusal(desk.change(ALICE, keys.report, New("x"), key))).startswith("key= ")


async def test_what_is_private_is_never_counted_on_what_is_not(desk: Desk) -> None:
    await report(desk)
    wanted = New("a secret", private=True)
    assert "needs another key" in await refusal(desk.change(in_private("alice"), keys.report, wanted, "db1"))


async def test_one_that_came_up_again_is_not_reopened_beside_the_new_one(desk: Desk) -> None:
    first = await report(desk)
    await close(desk, ALICE, first)
    second = await report(desk)
    assert await refusal(reopen(desk, ALICE, first)) == f"#{first} came up again as #{second}, which is open. show 2"
    await recover(desk)
    await reopen(desk, ALICE, first)


async def test_a_system_may_have_many_free_and_counts_apart(database: Database, clock: FakeClock) -> None:
    desk = await opened_desk(database, clock, DeskSettings(bounds=Bounds(member_free=2, keyed_free=4)))
    await furnish(desk)
    for number in range(4):
        await report(desk, key=f"db{number}")
    assert "4 is the most" in await refusal(desk.change(ALICE, keys.report, New("x"), "db9"))
    await new(desk)
    await report(desk, key="db3")
