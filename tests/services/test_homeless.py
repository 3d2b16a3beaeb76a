"""A network that dibs isn't on any more: what was still to be said there isn't lost."""

import pytest
from msgspec.structs import replace

from chatbot.desk.desk import Desk
from chatbot.services.greeter import Greeter
from chatbot.services.homeless import rehome
from chatbot.services.sender import Sender
from chatbot.wire import Seen
from store import members
from store.database import Transaction
from tests.people import NETWORK, FakeClock
from tests.services.loops import running
from tests.services.rows import BOB, OPS, To, queue, row, status
from tests.services.wires import FakeWire
from tests.waiting import until

CHARLIE = To("member", member="charlie")
GONE = "gone"


@pytest.fixture
async def both(desk: Desk) -> Desk:
    """bob is known on this network and on the one that is gone, charlie there alone."""

    async def body(tx: Transaction) -> None:
        for name in ("bob", "charlie"):
            member = await members.get_by_name(tx, name)
            assert member is not None
            if name == "charlie":
                await tx.run("update identity set revoked_at = created_at where member_id = :id", id=member.id)
            await members.add_identity(
                tx, member_id=member.id, kind="account", network=GONE, value=name, shown=name, now=desk.clock.now()
            )

    await desk.database.write(body)
    desk.settings = replace(desk.settings, networks=(NETWORK,))
    return desk


async def test_who_is_known_elsewhere_is_told_there(both: Desk, wire: FakeWire, sender: Sender) -> None:
    number = await queue(both, to=BOB, network=GONE)
    wire.people["bob"] = ["bob"]
    async with running(sender.run()):
        await until("said", lambda: _is(both, number, "sent"))
    assert wire.said == [("bob", "#1 new for ops")]


async def test_who_is_known_nowhere_else_is_waited_for(
    both: Desk, wire: FakeWire, sender: Sender, greeter: Greeter
) -> None:
    number = await queue(both, to=CHARLIE, network=GONE)
    async with running(sender.run(), greeter.run()):
        await until("it waits", lambda: _is(both, number, "waiting"))
        assert wire.said == []


async def test_what_is_for_its_channels_waits_for_the_network(both: Desk) -> None:
    number = await queue(both, to=OPS, network=GONE)
    await both.database.write(rehome, (NETWORK,))
    one = await row(both, number)
    assert (one.status, one.network) == ("queued", GONE)


async def test_what_was_held_back_is_held_back_there_too(
    both: Desk, wire: FakeWire, sender: Sender, greeter: Greeter, clock: FakeClock
) -> None:
    number = await queue(both, to=BOB, network=GONE)

    async def hold(tx: Transaction) -> None:
        await tx.run("update notice set status = 'waiting', held = 1 where id = :id", id=number)

    await both.database.write(hold)
    wire.people["bob"] = ["bob"]
    async with running(sender.run(), greeter.run()):
        await until("it waits", lambda: _is(both, number, "waiting"))
        greeter.put(Seen(NETWORK, "bob", "bob", clock.now(), spoke=True))
        await until("said", lambda: _is(both, number, "sent"))


async def test_where_nobody_knows_which_networks_there_are_nothing_is_moved(both: Desk) -> None:
    number = await queue(both, to=BOB, network=GONE)
    await both.database.write(rehome, ())
    one = await row(both, number)
    assert (one.status, one.network) == ("queued", GONE)


async def _is(desk: Desk, number: int, wanted: str) -> bool:
    return await status(desk, number) == wanted
