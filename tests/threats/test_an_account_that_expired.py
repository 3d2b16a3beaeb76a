"""Who wasn't seen for 60 days may be somebody else by now: their rights sleep until an admin wakes them."""

from chatbot.desk import mornings, sleeping, suspending
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.identity import ASLEEP
from chatbot.desk.people import Person
from store.records import Event
from tests.desk.doing import ADA, ALICE, BOB, accept, asked, events, new, owner, refusal
from tests.people import NETWORK, FakeClock, in_private, shell

SLEEPS = ASLEEP


async def seen(desk: Desk, name: str, *, spoke: bool = False) -> None:
    await desk.change(NOBODY, mornings.greet, "account", NETWORK, name, spoke=spoke)


async def slept(desk: Desk) -> list[str]:
    while await desk.change(NOBODY, sleeping.put_to_sleep):
        pass
    found: list[Event] = await events(desk, "member_slept")
    return [str(event.data["person_name"]) for event in found]


async def test_who_was_not_seen_for_60_days_may_do_nothing(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    clock.advance(days=30)
    await seen(desk, "alice")
    await seen(desk, "ada")
    assert await slept(desk) == []
    clock.advance(days=31)
    assert "bob" in await slept(desk)
    assert "alice" not in await slept(desk)
    assert await refusal(accept(desk, BOB, number)) == SLEEPS
    assert await owner(desk, number) is None
    assert await asked(desk, number) == []


async def test_an_admin_wakes_them_and_they_are_seen_from_then_on(desk: Desk, clock: FakeClock) -> None:
    clock.advance(days=61)
    await slept(desk)
    await desk.change(shell(), suspending.restore, Person("ada"))
    await desk.change(ADA, suspending.restore, Person("bob"))
    number = await new(desk, in_private("bob"))
    assert number == 1
    assert (await slept(desk)).count("bob") == 1


async def test_whoever_comes_is_seen_and_a_word_of_a_sleeper_wakes_nobody(desk: Desk, clock: FakeClock) -> None:
    clock.advance(days=59)
    await seen(desk, "alice")
    clock.advance(days=2)
    await slept(desk)
    await new(desk, ALICE)
    await seen(desk, "bob", spoke=True)
    assert await refusal(new(desk, BOB)) == SLEEPS


async def test_a_sign_of_somebody_after_a_long_time_is_none_of_them(desk: Desk, clock: FakeClock) -> None:
    """dibs was down, or nobody has looked in the last hour: whoever comes may not be them."""
    clock.advance(days=61)
    assert await refusal(new(desk, BOB)) == SLEEPS
    await seen(desk, "bob", spoke=True)
    assert await refusal(new(desk, BOB)) == SLEEPS
    assert "bob" in [str(event.data["person_name"]) for event in await events(desk, "member_slept")]


async def test_the_shell_never_sleeps(desk: Desk, clock: FakeClock) -> None:
    clock.advance(days=400)
    await slept(desk)
    assert await new(desk, shell("")) == 1
