"""dibs sits in every channel that a role has, and follows when that changes."""

import pytest

from chatbot.desk import roles
from chatbot.desk.act import Act
from chatbot.desk.desk import Desk
from chatbot.desk.roles import RoleChange
from chatbot.services.channels import Channels
from tests.desk.doing import new
from tests.people import NETWORK, add_role, shell
from tests.services.loops import Reads, running, settle
from tests.services.wires import FakeWire
from tests.waiting import until


@pytest.fixture
def channels(desk: Desk, wire: FakeWire) -> Channels:
    return Channels(desk, {wire.network: wire})


async def put_channel(desk: Desk, role: str, channel: str, network: str = NETWORK) -> None:
    await desk.change(shell(), roles.put, role, RoleChange(channel=channel, network=network))


async def test_it_begins_with_the_channels_that_roles_have(channels: Channels, wire: FakeWire) -> None:
    async with running(channels.run()):
        await until("it is wanted", lambda: wire.wanted == ["#ops"])


async def test_it_follows_when_a_role_gets_a_channel(desk: Desk, channels: Channels, wire: FakeWire) -> None:
    await add_role(desk, "web")
    async with running(channels.run()):
        await until("the first is wanted", lambda: "#ops" in wire.wanted)
        await put_channel(desk, "web", "#web")
        await until("the second is wanted", lambda: "#web" in wire.wanted)


async def much_at_once(act: Act) -> None:
    """In one commit, after which nothing else happens."""
    for _ in range(5):
        await act.journal("noise")
    await roles.put(act, "web", RoleChange(channel="#web", network=NETWORK))


async def test_it_reads_on_when_more_happened_at_once_than_it_reads_at_once(
    desk: Desk, channels: Channels, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.services.channels.BATCH", 2)
    await add_role(desk, "web")
    async with running(channels.run()):
        await until("the first is wanted", lambda: "#ops" in wire.wanted)
        await desk.change(shell(), much_at_once)
        await until("the second is wanted", lambda: "#web" in wire.wanted)


async def test_a_channel_is_wanted_on_its_own_network_alone(desk: Desk, wire: FakeWire) -> None:
    other = FakeWire("othernet")
    await add_role(desk, "web")
    await put_channel(desk, "web", "#web", "othernet")
    await add_role(desk, "far")
    await put_channel(desk, "far", "#far", "a network that dibs isn't on")
    async with running(Channels(desk, {NETWORK: wire, "othernet": other}).run()):
        await until("both are wanted", lambda: (wire.wanted, other.wanted) == (["#ops"], ["#web"]))


async def test_what_changes_no_role_makes_it_look_no_further(
    desk: Desk, channels: Channels, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(channels.run()):
        await until("it is wanted", lambda: bool(wire.wanted))
        await new(desk)
        await settle(desk.database)
        assert wire.wanted == ["#ops"]
        reads = Reads(desk.database, monkeypatch)
        await settle(desk.database)
        assert reads.count == 20  # those of the settling itself
