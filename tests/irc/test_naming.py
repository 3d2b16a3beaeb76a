"""Our nick, where it is taken, or longer than the server takes."""

import dataclasses

import pytest

from tests.irc.offline import ISUPPORT, SETTINGS, Offline, offline

LONG = dataclasses.replace(SETTINGS, nick="ticketdesk")
WATCHING = f"{ISUPPORT} MONITOR=30"


def _welcomed_as(link: Offline, nick: str, isupport: str = ISUPPORT) -> None:
    link.hears(":s CAP * LS :", f":s 001 {nick} :hello", f":s 005 {nick} {isupport} :are supported", f":s 376 {nick} :")


async def test_an_alternate_fits_into_what_the_server_takes() -> None:
    async with offline(LONG) as link:
        link.connection.begin()
        link.hears(":s 005 * NICKLEN=10 :are supported")
        await link.said()
        link.hears(*[":s 433 * ticketdesk :taken"] * 4)
        said = await link.said()
        assert said[:3] == ["NICK ticketdes_", "NICK ticketde__", "NICK ticketd___"]
        assert len(said[3].removeprefix("NICK ")) == 9


async def test_an_alternate_that_the_server_cut_off_is_followed_by_shorter_ones() -> None:
    async with offline(LONG) as link:
        link.connection.begin()
        await link.said()
        link.hears(":s 433 * ticketdes :taken", ":s 433 * ticketde_ :taken")
        assert await link.said() == ["NICK ticketde_", "NICK ticketd__"]


@pytest.mark.parametrize("isupport", [ISUPPORT, f"{ISUPPORT} NICKLEN=9"])
async def test_a_nick_that_is_cut_off_is_said_and_not_asked_for_for_ever(
    isupport: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with offline(LONG) as link:
        link.connection.begin()
        _welcomed_as(link, "ticketdes", isupport)
        assert "nicks have 9 letters at most here, so it is ticketdes" in caplog.text
        await link.said()
        link.lives(200)
        assert not [line for line in await link.said() if line.startswith("NICK")]
        link.hears(":alice!a@h PRIVMSG ticketdes :list")
        assert link.messages[0].me == ("ticketdes", "ticketdesk")


async def test_a_limit_that_is_lifted_gives_the_whole_nick_back() -> None:
    async with offline(LONG) as link:
        link.connection.begin()
        _welcomed_as(link, "ticketdes", f"{ISUPPORT} NICKLEN=9")
        await link.said()
        link.hears(":s 005 ticketdes NICKLEN=30 :are supported")
        link.lives(70)
        assert "NICK ticketdesk" in await link.said()


async def _said(link: Offline) -> list[str]:
    """Without what proves it."""
    return [line for line in await link.said() if not line.startswith("PING")]


async def test_our_nick_is_watched_while_we_wear_another_and_taken_when_it_is_free() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s 433 * dibs :taken")
        _welcomed_as(link, "dibs_", WATCHING)
        assert "MONITOR + dibs" in await _said(link)
        link.hears(":s 730 dibs_ :Dibs!x@y")
        assert await _said(link) == []
        link.hears(":s 731 dibs_ :NickServ,Dibs")
        assert await _said(link) == ["NICK dibs"]
        link.hears(":dibs_!dibs@host NICK :dibs")
        assert await _said(link) == ["MONITOR - dibs"]
        link.hears(":s 731 dibs :dibs")
        assert await _said(link) == []


async def test_who_is_renamed_by_the_services_has_the_nick_watched_from_then_on() -> None:
    async with offline() as link:
        link.connection.begin()
        _welcomed_as(link, "dibs", WATCHING)
        assert "MONITOR + dibs" not in await _said(link)
        link.hears(":dibs!dibs@host NICK Guest42")
        assert "MONITOR + dibs" in await _said(link)


async def test_a_nick_that_nobody_can_watch_is_asked_for_now_and_then() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s 433 * dibs :taken")
        _welcomed_as(link, "dibs_")
        await _said(link)
        link.lives(70)
        said = await _said(link)
        assert "NICK dibs" in said
        assert not [line for line in said if line.startswith("MONITOR")]
