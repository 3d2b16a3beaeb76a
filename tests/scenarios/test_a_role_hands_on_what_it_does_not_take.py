"""After so long, or so many prompts, the next role is asked, and at once where nobody is there: each told once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.conftest import LOBBIES
from tests.scenarios.person import Person, all_hear, enter
from tests.servers.miniircd import Miniircd

OPS = RoleOf("ops", "#ops", ("bob", "dave"), next="net", prompts=2)
NET = RoleOf("net", None, ("charlie",), next="leads", after=timedelta(minutes=15))
LEADS = RoleOf("leads", "#leads", ("erin",))


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """bob and dave are in ops; after two prompts net is asked: charlie; after 15 minutes more the leads: erin."""
    async with open_house(
        server.port, folder=tmp_path, clock=clock, roles=[OPS, NET, LEADS], channels=LOBBIES
    ) as house:
        yield house


@pytest.fixture
async def erin(house: House) -> Person:
    return await enter(house, "erin", "#leads")


def about(line: str, said: list[str]) -> list[str]:
    return [one for one in said if line in one]


async def test_the_chain_is_gone_through_and_everybody_hears_once(
    house: House, alice: Person, bob: Person, charlie: Person, erin: Person
) -> None:
    assert await alice.says("#desk", "!new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. 2 asked; you hear within 10m."
    ]
    await bob.hears()
    await house.pass_time(minutes=6)
    assert about("p<", await bob.hears()) == ["p< #1 still free, 5m left: printer on fire. dibs 1"]
    await house.pass_time(minutes=4)
    assert await alice.hears() == ["p< #1 printer on fire: nobody in ops took it in 10m. net is asked now. why 1"]
    assert await bob.hears() == ["#ops< #1 passed on, still free: printer on fire. dibs 1"]
    assert about("p< #1", await charlie.hears()) == [
        "p< #1 from ops, not taken there: printer on fire. dibs 1 takes it, decline 1 passes."
    ]
    await house.pass_time(minutes=15)
    assert await alice.hears() == ["p< #1 printer on fire: nobody in net took it in 15m. leads is asked now. why 1"]
    assert (await erin.hears())[0] == "#leads< #1 from ops (3 asked, 0 took, 25m): printer on fire. dibs 1"
    await bob.tells("dibs 1")
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]
    assert await erin.hears() == ["#leads< #1 taken by bob."]


async def test_an_end_of_dibs_in_between_changes_nothing(
    house: House, alice: Person, charlie: Person, server: Miniircd, tmp_path: Path
) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=6)
    await house.crash()
    house.clock.advance(minutes=1)
    roles = [OPS, NET, LEADS]
    async with open_house(server.port, folder=tmp_path, clock=house.clock, roles=roles, channels=LOBBIES) as again:
        await again.pass_time(minutes=3)
        here = [Person(again, one.client) for one in (alice, charlie)]
        told, asked = await all_hear(*here)
    assert about("#1 printer", told) == ["p< #1 printer on fire: nobody in ops took it in 10m. net is asked now. why 1"]
    assert about("p< #1", asked) == [
        "p< #1 from ops, not taken there: printer on fire. dibs 1 takes it, decline 1 passes."
    ]


async def test_who_has_gone_is_not_waited_for(house: House, alice: Person, charlie: Person, bob: Person) -> None:
    await bob.client.quit()
    await house.pass_time(minutes=3)
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(seconds=10)
    assert await alice.hears() == ["p< #1 printer on fire: nobody in ops is here now. net is asked now. why 1"]
    assert about("p< #1", await charlie.hears()) == [
        "p< #1 from ops, not taken there: printer on fire. dibs 1 takes it, decline 1 passes."
    ]


async def test_who_is_back_may_take_it_still(house: House, alice: Person, charlie: Person) -> None:
    await house.pass_time(minutes=3)
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(seconds=10)
    _, asked = await all_hear(alice, charlie)
    assert about("p< #1 from ops", asked)
    bob = await enter(house, "bob", "#ops")
    assert (await bob.says("#ops", "dibs 1"))[0] == "#ops< #1 is yours: printer on fire. When done: !close 1"
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]
