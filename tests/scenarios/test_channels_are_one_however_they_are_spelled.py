"""A role's channel may be typed in another spelling than the one that dibs joined."""

from pathlib import Path

from tests.furnishing import RoleOf
from tests.house import open_house
from tests.people import FakeClock
from tests.scenarios.person import enter
from tests.servers.miniircd import Miniircd


async def test_what_is_taken_in_the_channel_is_not_said_there_twice(server: Miniircd, tmp_path: Path) -> None:
    ops = RoleOf("ops", "#Ops", ("bob",))
    async with open_house(
        server.port, folder=tmp_path, clock=FakeClock(), roles=[ops], channels=["#desk", "#OPS"]
    ) as house:
        alice, bob = await enter(house, "alice", "#desk"), await enter(house, "bob", "#ops")
        await alice.says("#desk", "!new @OPS printer on fire")
        assert [line.split("< ")[1] for line in await bob.hears()] == [
            "#1 new for ops: printer on fire (alice). Take it: dibs 1",
            "#1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes.",
        ]
        assert [line.split("< ")[1] for line in await bob.says("#ops", "dibs 1")] == [
            "#1 is yours: printer on fire. When done: !close 1"
        ]


async def test_who_spoke_there_is_not_asked_in_private(server: Miniircd, tmp_path: Path) -> None:
    ops = RoleOf("ops", "#Ops", ("bob",))
    async with open_house(
        server.port, folder=tmp_path, clock=FakeClock(), roles=[ops], channels=["#desk", "#OPS"]
    ) as house:
        alice, bob = await enter(house, "alice", "#desk"), await enter(house, "bob", "#ops")
        await bob.says("#ops", "good morning")
        await alice.says("#desk", "!new @ops printer on fire")
        assert len(await bob.hears()) == 1
