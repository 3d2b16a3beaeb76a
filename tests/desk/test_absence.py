"""Who is asleep, muted or gone can't be asked: their role is passed over at once, if somebody of the next is here."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from chatbot.desk import prompts, quieting, roles, tickets
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.desk.tickets import New
from chatbot.services import holding
from store import outbox, timers
from tests.desk.doing import (
    BOB,
    accept,
    asked,
    decline,
    events,
    last_event,
    need_offer,
    new,
    offer,
    owner,
    release,
    ticket,
)
from tests.people import FakeClock, add_member, add_role, pass_time, person, shell
from tests.services.rows import To, queue, row

DORA, ERIN = person("dora"), person("erin")
Rest = Callable[[Desk, Caller], Awaitable[object]]


async def _mute(desk: Desk, who: Caller) -> None:
    await desk.change(who, quieting.mute, timedelta(hours=2))


async def _sleep(desk: Desk, who: Caller) -> None:
    """Now, and for two hours."""
    await desk.change(who, quieting.put_hours, 9 * 60, 12 * 60)


async def _say_bye(desk: Desk, who: Caller) -> None:
    await desk.change(who, quieting.leave)


async def _hush(desk: Desk, who: Caller) -> None:
    await desk.change(who, quieting.put_mode, "mine")


RESTS: dict[str, Rest] = {"muted": _mute, "asleep": _sleep, "gone": _say_bye, "hushed": _hush}


@pytest.fixture(autouse=True)
async def chain(desk: Desk) -> None:
    """ops, where bob is; then net, with dora; then leads, with erin."""
    for name in ("dora", "erin"):
        await add_member(desk, name)
    await add_role(desk, "net", "dora")
    await add_role(desk, "leads", "erin")
    await desk.change(shell(), roles.put, "ops", RoleChange(next="net"))
    await desk.change(shell(), roles.put, "net", RoleChange(next="leads"))


@pytest.mark.parametrize("how", RESTS)
async def test_where_nobody_is_here_the_next_role_is_asked_at_once(desk: Desk, how: str) -> None:
    await RESTS[how](desk, BOB)
    number = await new(desk)
    assert await asked(desk, number) == ["dora"]
    told = await last_event(desk, "ticket_timed_out")
    assert (told.data["why"], told.data["next"], told.data["lifetime"]) == ("absent", "net", 0)
    assert (await last_event(desk, "prompt_opened")).data["before"] == 0


async def test_one_who_is_here_is_enough(desk: Desk) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    await _mute(desk, BOB)
    number = await new(desk)
    assert await asked(desk, number) == ["bob", "charlie"]


async def test_who_wakes_before_they_would_be_asked_again_is_waited_for(desk: Desk) -> None:
    await desk.change(BOB, quieting.mute, timedelta(minutes=5))
    assert await asked(desk, await new(desk)) == ["bob"]


async def test_what_is_urgent_wakes_them(desk: Desk) -> None:
    await _sleep(desk, BOB)
    await _sleep(desk, DORA)
    number = (
        await desk.change(person("alice"), tickets.open_ticket, New("printer on fire", priority=4))
    ).seen.ticket.id
    assert await asked(desk, number) == ["bob"]
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["dora"], "and not erin, who is awake"


async def test_a_role_of_people_who_sleep_is_passed_over_for_one_that_is_awake(desk: Desk) -> None:
    await _sleep(desk, DORA)
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["erin"]
    told = (await last_event(desk, "ticket_timed_out")).data
    assert (told["next"], told["empty"], told["absent"]) == ("leads", None, "net")


async def test_where_all_of_them_sleep_its_own_role_keeps_it(desk: Desk, clock: FakeClock) -> None:
    for who in (BOB, DORA, ERIN):
        await _sleep(desk, who)
    number = await new(desk)
    assert await asked(desk, number) == ["bob"]
    await pass_time(desk, clock, timedelta(minutes=30))
    assert await asked(desk, number) == ["dora"], "the first that follows, since nobody is awake anywhere"
    assert (await last_event(desk, "ticket_timed_out")).data["absent"] is None


async def test_without_a_role_that_follows_they_are_asked_all_the_same(desk: Desk) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(next="none"))
    await _sleep(desk, BOB)
    assert await asked(desk, await new(desk)) == ["bob"]
    assert await events(desk, "ticket_timed_out") == []


async def test_its_own_role_may_take_it_when_they_wake(desk: Desk) -> None:
    await _sleep(desk, BOB)
    number = await new(desk)
    await accept(desk, BOB, number)
    assert await owner(desk, number) == "bob"
    assert (await ticket(desk, number)).role_id == (await desk.look(shell(), roles.show, "ops")).role.id


async def test_when_the_last_one_who_is_here_passes_the_next_role_is_asked_at_once(desk: Desk) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    await _sleep(desk, person("charlie"))
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["dora"]
    told = (await last_event(desk, "ticket_timed_out")).data
    assert (told["why"], told["passed"]) == ("absent", 1)


async def test_given_back_at_night_it_goes_on_to_who_is_here(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await _sleep(desk, BOB)
    await release(desk, BOB, number)
    assert await asked(desk, number) == ["dora"]


async def miss(desk: Desk, clock: FakeClock, number: int, *names: str) -> None:
    """As the sender does with lines of the offer that find their people gone; and a while passes."""
    prompt = (await need_offer(desk, number)).id
    lines = [
        await queue(desk, to=To("member", member=one), ticket=number, prompt=prompt, holds="offer") for one in names
    ]
    for line in lines:
        await desk.database.write(holding.put_aside, await row(desk, line), sure_at=clock.now())
    await pass_time(desk, clock, prompts.UNTIL_SURE)


async def test_who_was_not_there_to_be_told_is_not_here(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await miss(desk, clock, number, "bob")
    assert await asked(desk, number) == ["dora"]
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "absent"
    await miss(desk, clock, number, "dora")
    assert await asked(desk, number) == ["erin"]
    await miss(desk, clock, number, "erin")
    assert await asked(desk, number) == ["erin"], "nobody follows"
    assert await offer(desk, number) is not None


async def test_as_long_as_one_may_have_been_told_the_offer_goes_on(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    number = await new(desk)
    await miss(desk, clock, number, "bob")
    assert await asked(desk, number) == ["bob", "charlie"]
    await miss(desk, clock, number, "charlie")
    assert await asked(desk, number) == ["dora"]


async def test_of_whom_nobody_is_sure_may_be_here(desk: Desk, clock: FakeClock) -> None:
    """As soon after a start of dibs."""
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    number = await new(desk)
    prompt = (await need_offer(desk, number)).id
    line = await queue(desk, to=To("member", member="bob"), ticket=number, prompt=prompt, holds="offer")
    await desk.database.write(holding.put_aside, await row(desk, line))
    await miss(desk, clock, number, "charlie")
    assert await asked(desk, number) == ["bob", "charlie"]


async def test_an_offer_that_is_over_isnt_looked_at_any_more(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    prompt = (await need_offer(desk, number)).id
    line = await queue(desk, to=To("member", member="bob"), ticket=number, prompt=prompt, holds="offer")
    await desk.database.write(holding.put_aside, await row(desk, line), sure_at=clock.now())
    assert await desk.database.read(timers.get, prompts.ABSENT, prompt) is not None
    await accept(desk, BOB, number)
    assert await desk.database.read(timers.get, prompts.ABSENT, prompt) is None


async def test_who_turns_up_before_that_is_sure_is_waited_for(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    prompt = (await need_offer(desk, number)).id
    line = await queue(desk, to=To("member", member="bob"), ticket=number, prompt=prompt, holds="offer")
    await desk.database.write(holding.put_aside, await row(desk, line), sure_at=clock.now())
    await desk.database.write(outbox.wake, line)
    await pass_time(desk, clock, prompts.UNTIL_SURE)
    assert await asked(desk, number) == ["bob"]


async def test_where_nobody_follows_no_time_is_kept_for_it(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(next="none"))
    number = await new(desk)
    prompt = (await need_offer(desk, number)).id
    line = await queue(desk, to=To("member", member="bob"), ticket=number, prompt=prompt, holds="offer")
    await desk.database.write(holding.put_aside, await row(desk, line), sure_at=clock.now())
    assert await desk.database.read(timers.get, prompts.ABSENT, prompt) is None
