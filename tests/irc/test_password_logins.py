"""Who has shown a password is somebody for as long as the server shows that it is still them, and no moment longer."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from chatbot.irc.link import Link
from chatbot.irc.logins import PasswordLogins
from chatbot.wire import Principal
from tests.irc.offline import ISUPPORT, SETTINGS, Offline, offline
from tests.irc.test_monitor import proved

KEEPING = replace(SETTINGS, passwords=True, quiet_after_join=0.0)
BOB = "~bob"
SAYS = ":bob!b@bob.host PRIVMSG {} :whoami"


@pytest.fixture
async def link() -> AsyncIterator[Offline]:
    """bob sits in #desk."""
    async with offline(KEEPING) as link:
        link.welcomed()
        link.joined()
        yield link


@pytest.fixture
def logins(link: Offline) -> PasswordLogins:
    return PasswordLogins(KEEPING, lambda: link.session)


def logged_in(link: Offline, logins: PasswordLogins, line: str = SAYS.format("dibs")) -> Principal:
    """Whoever says that line, as bob."""
    who = link.principal(line)
    assert logins.log_in(who, "bob", logins.ended(BOB))
    return who


def says(link: Offline, line: str = SAYS.format("dibs")) -> Principal:
    return link.principal(line)


def test_a_password_counts_in_private_and_in_channels(link: Offline, logins: PasswordLogins) -> None:
    assert says(link).method == "none"
    logged_in(link, logins)
    for target in ("dibs", "#desk"):
        who = says(link, SAYS.format(target))
        assert (who.method, who.account, who.key) == ("identified", "bob", BOB)


def test_what_the_server_says_of_accounts_counts_for_nothing(link: Offline, logins: PasswordLogins) -> None:
    link.hears(":bob!b@bob.host ACCOUNT root", ":eve!e@eve.host JOIN #desk bob :real")
    assert says(link, "@account=bob :bob!b@bob.host PRIVMSG dibs :whoami").method == "none"
    assert says(link, "@account=bob :eve!e@eve.host PRIVMSG dibs :whoami").method == "none"
    assert link.people.nicks("bob") == link.people.nicks(BOB) == []
    logged_in(link, logins)
    assert link.people.nicks(BOB) == ["bob"]
    assert link.people.nicks("bob") == []


def test_notices_find_who_logged_in(link: Offline, logins: PasswordLogins) -> None:
    link.seen.clear()
    logged_in(link, logins)
    assert [(seen.key, seen.nick) for seen in link.seen][-1] == (BOB, "bob")
    assert link.session.tracker.in_channel("#desk", BOB)
    worn = link.people.who("bob")
    assert worn is not None
    assert (worn.method, worn.key) == ("identified", BOB)
    link.hears(":bob!b@bob.host AWAY :lunch")
    assert link.people.away(BOB)
    says(link, SAYS.format("#desk"))
    assert link.shared.spoken.last("#desk", BOB) is not None


def test_a_change_of_nick_is_the_same_person(link: Offline, logins: PasswordLogins) -> None:
    logged_in(link, logins)
    link.hears(":bob!b@bob.host NICK bob_away")
    assert says(link, ":bob_away!b@bob.host PRIVMSG dibs :whoami").key == BOB
    assert link.people.nicks(BOB) == ["bob_away"]
    link.hears(":eve!b@bob.host JOIN #desk", ":eve!b@bob.host NICK bob")
    assert says(link).method == "none"


def test_a_change_of_host_that_is_told_is_the_same_person(link: Offline, logins: PasswordLogins) -> None:
    logged_in(link, logins)
    link.hears(":bob!b@bob.host CHGHOST b cloaked")
    assert says(link, ":bob!b@cloaked PRIVMSG dibs :whoami").key == BOB
    assert says(link).method == "none"


Leaving = Callable[[Offline], None]
LEAVING = {
    "quit": ":bob!b@bob.host QUIT :bye",
    "netsplit": ":bob!b@bob.host QUIT :one.example two.example",
    "part": ":bob!b@bob.host PART #desk",
    "kick": ":eve!e@eve.host KICK #desk bob :out",
    "our kick": ":eve!e@eve.host KICK #desk dibs :out",
    "our part": ":dibs!dibs@bot.host PART #desk",
    "another takes the nick": ":eve!e@eve.host NICK bob",
}


@pytest.mark.parametrize("how", LEAVING)
def test_who_comes_back_under_the_same_address_is_somebody_else(
    link: Offline, logins: PasswordLogins, how: str
) -> None:
    was = logged_in(link, logins)
    link.hears(LEAVING[how])
    assert link.people.nicks(BOB) == []
    assert says(link).method == "none"
    if how.startswith("our"):
        link.joined()
    link.hears(":bob!b@bob.host JOIN #desk * :bob")
    assert says(link).method == "none"
    assert not logins.log_in(was, "bob", logins.ended(BOB))
    assert link.people.nicks(BOB) == []


def test_who_left_one_channel_of_two_stays_who_they_are(link: Offline, logins: PasswordLogins) -> None:
    link.hears(":dibs!dibs@bot.host JOIN #ops * :dibs", ":bob!b@bob.host JOIN #ops * :bob")
    logged_in(link, logins)
    link.hears(":bob!b@bob.host PART #desk")
    assert says(link).key == BOB
    link.hears(":bob!b@bob.host PART #ops")
    assert says(link).method == "none"


