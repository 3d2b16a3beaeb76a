"""Who shares no channel is found by MONITOR, and proved by WHOIS before anything is said to them."""

import dataclasses
from contextlib import AbstractAsyncContextManager

from chatbot.irc.monitor import FRESH
from chatbot.irc.watchlist import AGAIN
from chatbot.wire import Outcome, Outgoing
from tests.irc.offline import CAPS, ISUPPORT, SETTINGS, Offline, offline

ALONE = dataclasses.replace(SETTINGS, channels=())
GUEST = "guest!g@guest.host"


def unseen() -> AbstractAsyncContextManager[Offline]:
    """In no channel, so that nobody is in view."""
    return offline(ALONE)


def proved(link: Offline, account: str = "Bob", *, mask: str = "bob!b@bob.host", away: bool = False) -> None:
    """The server's answer to a WHOIS."""
    nick, _, address = mask.partition("!")
    user, _, host = address.partition("@")
    link.hears(f":s 311 dibs {nick} {user} {host} * :somebody")
    if away:
        link.hears(f":s 301 dibs {nick} :at lunch")
    if account:
        link.hears(f":s 330 dibs {nick} {account} :is logged in as")
    link.hears(f":s 318 dibs {nick} :End of /WHOIS")


async def sought(link: Offline, *keys: str, limit: str = "MONITOR=30") -> list[str]:
    """These are asked for; what was said for it."""
    link.welcomed(isupport=f"{ISUPPORT} {limit}")
    await link.said()
    for key in keys:
        link.look_for(key)
    return await watched(link)


async def watched(link: Offline) -> list[str]:
    return [line for line in await link.said() if line.startswith("MONITOR")]


async def asked(link: Offline) -> list[str]:
    return [line for line in await link.said() if line.startswith("WHOIS")]


async def test_a_nick_is_watched_and_who_comes_under_it_is_asked_who_they_are() -> None:
    async with unseen() as link:
        assert await sought(link, "bob") == ["MONITOR + bob"]
        link.hears(":s 730 dibs :bob!b@bob.host")
        assert await asked(link) == ["WHOIS bob"]
        assert (link.people.nicks("bob"), link.seen) == ([], [])


async def test_who_is_proved_comes_into_view() -> None:
    async with unseen() as link:
        await sought(link, "bob")
        link.hears(":s 730 dibs :bob!b@bob.host")
        proved(link)
        assert link.people.nicks("bob") == ["bob"]
        assert [(seen.key, seen.nick, seen.spoke) for seen in link.seen] == [("bob", "bob", False)]


async def test_mallory_who_wears_the_nick_is_nobody() -> None:
    async with unseen() as link:
        for account in ("mallory", ""):
            await sought(link, "bob")
            link.hears(":s 730 dibs :bob!m@m.host")
            proved(link, account, mask="bob!m@m.host")
            assert (link.people.nicks("bob"), link.seen) == ([], [])


async def test_an_answer_about_whoever_wore_the_nick_before_proves_nothing() -> None:
    async with unseen() as link:
        await sought(link, "bob")
        link.hears(":s 730 dibs :bob!b@bob.host", ":s 731 dibs :bob", ":s 730 dibs :bob!m@m.host")
        proved(link)
        assert link.people.nicks("bob") == []


async def test_who_goes_offline_is_not_reached_and_what_waits_for_the_nick_is_dropped() -> None:
    async with unseen() as link:
        await sought(link, "bob")
        link.hears(":s 730 dibs :bob!b@bob.host")
        proved(link)
        await link.said()
        outcomes: list[Outcome] = []
        link.connection.send(Outgoing(1, "bob", "a secret"), outcomes.append, alone=False)
        link.hears(":s 731 dibs :bob")
        assert (link.people.nicks("bob"), outcomes) == ([], [Outcome(1, "unknown")])
        assert await link.said() == []


async def test_a_proof_lasts_half_a_minute_and_is_then_asked_for_anew() -> None:
    async with unseen() as link:
        await sought(link, "bob")
        link.hears(":s 730 dibs :bob!b@bob.host")
        proved(link)
        await link.said()
        link.passes(FRESH + 1)
        assert link.people.nicks("bob") == []
        link.look_for("bob")
        assert await asked(link) == ["WHOIS bob"]


