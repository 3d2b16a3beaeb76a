"""bob of one network and charlie of another say that they are one person: what is the one's is the other's."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest_asyncio

from chatbot.desk import roles
from chatbot.desk.people import Person
from tests.client import IrcClient, talk
from tests.people import add_member, shell
from tests.scenarios.two_networks import ONE, TWO, TwoNetworks, two_networks
from tests.servers.network import ServicesNetwork, services_network


@pytest_asyncio.fixture
async def networks(services: ServicesNetwork, tmp_path: Path) -> AsyncGenerator[TwoNetworks]:
    async with (
        services_network(("bob", "charlie", "dave")) as other,
        two_networks(services, other, tmp_path) as networks,
    ):
        for name, network in (("bob", ONE), ("alice", ONE), ("dave", TWO)):
            await add_member(networks.app.desk, name, network=network)
        await networks.app.desk.change(shell(), roles.add, "ops", Person("bob"))
        yield networks


async def link(bob: IrcClient, charlie: IrcClient) -> None:
    """As they are told to, each in private."""
    await bob.say("dibs", "member link charlie@two")
    told = await bob.hears(r"^member link bob@one \S+$")
    await talk(charlie, "dibs", told.text, "^Linked: bob@one, charlie@two$")


async def test_who_is_one_person_takes_on_one_network_what_was_offered_on_the_other(networks: TwoNetworks) -> None:
    bob, alice = await networks.enter(ONE, "bob", "#ops"), await networks.enter(ONE, "alice", "#ops")
    charlie = await networks.enter(TWO, "charlie", "#desk")
    await talk(alice, "dibs", "new @ops printer on fire", "^#1 opened for ops")
    await talk(charlie, "dibs", "dibs 1", "^#1 is for ops. Join it first")
    await link(bob, charlie)
    await talk(charlie, "dibs", "dibs 1", "^#1 is yours: printer on fire")
    await bob.hears("^#1 taken by bob.$")
    await talk(bob, "dibs", "close 1", "^#1 closed: printer on fire")
    await talk(bob, "dibs", "whoami", "^Yours, too: charlie@two$")
    await networks.quiet()


async def test_what_waits_is_said_once_on_the_network_where_they_come_first(networks: TwoNetworks) -> None:
    bob, alice = await networks.enter(ONE, "bob", "#ops"), await networks.enter(ONE, "alice", "#desk")
    charlie = await networks.enter(TWO, "charlie", "#desk")
    await link(bob, charlie)
    await talk(alice, "dibs", "new @ops printer on fire", "^#1 opened for ops")
    await networks.leave(charlie, TWO, "charlie")
    await talk(bob, "dibs", "dibs 1", "^#1 is yours")
    await networks.leave(bob, ONE, "bob")
    await talk(alice, "dibs", "re 1 it is the big one", "^#1 ")
    await networks.quiet()
    charlie = await networks.enter(TWO, "charlie", "#desk")
    await charlie.say("dibs", "whoami")
    await charlie.hears("^#1 .*it is the big one|^While you were away: #1 commented")
    bob = await networks.enter(ONE, "bob", "#ops")
    await talk(bob, "dibs", "whoami", "^You are bob")
    await networks.quiet()
    assert not [line for line in bob.said_by() if "#1" in line]


async def test_while_the_link_to_one_network_is_down_they_are_told_on_the_other(networks: TwoNetworks) -> None:
    bob, charlie = await networks.enter(ONE, "bob", "#ops"), await networks.enter(TWO, "charlie", "#desk")
    dave = await networks.enter(TWO, "dave", "#desk")
    await link(bob, charlie)
    await talk(dave, "dibs", "new @ops printer on fire", "^#1 opened for ops")
    await talk(bob, "dibs", "dibs 1", "^#1 is yours")
    await networks.quiet()
    networks.servers[ONE].kill()
    try:
        await talk(dave, "dibs", "re 1 it is the big one", "^#1 ")
        await charlie.hears("^#1 .*it is the big one")
    finally:
        await networks.servers[ONE].restore()
    bob = await networks.enter(ONE, "bob", "#ops")
    await talk(bob, "dibs", "whoami", "^You are bob")
    await networks.quiet()
    assert not [line for line in bob.said_by() if "big one" in line]


async def test_channels_of_one_name_on_two_networks_are_two(networks: TwoNetworks) -> None:
    """Each has its role: what is said in the one, and taken by a bare line there, is nothing to the other."""
    await networks.app.desk.change(shell(), roles.create, "web", roles.RoleChange(channel="two/#ops", open=True))
    for name, role in (("alice", "ops"), ("dave", "web")):
        await networks.app.desk.change(shell(), roles.add, role, Person(name))
    alice, dave = await networks.enter(ONE, "alice", "#ops"), await networks.enter(TWO, "dave", "#ops")
    bob = await networks.enter(ONE, "bob", "#ops")
    await talk(bob, "#ops", "!new printer on fire", "^#1 opened")
    await talk(dave, "#ops", "!new site is down", "^#2 opened")
    await dave.hears("^#2 new for web: site is down")
    await talk(alice, "dibs", "dibs 1", "^#1 is yours: printer on fire")
    await bob.hears("^#1 taken by alice.$")
    await talk(dave, "#ops", "see #1", "^#1 printer on fire: accepted")
    await talk(alice, "#ops", "see #1", "^#1 printer on fire: accepted")
    await networks.quiet()
    assert not [line for line in dave.said_by() if line.startswith("#1 new") or "taken" in line]
    assert not [line for line in bob.said_by() if "#2" in line]
