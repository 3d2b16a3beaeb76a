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


@pytest.mark.usefixtures("asked")
async def test_who_has_it_set_sooner_is_told_sooner(house: House, alice: Person, bob: Person, erin: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    told = await ada.tells(f"iam {house.codes[-1]}", "role set ops next=leads after=15m prompts=2")
    assert told[-1].endswith(", lifetime 30m, every 5m, digest 09:00 UTC. After 15m or 2 prompts leads is asked.")
    assert await alice.says("#desk", "!new @ops vpn down") == [
        "#desk< #2 opened for ops: vpn down. 2 asked; you hear within 10m."
    ]
    await all_hear(alice, bob, erin)
    await house.pass_time(minutes=10)
    assert await alice.hears() == ["p< #2 vpn down: nobody in ops took it in 10m. leads is asked now. why 2"]
    assert "#ops< #2 passed on, still free: vpn down. dibs 2" in await bob.hears()
    assert (await erin.hears())[0] == "#leads< #2 from ops (2 asked, 0 took, 10m): vpn down. dibs 2"
    await house.pass_time(minutes=30)
    assert [line for line in await alice.hears() if "#2" in line] == [
        "p< #2 vpn down: nobody in leads took it in 30m. It stays open: show 2"
    ]


@pytest.mark.usefixtures("asked")
async def test_it_is_shown_and_told(house: House, alice: Person, erin: Person) -> None:
    await house.pass_time(minutes=30)
    await all_hear(alice, erin)
    assert (await alice.says("#desk", "!1"))[:2] == [
        "#desk< #1 printer on fire: new, free, 30m old, ops, from alice.",
        "#desk< Asked now: leads, since ops didn't take it. !why 1",
    ]
    assert await alice.tells("history 1") == [
        "p< #1 Fri 20 Nov 10:00 alice opened | 10:30 nobody took it in 30m, leads asked"
    ]
    await erin.tells("dibs 1")
    await alice.hears()
    assert "p< Asked in turn: ops > leads. why 1" in await alice.tells("show 1")


async def test_where_nobody_is_awake_the_next_role_is_asked_at_once(
    house: House, alice: Person, bob: Person, dave: Person, erin: Person
) -> None:
    """10 o'clock in UTC: bob and dave sleep for 9 hours yet, and erin doesn't."""
    await bob.tells("set tz=Pacific/Auckland")
    await dave.tells("set tz=Pacific/Auckland")
    assert await alice.says("#desk", "!new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. Nobody in ops is here now, so leads is asked; you hear within 30m."
    ]
    assert await bob.hears() == ["#ops< #1 finds nobody here now, still free: printer on fire. dibs 1"]
    assert (await erin.hears())[0] == "#leads< #1 from ops (nobody to ask there): printer on fire. dibs 1"
    assert await alice.hears() == []


async def test_where_nobody_is_there_to_be_told_the_reporter_hears_at_once(
    house: House, alice: Person, erin: Person
) -> None:
    """bob and dave aren't on IRC at all, and dibs has been there for a while."""
    await house.pass_time(minutes=2)
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(seconds=10)
    assert await alice.hears() == [
        "p< #1 printer on fire: nobody in ops is here now. Nobody to ask in net; leads is asked now. why 1",
    ]
    assert "#leads< #1 from ops (nobody to ask there): printer on fire. dibs 1" in await erin.hears()
    assert (await alice.tells("why 1"))[0] == (
        "p< #1 ops: asked 10s ago for 30m (as usual), every 5m (as usual). Nobody was here."
    )
    bob = await enter(house, "bob", "#ops")
    assert await bob.says("#ops", "good morning") == ["p< While you were away: #1 free (printer on fire). dibs 1"]