async def test_who_logs_in_later_is_found_all_the_same() -> None:
    """MONITOR tells of no login, so whoever is there is asked about again now and then."""
    async with unseen() as link:
        await sought(link, "bob")
        link.hears(":s 730 dibs :bob!b@bob.host")
        proved(link, "")
        await link.said()
        link.lives(int(AGAIN))
        assert "WHOIS bob" in await link.said()


async def test_who_is_away_is_known_to_be() -> None:
    async with unseen() as link:
        await sought(link, "bob")
        link.hears(":s 730 dibs :bob!b@bob.host")
        proved(link, away=True)
        assert link.people.away("bob")


async def test_who_spoke_under_another_nick_is_looked_for_under_both() -> None:
    async with unseen() as link:
        link.welcomed(isupport=f"{ISUPPORT} MONITOR=30")
        link.hears("@account=bob :bobby!b@bob.host PRIVMSG dibs :mine")
        await link.said()
        link.look_for("bob")
        assert await link.said() == ["MONITOR + bob,bobby"]
        link.hears(":s 730 dibs :bobby!b@bob.host")
        proved(link, "bob", mask="bobby!b@bob.host")
        assert link.people.nicks("bob") == ["bobby"]


async def test_who_is_in_view_needs_no_watching() -> None:
    async with offline() as link:
        link.welcomed(isupport=f"{ISUPPORT} MONITOR=30")
        link.joined()
        await link.said()
        link.look_for("bob")
        assert await link.said() == []


async def test_more_than_the_server_takes_is_not_asked_for_and_the_newest_go_first() -> None:
    async with unseen() as link:
        said = await sought(link, "bob", "charlie", "dave", limit="MONITOR=4")
        assert said == ["MONITOR + bob", "MONITOR + charlie", "MONITOR - bob", "MONITOR + dave"]


async def test_a_list_that_is_full_early_is_made_to_fit() -> None:
    async with unseen() as link:
        await sought(link, "bob", "charlie")
        link.hears(":s 734 dibs 1 charlie :Monitor list is full.")
        assert await watched(link) == ["MONITOR - bob", "MONITOR + charlie"]
        link.hears(":s 734 dibs 0 charlie :Monitor list is full.")
        assert await watched(link) == []


async def test_a_server_without_it_is_never_asked() -> None:
    async with unseen() as link:
        assert await sought(link, "bob", limit="") == []


async def test_after_a_reconnection_they_are_watched_again() -> None:
    async with unseen() as link:
        await sought(link, "bob")
        shared = link.shared
    async with offline(ALONE, shared) as link:
        link.welcomed(isupport=f"{ISUPPORT} MONITOR=30")
        assert (await link.said())[-1] == "MONITOR + bob"


async def test_an_answer_that_never_comes_holds_up_nobody() -> None:
    async with unseen() as link:
        await sought(link, "bob", "dave")
        link.hears(":s 730 dibs :bob!b@bob.host,dave!d@dave.host")
        assert await asked(link) == ["WHOIS bob"]
        link.passes(FRESH + 1)
        assert "WHOIS dave" in await link.said()


async def test_a_stranger_whom_nobody_sees_has_quit_when_their_nick_goes_offline_or_is_another_s() -> None:
    for ending in (":s 731 dibs :guest", ":s 730 dibs :guest!m@m.host"):
        async with unseen() as link:
            await sought(link, GUEST)
            link.hears(f":s 730 dibs :{GUEST}")
            assert (link.people.online(GUEST), link.gone) == (True, [])
            link.hears(ending)
            assert (link.people.online(GUEST), link.gone) == (False, [GUEST])


async def test_a_server_that_shows_bare_nicks_is_asked_for_the_address_of_a_stranger() -> None:
    for address, gone in (("guest.host", []), ("m.host", [GUEST])):
        async with unseen() as link:
            await sought(link, GUEST)
            link.hears(":s 730 dibs :guest")
            assert await asked(link) == ["WHOIS guest"]
            proved(link, "", mask=f"guest!g@{address}")
            assert (link.people.online(GUEST), link.gone) == (not gone, gone)


async def test_who_is_away_is_asked_for_now_and_then_where_the_server_does_not_tell() -> None:
    for caps, asked in ((CAPS, 0), (CAPS.replace("away-notify ", ""), 1)):
        async with offline() as link:
            link.welcomed(caps=caps)
            link.joined()
            await link.said()
            link.lives(310)
            assert (await link.said()).count("WHO #desk %tcuhnfa,152") == asked
