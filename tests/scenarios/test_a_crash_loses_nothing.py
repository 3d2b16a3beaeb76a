"""What was acknowledged before a crash is there after it, and what was still to be said is said."""

from pathlib import Path

from store.journal import list_after
from tests.client import talk
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import enter
from tests.servers.miniircd import Miniircd

OPS = RoleOf("ops", "#ops", ("bob",))


async def test_a_ticket_whose_number_was_seen_is_announced_after_the_crash_if_it_was_not_before(
    server: Miniircd, tmp_path: Path
) -> None:
    async with open_house(server.port, folder=tmp_path, roles=[OPS]) as house:
        alice = await house.client("alice")
        await talk(alice, "#desk", "!new @ops printer on fire", "^#1 opened")
        await house.crash()
    async with open_house(server.port, folder=tmp_path, roles=[OPS]) as house:
        await house.quiet()
        bob = await enter(house, "bob", "#ops")
        listed, back = await bob.tells("list")
        assert listed.startswith("p< All: 1 open, 1 free: #1 printer on fire")
        assert back == "p< While you were away: #1 free (printer on fire). dibs 1"


async def test_an_offer_goes_on_with_its_own_time(server: Miniircd, tmp_path: Path) -> None:
    clock = FakeClock()
    async with open_house(server.port, folder=tmp_path, roles=[OPS], clock=clock) as house:
        alice = await enter(house, "alice", "#desk")
        await alice.says("#desk", "!new @ops printer on fire")
        await house.pass_time(minutes=20)
        await house.crash()
    clock.advance(minutes=5)
    async with open_house(server.port, folder=tmp_path, roles=[OPS], clock=clock) as house:
        alice = await enter(house, "alice", "#desk")
        await _until_over(house)
        assert await alice.hears() == ["p< #1 printer on fire: nobody in ops took it in 30m. It stays open: show 1"]


async def _until_over(house: House) -> None:
    await house.pass_time(minutes=4)
    assert "timed_out" not in await _state(house)
    await house.pass_time(minutes=1)


async def _state(house: House) -> str:
    rows = await house.desk.database.read(list_after, 0, limit=1000)
    return " ".join(row.kind for row in rows)
