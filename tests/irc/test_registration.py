"""From the open socket to the welcome, and our nick ever after."""

import dataclasses

import pytest

from chatbot.irc.naming import NoWelcome
from tests.irc.offline import SETTINGS, offline


async def test_capabilities_are_asked_for_first_then_password_nick_and_user() -> None:
    async with offline(dataclasses.replace(SETTINGS, password="hunter2")) as link:
        link.connection.begin()
        said = await link.said()
        assert said == ["CAP LS 302", "PASS hunter2", "NICK dibs", "USER dibs 0 * :dibs, the ticket desk"]


async def test_negotiation_ends_when_all_is_answered() -> None:
    async with offline() as link:
        link.connection.begin()
        await link.said()
        link.hears(":s CAP * LS * :account-tag sasl", ":s CAP * LS :batch")
        assert await link.said() == ["CAP REQ :account-tag batch"]
        link.hears(":s CAP * ACK :account-tag batch")
        assert await link.said() == ["CAP END"]


async def test_a_server_without_capabilities_works() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s 421 dibs CAP :Unknown command", ":s 001 dibs :hello", ":s 422 dibs :no motd")
        assert (await link.said())[-1] == "JOIN #desk"


async def test_a_server_that_never_ends_its_greeting_works() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s 001 dibs :hello")
        assert "JOIN #desk" not in await link.said()
        link.passes(3)
        assert "JOIN #desk" in await link.said()


async def test_capabilities_that_are_never_answered_hold_nothing_up() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s CAP * LS :account-tag")
        link.passes(16)
        assert (await link.said())[-1] == "CAP END"


async def test_no_welcome_in_a_minute_ends_the_attempt() -> None:
    async with offline() as link:
        link.connection.begin()
        with pytest.raises(NoWelcome):
            link.passes(61)


async def test_a_taken_nick_gets_underscores() -> None:
    async with offline() as link:
        link.connection.begin()
        await link.said()
        link.hears(":s 433 * dibs :taken", ":s 433 * dibs_ :taken")
        assert await link.said() == ["NICK dibs_", "NICK dibs__"]


async def test_when_no_nick_is_free_the_attempt_ends() -> None:
    async with offline() as link:
        link.connection.begin()
        with pytest.raises(NoWelcome):
            link.hears(*[":s 433 * x :taken"] * 20)


async def test_a_wrong_password_ends_the_attempt_without_repeating_it() -> None:
    async with offline(dataclasses.replace(SETTINGS, password="hunter2")) as link:
        link.connection.begin()
        with pytest.raises(NoWelcome) as refused:
            link.hears(":s 464 * :Password incorrect")
        assert "hunter2" not in str(refused.value)


async def test_the_configured_nick_is_taken_back_when_its_wearer_goes() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s 433 * dibs :taken", ":s 001 dibs_ :hello", ":s 376 dibs_ :end")
        await link.said()
        link.hears(":Dibs!x@y QUIT :gone")
        assert await link.said() == ["NICK dibs"]
        link.hears(":dibs_!dibs@host NICK :dibs")
        assert link.session.me.nick == "dibs"


async def test_the_configured_nick_is_asked_for_again_every_minute() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s 433 * dibs :taken", ":s 001 dibs_ :hello", ":s 376 dibs_ :end")
        await link.said()
        link.session.writer.barriers.close("x", 61)
        link.connection.hear(b":s 005 dibs_ WHOX :x")
        link.passes(59)
        assert "NICK dibs" not in await link.said()
        link.passes(2)
        assert "NICK dibs" in await link.said()


async def test_pings_are_answered_with_their_token() -> None:
    async with offline() as link:
        link.welcomed()
        await link.said()
        link.hears("PING :a b", "PING s1 s2")
        assert await link.said() == ["PONG :a b", "PONG s2"]


async def test_our_own_address_is_learned_and_kept() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        assert link.session.me.mask_bytes == len("dibs!dibs@bot.host")
        link.hears(":dibs!dibs@bot.host CHGHOST desk a.cloak", ":s 396 dibs another.cloak :is now your displayed host")
        assert (link.session.me.user, link.session.me.host) == ("desk", "another.cloak")


async def test_no_line_of_a_server_raises() -> None:
    async with offline() as link:
        link.welcomed()
        names = [
            "JOIN",
            "PART",
            "KICK",
            "QUIT",
            "NICK",
            "ACCOUNT",
            "CHGHOST",
            "AWAY",
            "BATCH",
            "PRIVMSG",
            "CAP",
            "PING",
        ]
        for name in [*names, *(f"{number:03}" for number in range(1000) if number != 464)]:
            link.hears(
                name, f":x {name}", f":x!y@z {name} :", f":x!y@z {name} a", f"@a=b;;= :dibs!d@h {name} #desk x y z"
            )
        link.hears(":s 001 dibs :hello", ":alice!a@h PRIVMSG dibs :still there?")
        assert link.messages[-1].text == "still there?"