def test_a_join_without_a_quit_before_it_is_somebody_else(link: Offline, logins: PasswordLogins) -> None:
    """Some server didn't tell that they had left."""
    logged_in(link, logins)
    link.hears(":bob!b@bob.host JOIN #desk * :bob")
    assert says(link).method == "none"


def test_another_user_or_host_under_the_nick_is_nobody(link: Offline, logins: PasswordLogins) -> None:
    logged_in(link, logins)
    assert says(link, ":bob!b@elsewhere PRIVMSG dibs :whoami").method == "none"
    assert says(link, ":bob!x@bob.host PRIVMSG dibs :whoami").method == "none"
    link.hears(":s 352 dibs #desk b elsewhere s bob H :0 bob")
    assert says(link).method == "none"
    assert link.people.nicks(BOB) == []


def test_a_password_that_was_checked_for_who_has_left_logs_nobody_in(link: Offline, logins: PasswordLogins) -> None:
    who = says(link)
    link.hears(":bob!b@bob.host QUIT :bye", ":bob!b@bob.host JOIN #desk * :bob")
    assert not logins.log_in(who, "bob", 0)
    assert says(link).method == "none"


def test_a_password_that_was_changed_while_it_was_checked_logs_nobody_in(link: Offline, logins: PasswordLogins) -> None:
    who, ended = says(link), logins.ended(BOB)
    logins.end(BOB)
    assert not logins.log_in(who, "bob", ended)


def test_two_sessions_of_one_account_end_on_their_own_and_together(link: Offline, logins: PasswordLogins) -> None:
    link.hears(":phone!p@mobile JOIN #desk * :bob")
    one, two = logged_in(link, logins), logged_in(link, logins, ":phone!p@mobile PRIVMSG dibs :whoami")
    assert link.people.nicks(BOB) == ["bob", "phone"]
    assert logins.log_out(one)
    assert not logins.log_out(one)
    assert link.people.nicks(BOB) == ["phone"]
    logged_in(link, logins)
    logins.end(BOB, but=two.seat)
    assert link.people.nicks(BOB) == ["phone"]
    logins.end(BOB)
    assert link.people.nicks(BOB) == []


def test_who_shares_no_channel_can_not_log_in(link: Offline, logins: PasswordLogins) -> None:
    who = says(link, ":eve!e@eve.host PRIVMSG dibs :whoami")
    assert not logins.sits(who)
    assert not logins.log_in(who, "bob", 0)


def test_what_is_said_right_behind_a_password_is_said_by_who_showed_it(link: Offline, logins: PasswordLogins) -> None:
    behind = says(link)
    logged_in(link, logins)
    assert (logins.latest(behind).key, logins.latest(behind).method) == (BOB, "identified")
    said_as_bob = says(link)
    logins.end(BOB)
    assert logins.latest(said_as_bob).method == "none"


def test_who_was_only_named_so_far_is_known_by_the_line_that_they_say(link: Offline, logins: PasswordLogins) -> None:
    """Before the answer to WHO."""
    link.hears(":s 353 dibs = #desk :dibs bob eve")
    logged_in(link, logins, ":eve!e@eve.host PRIVMSG dibs :whoami")
    assert says(link, ":eve!e@eve.host PRIVMSG dibs :whoami").key == BOB


async def test_what_whois_says_of_accounts_counts_for_nothing() -> None:
    """Out of view nobody is somebody, and nobody is looked for."""
    async with offline(replace(KEEPING, channels=())) as link:
        assert await watched_for(link, "bob") == ["MONITOR + NickServ", "MONITOR + bob", "WHOIS bob"]
        proved(link)
        assert link.people.nicks("bob") == link.people.nicks(BOB) == []
        found = link.people.who("bob")
        assert found is None or found.method == "none"


async def watched_for(link: Offline, key: str) -> list[str]:
    """As if one of services were looked for, which never happens here: what is said for it, once they are online."""
    link.welcomed(isupport=f"{ISUPPORT} MONITOR=30")
    link.look_for(key)
    link.hears(f":s 730 dibs :{key}!b@bob.host")
    return [line for line in await link.said() if line.startswith(("MONITOR", "WHOIS"))]


async def test_nobody_is_looked_for_out_of_view() -> None:
    made = Link(KEEPING)
    for key in (BOB, "alice!a@a.host"):
        assert await made.look_for(key) is False
    sought = made._shared.sought.newest()  # pyright: ignore[reportPrivateUsage] - what the next connection will watch
    assert sought == ["alice!a@a.host"]


async def test_a_new_connection_knows_nobody(link: Offline, logins: PasswordLogins) -> None:
    was = logged_in(link, logins)
    async with offline(KEEPING, link.shared) as again:
        again.welcomed()
        again.joined()
        later = PasswordLogins(KEEPING, lambda: again.session)
        again.messages.clear()
        again.hears(SAYS.format("dibs"))
        assert again.people.nicks(BOB) == []
        assert not later.log_in(was, "bob", later.ended(BOB))


async def test_a_link_in_clear_is_private_only_where_it_was_said_so(link: Offline) -> None:
    for host, in_clear, secure, private in (
        ("127.0.0.1", False, False, True),
        ("irc.example.org", False, False, False),
        ("irc.example.org", True, False, True),
        ("irc.example.org", False, True, True),
    ):
        settings = replace(KEEPING, host=host, secure=secure, passwords_in_clear=in_clear)
        async with offline(settings) as one:
            assert PasswordLogins(settings, lambda one=one: one.session).private is private
