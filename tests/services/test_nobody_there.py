"""Where nobody of a role is there to be told of an offer, the next is asked at once; whoever may be there counts."""

import pytest

from chatbot.desk import prompts, roles
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.services.sender import SETTLING, Sender
from tests.desk.doing import asked, events, need_offer, new
from tests.people import FakeClock, add_member, add_role, fire_due, shell
from tests.services.loops import running, settle
from tests.services.rows import BOB, To, queue, status
from tests.services.wires import FakeWire
from tests.waiting import until

CHARLIE = To("member", member="charlie")


@pytest.fixture(autouse=True)
async def chain(desk: Desk) -> None:
    """bob is in ops; then net is asked, where dora is."""
    await add_member(desk, "dora")
    await add_role(desk, "net", "dora")
    await desk.change(shell(), roles.put, "ops", RoleChange(next="net"))


async def offered(desk: Desk, *to: To, urgent: bool = False) -> tuple[int, list[int]]:
    """A ticket, and the lines that offer it."""
    number = await new(desk)
    prompt = (await need_offer(desk, number)).id
    return number, [
        await queue(desk, "#1 for ops", one, ticket=number, prompt=prompt, holds="offer", urgent=urgent) for one in to
    ]


async def long_up(sender: Sender, clock: FakeClock) -> None:
    """Its link came up some time ago."""
    await until("its link is up", lambda: sender.up_since is not None)
    clock.advance(seconds=SETTLING.total_seconds())


async def a_while_passes(desk: Desk, clock: FakeClock, *waiting: int) -> None:
    """After these lines were put aside."""
    for line in waiting:
        await until("its person is waited for", lambda line=line: _waits(desk, line))
    await settle(desk.database)
    clock.advance(seconds=prompts.UNTIL_SURE.total_seconds())
    await fire_due(desk)


async def _waits(desk: Desk, line: int) -> bool:
    return await status(desk, line) == "waiting"


@pytest.mark.parametrize("urgent", [False, True])
async def test_where_nobody_is_there_the_next_role_is_asked(
    desk: Desk, sender: Sender, clock: FakeClock, *, urgent: bool
) -> None:
    async with running(sender.run()):
        await long_up(sender, clock)
        number, lines = await offered(desk, BOB, urgent=urgent)
        await a_while_passes(desk, clock, *lines)
    assert await asked(desk, number) == ["dora"]
    (told,) = await events(desk, "ticket_timed_out")
    assert (told.data["why"], told.actor) == ("absent", "dibs")


async def test_where_all_are_marked_away_it_is_asked_too(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.people["bob"], wire.aways = ["bob"], {"bob"}
    async with running(sender.run()):
        await long_up(sender, clock)
        number, lines = await offered(desk, BOB)
        await a_while_passes(desk, clock, *lines)
    assert await asked(desk, number) == ["dora"]


async def test_where_the_server_knows_no_such_nick_it_is_asked_too(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    wire.answer("refused", "401")

    async def quit_meanwhile() -> None:
        del wire.people["bob"]

    wire.meanwhile = quit_meanwhile
    async with running(sender.run()):
        await long_up(sender, clock)
        number, lines = await offered(desk, BOB)
        await a_while_passes(desk, clock, *lines)
    assert await asked(desk, number) == ["dora"]


async def test_one_who_is_there_is_enough(desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    wire.people["charlie"] = ["charlie"]
    async with running(sender.run()):
        await long_up(sender, clock)
        number, (bobs, _) = await offered(desk, BOB, CHARLIE)
        await a_while_passes(desk, clock, bobs)
    assert await asked(desk, number) == ["bob", "charlie"]


async def test_one_who_is_found_elsewhere_is_there(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    """They share no channel with dibs."""
    wire.elsewhere["bob"] = ["bobby"]
    async with running(sender.run()):
        await long_up(sender, clock)
        number, _ = await offered(desk, BOB)
        await until("bob is told", lambda: wire.said != [])
        await a_while_passes(desk, clock)
    assert await asked(desk, number) == ["bob"]


async def test_soon_after_the_link_came_up_nobody_is_taken_for_gone(
    desk: Desk, sender: Sender, clock: FakeClock
) -> None:
    """A server that was down has everybody come back, dibs first perhaps."""
    async with running(sender.run()):
        await until("its link is up", lambda: sender.up_since is not None)
        clock.advance(seconds=SETTLING.total_seconds() - 1)
        number, (line,) = await offered(desk, BOB)
        await a_while_passes(desk, clock, line)
    assert await asked(desk, number) == ["bob"]


async def test_while_the_link_is_down_nobody_is_taken_for_gone(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.is_up = False
    async with running(sender.run()):
        await settle(desk.database)
        clock.advance(hours=1)
        number, (line,) = await offered(desk, BOB)
        await settle(desk.database)
        assert await asked(desk, number) == ["bob"]
        wire.is_up = True
        sender.woken.ring()
        await a_while_passes(desk, clock, line)
    assert await asked(desk, number) == ["bob"]


async def test_a_link_that_breaks_and_comes_back_is_new(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    async with running(sender.run()):
        await long_up(sender, clock)
        for is_up in (False, True):
            wire.is_up = is_up
            sender.woken.ring()
            await until("it is seen", lambda is_up=is_up: is_up == (sender.up_since is not None))
        number, (line,) = await offered(desk, BOB)
        await a_while_passes(desk, clock, line)
    assert await asked(desk, number) == ["bob"]


async def test_who_may_be_on_a_network_whose_link_is_down_is_not_taken_for_gone(
    desk: Desk, wire: FakeWire, clock: FakeClock
) -> None:
    far = FakeWire(network="othernet", is_up=False)
    sender = Sender(desk, wire, others={wire.network: wire, far.network: far})
    await desk.change(shell(), roles.remove, "ops", Person("bob"))
    await add_member(desk, "erin", network=far.network)
    await desk.change(shell(), roles.add, "ops", Person("erin"))
    async with running(sender.run()):
        await long_up(sender, clock)
        number, (line,) = await offered(desk, To("member", member="erin"))
        await a_while_passes(desk, clock, line)
    assert await asked(desk, number) == ["erin"]


async def test_who_was_told_and_then_left_has_their_time(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock
) -> None:
    wire.people["bob"] = ["bob"]
    async with running(sender.run()):
        await long_up(sender, clock)
        number, (line,) = await offered(desk, BOB)
        await until("bob is told", lambda: wire.said != [])
        await until("that is written down", lambda: _is_sent(desk, line))
        del wire.people["bob"]
        prompt = (await need_offer(desk, number)).id
        again = await queue(desk, "#1 still free", BOB, ticket=number, prompt=prompt, holds="offer")
        await a_while_passes(desk, clock, again)
    assert await asked(desk, number) == ["bob"]


async def _is_sent(desk: Desk, line: int) -> bool:
    return await status(desk, line) == "sent"
