"""Whether services are there, as far as a server tells: by CAP, and by MONITOR."""

import dataclasses
from datetime import timedelta

from tests.irc.offline import CAPS, ISUPPORT, SETTINGS, START, Offline, offline

ALONE = dataclasses.replace(SETTINGS, channels=())
WATCHING = f"{ISUPPORT} MONITOR=30"


def gone_for(link: Offline) -> float | None:
    """Seconds after the start."""
    gone_at = link.shared.signs.gone_at
    return None if gone_at is None else (gone_at - START) / timedelta(seconds=1)


async def test_a_capability_that_is_taken_back_says_that_they_are_gone_and_one_that_comes_that_they_are_back() -> None:
    async with offline(ALONE) as link:
        link.welcomed(caps=f"{CAPS} sasl")
        assert gone_for(link) is None
        link.passes(5)
        link.hears(":s CAP dibs DEL :sasl")
        assert gone_for(link) == 5
        link.hears(":s CAP dibs NEW :sasl=PLAIN")
        assert gone_for(link) is None


async def test_a_nickserv_that_goes_offline_says_that_they_are_gone() -> None:
    async with offline(ALONE) as link:
        link.welcomed(isupport=WATCHING)
        assert "MONITOR + NickServ" in await link.said()
        link.hears(":s 730 dibs :NickServ!NickServ@services.test")
        assert gone_for(link) is None
        link.hears(":s 731 dibs :NickServ")
        assert gone_for(link) == 0
        link.passes(5)
        link.hears(":s 731 dibs :NickServ")
        assert gone_for(link) == 0
        link.hears(":s 730 dibs :nickserv")
        assert gone_for(link) is None


async def test_what_never_was_there_is_not_gone() -> None:
    async with offline(ALONE) as link:
        link.welcomed(isupport=WATCHING)
        link.hears(":s 731 dibs :NickServ")
        assert gone_for(link) is None


async def test_they_went_while_we_were_away() -> None:
    async with offline(ALONE) as link:
        link.welcomed(caps=f"{CAPS} sasl")
        shared = link.shared
    async with offline(ALONE, shared) as link:
        link.welcomed()
        assert gone_for(link) == 0


async def test_one_sign_that_is_there_does_not_hide_that_the_other_is_gone() -> None:
    async with offline(ALONE) as link:
        link.welcomed(caps=f"{CAPS} sasl", isupport=WATCHING)
        link.hears(":s 730 dibs :NickServ", ":s CAP dibs DEL :sasl", ":s 730 dibs :NickServ")
        assert gone_for(link) == 0
