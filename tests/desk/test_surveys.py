"""How long tickets stay in each state of their type."""

from datetime import timedelta

from chatbot.desk import surveys, undoing
from chatbot.desk.desk import Desk
from tests.desk.doing import BOB, accept, close, new
from tests.people import FakeClock, in_private


async def test_the_median_is_of_what_was_left_again(desk: Desk, clock: FakeClock) -> None:
    for minutes in (2, 4, 60):
        number = await new(desk)
        clock.advance(minutes=minutes)
        await accept(desk, BOB, number)
    await close(desk, BOB, number)
    found = await desk.look(in_private("alice"), surveys.survey, "request")
    assert found.stayed == {1: timedelta(minutes=4), 2: timedelta()}
    assert found.standing == {1: 0, 2: 2, 3: 0, 4: 1}


async def test_what_was_undone_was_no_stay(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await desk.change(BOB, undoing.undo, number)
    clock.advance(minutes=30)
    await accept(desk, BOB, number)
    assert (await desk.look(BOB, surveys.survey, "request")).stayed == {1: timedelta(minutes=30)}
