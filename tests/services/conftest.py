"""A desk whose role ops has the channel #ops, and a wire to the network that it is on."""

import pytest

from chatbot.desk import roles
from chatbot.desk.desk import Desk
from chatbot.desk.roles import RoleChange
from chatbot.services.greeter import Greeter
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from store.database import Database
from tests.people import NETWORK, FakeClock, furnish, opened_desk, shell
from tests.services.wires import FakeWire


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    """alice, bob, charlie and the admin ada are known; bob alone is in the closed role ops."""
    desk = await opened_desk(database, clock)
    await furnish(desk)
    await desk.change(shell(), roles.put, "ops", RoleChange(channel="#ops", network=NETWORK))
    return desk


@pytest.fixture
def wire() -> FakeWire:
    """Up; nobody is to be seen yet."""
    return FakeWire()


@pytest.fixture
def presence(wire: FakeWire) -> Presence:
    return Presence({wire.network: wire})


@pytest.fixture
def sender(desk: Desk, wire: FakeWire) -> Sender:
    return Sender(desk, wire)


@pytest.fixture
def greeter(desk: Desk, wire: FakeWire) -> Greeter:
    """On a network where people log in."""
    return Greeter(desk, wire, believes=False)
