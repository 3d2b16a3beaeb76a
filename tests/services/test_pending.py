"""What a clean end waits for: events that a plugin is yet to read, and lines that could be said now."""

from datetime import timedelta

from chatbot.desk.desk import Desk
from chatbot.services.pending import pending
from chatbot.services.presence import Presence
from store import outbox
from tests.desk.doing import new
from tests.people import NETWORK
from tests.services.plugs import Clumsy, aloud, hears, read_all
from tests.services.rows import BOB, queue


async def left(desk: Desk, *plugins: str, networks: tuple[str, ...] = (NETWORK,)) -> bool:
    return await desk.database.read(pending, plugins, networks, desk.clock.now())


async def test_an_event_that_a_plugin_has_not_read_is_waited_for(desk: Desk, presence: Presence) -> None:
    dispatcher = await hears(desk, presence, aloud, "ticket_closed")
    assert not await left(desk, "teller")
    await new(desk)
    assert await left(desk, "teller")
    await read_all(dispatcher)
    assert not await left(desk, "teller")


async def test_one_of_several_plugins_is_enough(desk: Desk, presence: Presence) -> None:
    await read_all(await hears(desk, presence, aloud, "ticket_closed", name="quick"))
    slow = await hears(desk, presence, aloud, "ticket_closed", name="slow")
    await new(desk)
    await read_all(await hears(desk, presence, aloud, "ticket_closed", name="quick"))
    assert await left(desk, "quick", "slow")
    await read_all(slow)
    assert not await left(desk, "quick", "slow")


async def test_a_plugin_that_fails_is_not_waited_for(desk: Desk, presence: Presence) -> None:
    dispatcher = await hears(desk, presence, Clumsy({"ticket_opened": 9}), "ticket_opened")
    await new(desk)
    await read_all(dispatcher)
    assert not await left(desk, "teller")


async def test_a_plugin_that_never_ran_is_not_waited_for(desk: Desk) -> None:
    assert not await left(desk, "unheard of")


async def test_a_line_that_is_due_is_waited_for_until_it_is_said(desk: Desk) -> None:
    number = await queue(desk)
    assert await left(desk)
    await desk.database.write(outbox.mark, number, status="sent", reason="", now=desk.clock.now())
    assert not await left(desk)


async def test_a_line_for_later_for_somebody_absent_or_for_another_network_is_not(desk: Desk) -> None:
    await queue(desk, after=timedelta(seconds=1))
    await desk.database.write(outbox.put_waiting, await queue(desk, to=BOB))
    await queue(desk, network="othernet")
    assert not await left(desk)
    assert await left(desk, networks=(NETWORK, "othernet"))
