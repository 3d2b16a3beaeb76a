"""Who is speaking. Three kinds of server: with tags, with changes told, with neither."""

import dataclasses

from chatbot.wire import Seen
from tests.irc.offline import CAPS, SETTINGS, Offline, offline

TRACKED = CAPS.replace("account-tag", "").replace("server-time", "")
SETTINGS_NOW = dataclasses.replace(SETTINGS, quiet_after_join=0)
BELIEVED = dataclasses.replace(SETTINGS, believed=True, network="embedded")


def _is_nobody(link: Offline, line: str) -> bool:
    principal = link.principal(line)
    return (principal.method, principal.account, principal.key) == ("none", None, principal.mask)


async def test_the_account_tag_names_the_speaker() -> None:
    async with offline() as link:
        link.welcomed()
        principal = link.principal("@account=Bob :bobby!b@bob.host PRIVMSG dibs :hello")
        assert (principal.account, principal.key, principal.method) == ("Bob", "bob", "account-tag")
        assert principal.mask == "bobby!b@bob.host"


async def test_a_missing_tag_is_nobody_even_if_the_tracker_knew_somebody() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        assert link.session.tracker.nicks("bob") == ["bob"]
        assert _is_nobody(link, ":bob!b@bob.host PRIVMSG dibs :hello")
        assert link.session.tracker.nicks("bob") == []


async def test_no_other_tag_is_the_account() -> None:
    async with offline() as link:
        link.welcomed()
        for tag in ("+account", "Account", "x/account", "accounts", "account;x"):
            assert _is_nobody(link, f"@{tag}=bob :bob!b@bob.host PRIVMSG dibs :hello".replace(";x=bob", "="))


async def test_a_tag_that_was_not_acknowledged_is_ignored() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps="batch")
        assert _is_nobody(link, "@account=bob :bob!b@bob.host PRIVMSG dibs :hello")


async def test_a_tag_is_ignored_once_the_server_took_the_capability_back() -> None:
    async with offline() as link:
        link.welcomed(caps="account-tag")
        link.hears(":s CAP dibs DEL :account-tag")
        assert _is_nobody(link, "@account=bob :bob!b@bob.host PRIVMSG dibs :hello")


async def test_without_tags_the_tracker_names_the_speaker() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        principal = link.principal(":bob!b@bob.host PRIVMSG dibs :hello")
        assert (principal.account, principal.key, principal.method) == ("Bob", "bob", "tracker")


async def test_the_same_nick_at_another_address_is_nobody() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        assert _is_nobody(link, ":bob!b@elsewhere PRIVMSG dibs :hello")


async def test_logins_and_logouts_are_followed() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        link.hears(":bob!b@bob.host ACCOUNT *")
        assert _is_nobody(link, ":bob!b@bob.host PRIVMSG dibs :hello")
        link.hears(":bob!b@bob.host ACCOUNT Bob")
        assert link.principal(":bob!b@bob.host PRIVMSG dibs :hello").key == "bob"


async def test_logins_that_went_untold_for_a_while_are_asked_for_anew() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        link.hears(
            ":s CAP dibs DEL :account-notify", ":s CAP dibs NEW :account-notify", ":s CAP dibs ACK :account-notify"
        )
        assert link.session.tracker.nicks("bob") == []
        link.hears(":s 354 dibs 152 #desk b bob.host bob H Bob")
        assert link.session.tracker.nicks("bob") == ["bob"]


async def test_who_quit_is_gone() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        link.hears(":bob!b@bob.host QUIT :bye")
        assert link.session.tracker.nicks("bob") == []
        assert not link.session.tracker.online("bob!b@bob.host")
        assert link.gone == ["bob!b@bob.host"]


async def test_a_changed_host_keeps_the_account() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        link.hears(":bob!b@bob.host CHGHOST b a.cloak")
        assert link.principal(":bob!b@a.cloak PRIVMSG dibs :hello").key == "bob"


async def test_who_takes_the_nick_of_one_who_quit_is_nobody() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        link.hears(":bob!b@bob.host QUIT :bye", ":mallory!m@m.host JOIN #desk * :M", ":mallory!m@m.host NICK bob")
        assert _is_nobody(link, ":bob!m@m.host PRIVMSG dibs :hello")


async def test_who_shares_no_channel_any_more_is_nobody() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        link.hears(":bob!b@bob.host PART #desk :bye")
        assert _is_nobody(link, ":bob!b@bob.host PRIVMSG dibs :hello")


async def test_where_changes_are_not_told_nobody_is_anybody() -> None:
    async with offline(SETTINGS_NOW) as link:
        link.welcomed(caps="extended-join")
        link.joined()
        assert _is_nobody(link, ":bob!b@bob.host PRIVMSG dibs :hello")


async def test_on_the_embedded_network_the_nick_is_believed() -> None:
    async with offline(BELIEVED) as link:
        link.welcomed(caps="")
        link.joined()
        principal = link.principal("@account=mallory :Bob[1]!b@bob.host PRIVMSG #desk :hello")
        assert (principal.account, principal.key, principal.method) == ("Bob[1]", "bob{1}", "believed")


async def test_who_comes_into_view_is_told() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        assert {(seen.key, seen.nick) for seen in link.seen} == {("bob", "bob")}
        link.hears(":al!a@al.host JOIN #desk Alice :Alice", ":charlie!c@c.host JOIN #desk * :C")
        assert [seen.key for seen in link.seen[-2:]] == ["alice", "charlie!c@c.host"]
        link.hears(":charlie!c@c.host ACCOUNT Charlie")
        at = link.session.clocks.now()
        assert link.seen[-1] == Seen("test", "charlie", "charlie", at)


async def test_a_line_alone_tells_that_somebody_speaks() -> None:
    async with offline() as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        before = len(link.seen)
        link.principal(":bob!b@bob.host PRIVMSG dibs :hello")
        assert len(link.seen) == before
