"""What was missed while dibs was down is made up for once, and what can never be said holds nothing up."""

from datetime import timedelta

from msgspec import structs

from chatbot.desk.desk import Desk
from store.database import Transaction
from tests.desk.doing import events, new
from tests.desk.test_unheard_offers import queue_a_line
from tests.people import FakeClock, fire_due, pass_time


async def test_repeats_that_were_missed_are_made_up_for_by_one(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    clock.advance(minutes=15)  # the first and the second would have come at 5 and 10
    while await fire_due(desk):
        pass
    assert len(await events(desk, "prompt_repeated")) == 1
    await pass_time(desk, clock, timedelta(minutes=14))
    assert len(await events(desk, "prompt_repeated")) == 2


async def elsewhere(tx: Transaction) -> None:
    await tx.run("update notice set network = 'a-network-of-last-year'")


async def nowhere(tx: Transaction) -> None:
    await tx.run("update notice set network = null")


async def test_a_line_for_a_network_that_was_taken_out_of_the_settings_holds_no_timeout_up(
    desk: Desk, clock: FakeClock
) -> None:
    desk.settings = structs.replace(desk.settings, networks=("testnet",))
    await queue_a_line(desk, await new(desk), clock)
    await desk.database.write(elsewhere)
    await pass_time(desk, clock, timedelta(hours=1))
    assert len(await events(desk, "ticket_timed_out")) == 1


async def test_a_line_for_somebody_whose_address_nobody_knows_holds_no_timeout_up(desk: Desk, clock: FakeClock) -> None:
    await queue_a_line(desk, await new(desk), clock)
    await desk.database.write(nowhere)
    await pass_time(desk, clock, timedelta(hours=1))
    assert len(await events(desk, "ticket_timed_out")) == 1
