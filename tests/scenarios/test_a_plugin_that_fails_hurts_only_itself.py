"""A plugin that raises is tried again, then goes on behind that event; an admin is told; the others never notice."""

from functools import partial
from pathlib import Path

from store import cursors, journal
from tests.furnishing import RoleOf
from tests.house import PLUGINS, House, open_house
from tests.people import FakeClock
from tests.scenarios import clumsy
from tests.scenarios.person import enter
from tests.servers.miniircd import Miniircd
from tests.waiting import until

OPS = RoleOf("ops", "#ops")


async def _give_up(house: House) -> None:
    """It is tried again 1, 10 and 60 s later."""
    for count in (1, 2, 3, 0):
        await until(f"failed {count} times", partial(_has_failed, house, count))
        house.clock.advance(minutes=2)


async def _has_failed(house: House, count: int) -> bool:
    cursor = await house.desk.database.read(cursors.get, clumsy.__name__)
    newest = await house.desk.database.read(journal.last_id)
    return cursor is not None and cursor.failures == count and (count > 0 or cursor.event_id == newest)


async def test_the_others_go_on_and_an_admin_is_told(server: Miniircd, tmp_path: Path) -> None:
    plugins = (*PLUGINS, clumsy.__name__)
    async with open_house(server.port, folder=tmp_path, clock=FakeClock(), roles=[OPS], plugins=plugins) as house:
        alice, bob = await enter(house, "alice", "#desk"), await enter(house, "bob", "#ops")
        ada = await enter(house, "ada", "#desk")
        await ada.tells(f"iam {house.codes[-1]}")
        assert await alice.says("#desk", f"!new @ops {clumsy.TRIPS_OVER}") == [
            f"#desk< #1 opened for ops: {clumsy.TRIPS_OVER}. 1 asked; you hear within 30m."
        ]
        assert len(await bob.hears()) == 2
        await _give_up(house)
        told = [line for line in await ada.hears() if "plugin" in line]
        assert len(told) == 1
        assert told[0].startswith(f"p< plugin {clumsy.__name__} failed at event ")
        assert told[0].endswith(" (ZeroDivisionError); it goes on behind it.")


async def test_it_reacts_to_what_comes_afterwards(server: Miniircd, tmp_path: Path) -> None:
    plugins = (*PLUGINS, clumsy.__name__)
    async with open_house(server.port, folder=tmp_path, clock=FakeClock(), roles=[OPS], plugins=plugins) as house:
        alice, bob = await enter(house, "alice", "#desk"), await enter(house, "bob", "#ops")
        await alice.says("#desk", f"!new @ops {clumsy.TRIPS_OVER}")
        await _give_up(house)
        await bob.hears()
        await alice.says("#desk", "!new @ops vpn down")
        assert "#ops< #2 looks easy" in await bob.hears()
