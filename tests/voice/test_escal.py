"""TIMEOUT, ALL NO, ESCAL: nobody in ops takes it, so the leads are asked; its reporter hears who is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.conftest import LOBBIES
from tests.scenarios.person import Person, all_hear, enter
from tests.servers.miniircd import Miniircd


@pytest_asyncio.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """bob and dave are in ops; after them net is asked, which is empty; then the leads: erin."""
    ops = RoleOf("ops", "#ops", ("bob", "dave"), next="net")
    net, leads = RoleOf("net", None, (), next="leads"), RoleOf("leads", "#leads", ("erin",))
    async with open_house(
        server.port, folder=tmp_path, clock=clock, roles=[ops, net, leads], channels=LOBBIES
    ) as house:
        yield house


@pytest.fixture
async def erin(house: House) -> Person:
    """She leads, and sits in #leads."""
    return await enter(house, "erin", "#leads")


@pytest.fixture
async def asked(alice: Person, bob: Person, dave: Person, erin: Person) -> None:
    """#1 is offered to ops; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, dave, erin)


@pytest.mark.usefixtures("asked")
async def test_timeout(house: House, alice: Person, bob: Person, erin: Person) -> None:
    """VOICE: `#12 printer on fire: nobody in ops took it in 30m. It stays open; leads are asked now.`, in #ops
    `#12 timed out, still free: printer on fire. dibs 12`, in #leads
    `#12 from ops (4 asked, 0 took, 30m): printer on fire. dibs 12`"""
    await house.pass_time(minutes=30)
    assert await alice.hears() == [
        "p< #1 printer on fire: nobody in ops took it in 30m. Nobody to ask in net; leads is asked now. why 1"
    ]
    assert "#ops< #1 timed out, still free: printer on fire. dibs 1" in await bob.hears()
    assert await erin.hears() == [
        "#leads< #1 from ops (2 asked, 0 took, 30m): printer on fire. dibs 1",
        "p< #1 from ops, not taken there: printer on fire. dibs 1 takes it, decline 1 passes.",
    ]


@pytest.mark.usefixtures("asked")
async def test_all_no(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """VOICE: `#12 printer on fire: all 4 of ops passed. net is asked now. why 12`"""
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}", "role add net charlie")
    assert await ada.tells("role set ops next=leads") == [
        "p< ops: open, in #ops on embedded, lifetime 30m, every 5m, digest 09:00 UTC. Then leads is asked."
    ]
    await bob.tells("decline 1 at lunch")
    assert "p< #1 declined. You were the last to be asked, so leads is asked now." in await dave.tells("decline 1")
    assert await alice.hears() == ["p< #1 printer on fire: all 2 of ops passed. leads is asked now. why 1"]


async def test_a_role_with_nobody_to_ask_lets_the_next_be_asked_at_once(
    server: Miniircd, tmp_path: Path, clock: FakeClock
) -> None:
    both = [RoleOf("ops", "#ops", (), next="leads"), RoleOf("leads", "#leads", ("erin",))]
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=both, channels=LOBBIES) as house:
        alice, dave = await enter(house, "alice", "#desk"), await enter(house, "dave", "#ops")
        erin = await enter(house, "erin", "#leads")
        assert await alice.says("#desk", "!new @ops printer on fire") == [
            "#desk< #1 opened for ops: printer on fire. Nobody to ask in ops, so leads is asked; you hear within 30m."
        ]
        assert await erin.hears() == [
            "#leads< #1 from ops (nobody to ask there): printer on fire. dibs 1",
            "p< #1 from ops, not taken there: printer on fire. dibs 1 takes it, decline 1 passes.",
        ]
        assert await dave.hears() == ["#ops< #1 finds nobody to ask here, still free: printer on fire. dibs 1"]


@pytest.mark.usefixtures("asked")
async def test_escal(house: House, alice: Person, bob: Person, dave: Person, erin: Person) -> None:
    """The whole line `dibs 12` takes it in #leads, and both channels read who has it, each once."""
    await house.pass_time(minutes=31)
    await all_hear(alice, bob, dave, erin)
    assert await erin.says("#leads", "dibs 1") == ["#leads< #1 is yours: printer on fire. When done: !close 1"]
    assert await bob.hears() == ["#ops< #1 taken by erin."]
    assert await alice.hears() == ["p< #1 printer on fire: erin has it."]
    assert await dave.hears() == []


@pytest.mark.usefixtures("asked")
async def test_at_the_end_of_the_chain_it_stays_open(house: House, alice: Person, erin: Person) -> None:
    await house.pass_time(minutes=60)
    assert (await alice.hears())[-1] == "p< #1 printer on fire: nobody in leads took it in 30m. It stays open: show 1"
    assert "#leads< #1 timed out, still free: printer on fire. dibs 1" in await erin.hears()


async def test_what_the_configuration_begins_with_stays_as_people_changed_it(
    server: Miniircd, tmp_path: Path, clock: FakeClock
) -> None:
    both = [RoleOf("ops", "#ops", (), next="leads"), RoleOf("leads", None, ())]
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=both, channels=LOBBIES) as house:
        ada = await enter(house, "ada", "#desk")
        assert "Then leads is asked." in (await ada.tells("role show ops"))[0]
        await ada.tells(f"iam {house.codes[-1]}", "role set ops next=none")
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=both, channels=LOBBIES) as house:
        ada = await enter(house, "ada", "#desk")
        assert "is asked" not in (await ada.tells("role show ops"))[0]
