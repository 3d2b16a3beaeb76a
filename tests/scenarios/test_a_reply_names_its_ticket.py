"""On a network with message ids, a reply to a line of dibs needs no number and no prefix; the answer is a reply too."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.client import IrcClient, Line
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.servers.inspircd import OPER
from tests.servers.network import ServicesNetwork
from tests.waiting import until

DESK = "#replies"
CAPS = ("message-tags", "echo-message")


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path) -> AsyncIterator[House]:
    """bob is in ops, whose channel is #replies."""
    ops = RoleOf("ops", DESK, ("bob",))
    async with open_house(
        services.port, folder=tmp_path, network="testnet", believed=False, roles=[ops], channels=(DESK,)
    ) as house:
        yield house


async def _enter(house: House, services: ServicesNetwork, name: str) -> IrcClient:
    return await house.client(name, channels=(DESK,), account=name, password=services.accounts[name], caps=CAPS)


@pytest.fixture
async def alice(house: House, services: ServicesNetwork) -> IrcClient:
    return await _enter(house, services, "alice")


@pytest.fixture
async def bob(house: House, services: ServicesNetwork) -> IrcClient:
    return await _enter(house, services, "bob")


async def _reply(client: IrcClient, line: Line, text: str, *, tag: str = "+draft/reply") -> Line:
    """Said as a reply to that line; returns it as the server passed it on, with its id."""
    await client.raw(f"@{tag}={line.tags['msgid']} PRIVMSG {DESK} :{text}")
    return await client.expect(lambda heard: heard.nick == client.nick and heard.text == text)


async def test_who_replies_dibs_to_the_offer_owns_it_and_is_answered_by_a_reply(
    alice: IrcClient, bob: IrcClient
) -> None:
    await alice.say(DESK, "!new printer on fire")
    offer = await bob.hears("^#1 new for ops: printer on fire")
    said = await _reply(bob, offer, "dibs")
    answer = await bob.hears("^#1 is yours: printer on fire")
    assert answer.tags["+draft/reply"] == said.tags["msgid"]
    done = await _reply(bob, answer, "close fixed")
    closed = await bob.hears("^#1 closed")
    assert closed.tags["+draft/reply"] == done.tags["msgid"]


async def test_the_final_name_of_the_tag_counts_too(alice: IrcClient, bob: IrcClient) -> None:
    await alice.say(DESK, "!new printer on fire")
    offer = await bob.hears("^#1 new for ops")
    await _reply(bob, offer, "dibs", tag="+reply")
    await bob.hears("^#1 is yours")


async def test_a_reply_to_somebody_else_is_talk(alice: IrcClient, bob: IrcClient) -> None:
    await alice.say(DESK, "!new printer on fire")
    await bob.hears("^#1 new for ops")
    await alice.say(DESK, "#1 is not so bad")
    talk = await bob.hears("so bad", "alice")
    await _reply(bob, talk, "dibs")
    await bob.say(DESK, "!1")
    await bob.hears("^#1 printer on fire: new, free")


async def test_what_dibs_hears_of_itself_is_no_command_and_no_talk(house: House, alice: IrcClient) -> None:
    assert "echo-message" in house.link.capabilities
    await alice.say(DESK, "!new printer on fire")
    await alice.hears("^#1 new for ops")
    await house.quiet()
    assert house.link.last_spoke(DESK, "dibs!dibs@127.0.0.1") is None
    assert house.link.last_spoke(DESK, "alice") is not None


async def test_a_line_from_before_a_reconnection_can_still_be_replied_to(
    house: House, alice: IrcClient, bob: IrcClient
) -> None:
    await alice.say(DESK, "!new printer on fire")
    offer = await bob.hears("^#1 new for ops")
    await house.quiet()
    await alice.raw(f"OPER {OPER[0]} {OPER[1]}")
    await alice.raw("KILL dibs :come back")
    await bob.expect(":dibs!.* QUIT ")
    await house.up()
    await until("dibs back", lambda: house.link.up and house.link.who("bob") is not None)
    await _reply(bob, offer, "dibs")
    await bob.hears("^#1 is yours")
