"""Who reported over a bridge is told in the channel where they did: what they must know, while the bridge is there."""

from datetime import timedelta

import pytest

from chatbot.desk import roles
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.roles import RoleChange
from chatbot.plugin import Event, Notice, Reporter
from chatbot.services.janitor import WAITS
from chatbot.services.plugins import HOLDS
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender, drop_late
from tests.desk.doing import BOB, accept, close, comment, last_event, new, release
from tests.desk.test_bridged import RELAY, over
from tests.people import NETWORK, FakeClock, person, shell
from tests.services.plugs import hears, read_all
from tests.services.rows import To, queue, rows
from tests.services.wires import FakeWire

DESK = To("channel", "#desk")
HEARD = ("ticket_accepted", "ticket_closed", "ticket_released", "ticket_commented", "ticket_held")
CAROL = "#1 for carol (bridged):"


async def told(desk: Desk, presence: Presence) -> list[tuple[str, str]]:
    """To whom, and of what: all that its reporter would be told."""

    def tell(event: Event) -> list[Notice]:
        return [Notice(to=Reporter(), text=event.kind)]

    dispatcher = await hears(desk, presence, tell, *HEARD)
    await desk.database.write(lambda tx: tx.run("update cursor set event_id = 0"))
    await read_all(dispatcher)
    return [(row.address, row.text) for row in await rows(desk)]


async def test_they_are_told_what_becomes_of_it_in_the_channel_where_they_reported_it(
    desk: Desk, presence: Presence
) -> None:
    number = await new(desk, over("carol"))
    await accept(desk, person("bob", "#ops"), number)
    await close(desk, person("bob", "#ops"), number)
    assert await told(desk, presence) == [("#desk", "ticket_accepted"), ("#desk", "ticket_closed")]


async def test_comments_are_never_said_aloud(desk: Desk, presence: Presence) -> None:
    number = await new(desk, over("carol"))
    await comment(desk, person("bob", "#ops"), number)
    assert await told(desk, presence) == []


async def test_what_they_read_in_that_channel_anyway_is_not_said_again(desk: Desk, presence: Presence) -> None:
    number = await new(desk, over("carol"))
    await accept(desk, BOB, number)  # in #desk
    await desk.change(shell(), roles.put, "ops", RoleChange(channel="#desk", network=NETWORK))
    await release(desk, person("bob", "#ops"), number)  # offered in #desk anew
    assert await told(desk, presence) == []


@pytest.fixture
async def carols(desk: Desk, wire: FakeWire) -> int:
    wire.bridges.add(RELAY)
    return await new(desk, over("carol"))


async def test_the_line_names_them_behind_the_number(desk: Desk, sender: Sender, wire: FakeWire, carols: int) -> None:
    await queue(desk, "#1 printer on fire: bob has it.", DESK, ticket=carols, holds="bridged")
    assert await sender.step()
    assert wire.said == [("#desk", f"{CAROL} printer on fire: bob has it.")]


async def test_a_long_line_stays_a_line(desk: Desk, sender: Sender, wire: FakeWire, carols: int) -> None:
    await queue(desk, f"#1 {'x' * 137}", DESK, ticket=carols, holds="bridged")
    assert await sender.step()
    assert len(wire.texts[0]) == 140
    assert wire.texts[0].startswith(CAROL)


async def test_a_name_that_would_ring_at_somebody_is_left_out(
    desk: Desk, sender: Sender, wire: FakeWire, carols: int
) -> None:
    wire.worn.add("carol")
    await queue(desk, "#1 bob has it.", DESK, ticket=carols, holds="bridged")
    await queue(desk, "#1 new for ops: vpn down (carol (bridged)). dibs 1", ticket=carols)
    while await sender.step():
        pass
    assert wire.texts == [
        "#1 for somebody (bridged): bob has it.",
        "#1 new for ops: vpn down (somebody (bridged)). dibs 1",
    ]


async def test_while_the_bridge_is_gone_it_waits_and_is_said_when_it_is_back(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, carols: int
) -> None:
    wire.bridges.clear()
    await queue(desk, "#1 bob has it.", DESK, ticket=carols, holds="bridged")
    await sender.step()
    wire.bridges.add(RELAY)
    assert not await sender.step()
    clock.advance(minutes=5)
    assert await sender.step()
    assert wire.texts == [f"{CAROL} bob has it."]


async def test_where_the_bridge_never_comes_back_it_is_given_up_and_that_is_told(
    desk: Desk, sender: Sender, wire: FakeWire, clock: FakeClock, carols: int
) -> None:
    wire.bridges.clear()
    await queue(desk, "#1 bob has it.", DESK, ticket=carols, holds="bridged")
    await sender.step()
    clock.set(clock.now() + WAITS + timedelta(minutes=1))

    assert await desk.change(NOBODY, drop_late, WAITS) == 1
    assert (await last_event(desk, "notice_undelivered")).data["reason"] == "late"


async def test_a_ticket_that_became_private_is_nothing_to_tell_over_a_bridge(
    desk: Desk, sender: Sender, wire: FakeWire, carols: int
) -> None:
    await queue(desk, "#1 printer on fire: bob has it.", DESK, ticket=carols, holds="bridged")
    await desk.database.write(lambda tx: tx.run("update ticket set private = 1 where id = :id", id=carols))
    await sender.step()
    assert wire.texts == []


@pytest.mark.parametrize("holds", sorted(HOLDS))
async def test_whatever_a_plugin_wants_to_hold_stops_nobody_else_s_lines(
    desk: Desk, presence: Presence, sender: Sender, wire: FakeWire, *, holds: str, carols: int
) -> None:
    await accept(desk, person("bob", "#ops"), carols)
    tell = [Notice(to=Reporter(), text="#1 has news.", holds=holds)]
    dispatcher = await hears(desk, presence, lambda _: tell, "ticket_accepted")
    await desk.database.write(lambda tx: tx.run("update cursor set event_id = 0"))
    await read_all(dispatcher)
    await queue(desk, "another line")
    await sender.step()
    assert "another line" in wire.texts
    assert {one.status for one in await rows(desk)} <= {"sent", "superseded"}


async def test_that_nobody_took_it_is_not_said_once_somebody_has(
    desk: Desk, sender: Sender, wire: FakeWire, carols: int
) -> None:
    await queue(desk, "#1 nobody took it.", DESK, ticket=carols, holds="bridged free")
    await accept(desk, BOB, carols)
    await sender.step()
    assert wire.texts == []
