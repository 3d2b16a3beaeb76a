"""Who is speaking, while nicks change hands, networks split and services come and go: on InspIRCd with Atheme."""

import dataclasses
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from chatbot.irc.settings import LinkSettings
from tests.client import IrcClient
from tests.irc.links import SETTINGS, Running, running
from tests.servers.fixtures import People
from tests.servers.inspircd import LEAF_NAME, OPER, Inspircd
from tests.servers.network import ServicesNetwork
from tests.waiting import until

TAGGED = dataclasses.replace(SETTINGS, channels=("#races",))
TRACKED = dataclasses.replace(TAGGED, trusts_account_tag=False)
BOTH = pytest.mark.parametrize("settings", [TAGGED, TRACKED], ids=["by the tag", "by the tracker"])


async def account(run: Running, client: IrcClient, text: str) -> str | None:
    """As whom dibs takes somebody who says that now."""
    await client.say("#races", text)
    return (await run.heard(text)).principal.account


@BOTH
async def test_a_new_nick_is_the_same_person_and_the_old_one_nobodys(
    services: ServicesNetwork, people: People, settings: LinkSettings
) -> None:
    async with running(services, settings) as run, await services.login("bob") as bob:
        await bob.join("#races")
        await bob.raw("NICK bobby")
        await bob.expect(" NICK ")
        mallory = await people(services, "bob", channel="#races")
        assert await account(run, bob, "as bobby") == "bob"
        assert await account(run, mallory, "as bob") is None
        assert list(run.link.nicks("bob")) == ["bobby"]


@BOTH
async def test_two_who_change_nicks_keep_their_accounts(
    services: ServicesNetwork, people: People, settings: LinkSettings
) -> None:
    async with running(services, settings) as run, await services.login("bob") as bob:
        await bob.join("#races")
        mallory = await people(services, "mal", channel="#races")
        for client, nick in ((bob, "tmp"), (mallory, "bob"), (bob, "mal")):
            await client.raw(f"NICK {nick}")
            await client.sync()
        assert await account(run, mallory, "mallory") is None
        assert await account(run, bob, "bob") == "bob"
        assert list(run.link.nicks("bob")) == ["mal"]


@BOTH
async def test_who_comes_back_under_the_nick_of_one_who_quit_is_nobody(
    services: ServicesNetwork, people: People, settings: LinkSettings
) -> None:
    """From the same host, too: all of them are at 127.0.0.1."""
    async with running(services, settings) as run:
        async with await services.login("bob") as bob:
            await bob.join("#races")
            assert await account(run, bob, "himself") == "bob"
        await until("he is gone", lambda: not run.link.nicks("bob"))
        mallory = await people(services, "bob", channel="#races")
        assert await account(run, mallory, "an impostor with the same nick, user and host") is None
        assert list(run.link.nicks("bob")) == []


@BOTH
async def test_who_says_a_tag_of_their_own_is_nobody(
    services: ServicesNetwork, people: People, settings: LinkSettings
) -> None:
    """`+account=bob` is a client's word; `account=bob` is for the server alone to say, and it drops it."""
    async with running(services, settings) as run:
        mallory = await people(services, "mal", channel="#races", caps=["message-tags"])
        for tag in ("+account", "+draft/account", "account"):
            await mallory.raw(f"@{tag}=bob PRIVMSG #races :with {tag}")
            assert (await run.heard(f"with {tag}")).principal.method == "none"


@BOTH
async def test_while_services_are_gone_who_was_logged_in_still_is_and_nobody_new(
    services: ServicesNetwork, people: People, settings: LinkSettings
) -> None:
    async with running(services, settings) as run, await services.login("bob", nick="bobby") as bob:
        await bob.join("#races")
        assert await account(run, bob, "before") == "bob"
        await services.kill_services()
        mallory = await people(services, "bob", channel="#races")
        assert await account(run, bob, "meanwhile") == "bob"
        assert await account(run, mallory, "meanwhile, mallory") is None
        await services.start_services()
        assert await account(run, mallory, "afterwards, mallory") is None
        await bob.say("NickServ", f"IDENTIFY bob {services.accounts['bob']}")
        await until("bob known again", lambda: list(run.link.nicks("bob")) == ["bobby"])
        assert await account(run, bob, "afterwards") == "bob"


@pytest_asyncio.fixture
async def leaf(services: ServicesNetwork) -> AsyncIterator[Inspircd]:
    """A second server of the network."""
    async with Inspircd(uplink=services.ircd) as leaf:
        yield leaf


async def _oper(services: ServicesNetwork, people: People) -> IrcClient:
    oper = await people(services, "oper")
    await oper.raw(f"OPER {OPER[0]} {OPER[1]}")
    await oper.expect(" 381 ")
    return oper


async def _linked(oper: IrcClient) -> bool:
    before = len(oper.lines)
    await oper.raw("LINKS")
    await oper.expect(" 365 ", since=before)
    return any(line.command == "364" and LEAF_NAME in line.params for line in oper.lines[before:])


@BOTH
async def test_after_a_netsplit_each_is_who_they_were_and_who_took_a_nick_meanwhile_is_nobody(
    services: ServicesNetwork, leaf: Inspircd, people: People, settings: LinkSettings
) -> None:
    """Both wear the nick when the servers meet again, so that at least one of them gets another."""
    oper = await _oper(services, people)
    await until("linked", lambda: _linked(oper))
    async with running(services, settings) as run:
        bob = await people(leaf, "bob", account="bob", password=services.accounts["bob"])
        await bob.join("#races")
        assert await account(run, bob, "before") == "bob"
        await oper.raw(f"SQUIT {LEAF_NAME} :split")
        await until("bob split off", lambda: not run.link.nicks("bob"))
        mallory = await people(services, "bob", channel="#races")
        assert await account(run, mallory, "meanwhile") is None
        assert list(run.link.nicks("bob")) == []
        await until("linked again", lambda: _linked(oper))
        await until("bob is back", lambda: len(run.link.nicks("bob")) == 1)
        assert await account(run, bob, "afterwards") == "bob"
        assert await account(run, mallory, "afterwards, mallory") is None
