"""Who speaks for others: the configured relays and RELAYMSG; nobody else does, and a relay is nobody by itself."""

import dataclasses

from chatbot.wire import Channel, Message
from tests.irc.offline import CAPS, SETTINGS, Offline, offline

UNSET = dataclasses.replace(SETTINGS, quiet_after_join=0)
RELAYED = dataclasses.replace(SETTINGS, relays=("Matterbridge",), quiet_after_join=0)
BY_MASK = dataclasses.replace(SETTINGS, relays=("mb!m@relay.host",), quiet_after_join=0)
TRACKED = CAPS.replace("account-tag", "").replace("server-time", "")
RELAYMSG = f"{CAPS} draft/relaymsg=/"
SAYS = "@account=matterbridge :mb!m@relay.host PRIVMSG"


def last(link: Offline) -> Message:
    return link.messages[-1]


async def test_a_relays_line_is_somebodys_over_a_bridge() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears(f"{SAYS} #desk :[discord] <bob> !new printer on fire")
        who = last(link).principal
        assert (who.method, who.account, who.nick, who.relay) == ("relayed", None, "bob (bridged)", "matterbridge")
        assert (last(link).text, last(link).audience) == ("!new printer on fire", Channel("test", "#desk"))
        assert who.key == who.mask == "discord/bob (bridged)!matterbridge"


async def test_each_of_them_is_somebody_else() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        lines = ("<bob> x", "<carol> x", "[discord] <bob> x", "[telegram] <bob> x", "<Bob> x")
        link.hears(*[f"{SAYS} #desk :{line}" for line in lines])
        assert len({message.principal.key for message in link.messages}) == len(lines)


async def test_the_same_form_from_anybody_else_is_just_text() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears("@account=mallory :mb!m@relay.host PRIVMSG #desk :<bob> !new x")
        assert (last(link).principal.account, last(link).text) == ("mallory", "<bob> !new x")
        link.hears(":matterbridge!m@relay.host PRIVMSG #desk :<bob> !new x")
        assert (last(link).principal.method, last(link).text) == ("none", "<bob> !new x")


async def test_a_relays_own_words_are_nothing() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears(f"{SAYS} #desk :!new x", f"{SAYS} #desk :\x01ACTION <bob> waves\x01", f"{SAYS} #desk :dibs: list")
        assert link.messages == []


async def test_in_private_a_relay_is_nothing_whatever_it_says() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears(f"{SAYS} dibs :<bob> list", f"{SAYS} dibs :list", f"{SAYS} dibs :\x01VERSION\x01")
        assert (link.messages, [line for line in await link.said() if "NOTICE" in line]) == ([], [])


async def test_a_relay_is_never_seen_and_nobody_reaches_it() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears(":mb!m@relay.host JOIN #desk Matterbridge :M", f"{SAYS} #desk :<bob> hi")
        assert "matterbridge" not in {seen.key for seen in link.seen}
        assert link.people.nicks("matterbridge") == []
        worn = link.people.who("mb")
        assert worn is not None
        assert (worn.method, worn.account, worn.relay) == ("relayed", None, "matterbridge")


async def test_a_relay_that_calls_itself_a_bot_still_speaks_for_people() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears(f"@bot;{SAYS[1:]} #desk :<bob> !list")
        assert last(link).principal.nick == "bob (bridged)"


async def test_where_no_tags_are_the_tracker_knows_the_relay() -> None:
    async with offline(RELAYED) as link:
        link.welcomed(caps=TRACKED)
        link.joined()
        line = ":mb!m@relay.host PRIVMSG #desk :<bob> !list"
        link.hears(line)
        assert last(link).principal.method == "none"
        link.hears(":mb!m@relay.host JOIN #desk Matterbridge :M", line)
        assert last(link).principal.relay == "matterbridge"
        link.hears(":mb!m@relay.host ACCOUNT *", line)
        assert last(link).principal.method == "none"


async def test_where_no_accounts_are_a_relay_is_known_by_its_whole_mask() -> None:
    async with offline(BY_MASK) as link:
        link.welcomed(caps="")
        link.joined()
        link.hears(":mb!m@elsewhere PRIVMSG #desk :<bob> !list")
        assert last(link).principal.method == "none"
        link.hears(":MB!m@relay.host PRIVMSG #desk :<bob> !list")
        assert last(link).principal.key == "somebody/bob (bridged)!mb!m@relay.host"


async def test_what_a_bridge_replays_is_history_too() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        link.hears(f"@time=2026-11-21T08:00:00.000Z;{SAYS[1:]} #desk :<bob> !new x")
        assert link.messages == []


async def test_a_nick_with_the_servers_separator_is_nobodys() -> None:
    async with offline(UNSET) as link:
        link.welcomed(caps=RELAYMSG)
        link.joined()
        link.hears("@draft/relaymsg=mb :bob/discord!r@relay.host PRIVMSG #desk :!new x")
        who = last(link).principal
        assert (who.method, who.nick, who.relay) == ("relayed", "bob (bridged)", "RELAYMSG")
        assert who.key == "discord/bob (bridged)!RELAYMSG"


async def test_nothing_is_said_over_a_bridge_by_what_nobody_sees() -> None:
    async with offline(UNSET) as link:
        link.welcomed(caps=RELAYMSG)
        link.joined()
        link.hears("@draft/relaymsg=mb :bob/discord!r@relay.host PRIVMSG #desk :\x02\x0f")
        assert link.messages == []


async def test_a_spoofed_line_has_no_account_though_a_tag_says_so() -> None:
    async with offline(UNSET) as link:
        link.welcomed(caps=RELAYMSG)
        link.joined()
        link.hears("@account=bob :bob/discord!r@relay.host PRIVMSG #desk :!new x")
        assert (last(link).principal.account, last(link).principal.method) == (None, "relayed")


async def test_a_spoofed_nick_of_ours_or_of_somebody_there_is_neither() -> None:
    """Some servers let relays speak under any nick at all; the tag alone tells."""
    async with offline(UNSET) as link:
        link.welcomed(caps=f"{CAPS} draft/relaymsg")
        link.joined()
        link.hears("@draft/relaymsg=mb :bob!r@relay.host PRIVMSG #desk :!new x")
        assert last(link).principal.nick == "bob (bridged)"
        assert link.session.tracker.nicks("bob") == ["bob"]
        link.hears("@draft/relaymsg=mb;msgid=1 :dibs!r@relay.host PRIVMSG #desk :#12 new for ops")
        assert last(link).principal.nick == "dibs (bridged)"
        assert link.shared.sayings.about({"+reply": "1"}) is None


async def test_a_tag_that_was_not_acknowledged_makes_nobody_a_bridge() -> None:
    async with offline(UNSET) as link:
        link.welcomed(caps="batch")
        link.joined(tags="")
        link.hears("@draft/relaymsg=mb :bob!b@bob.host PRIVMSG #desk :!new x")
        assert last(link).principal.method == "none"


async def test_the_capability_is_asked_for_where_it_is_offered() -> None:
    async with offline(UNSET) as link:
        link.connection.begin()
        link.hears(f":s CAP * LS :{RELAYMSG}")
        assert any("draft/relaymsg" in line for line in await link.said() if line.startswith("CAP REQ"))


async def test_on_the_embedded_server_nobody_is_a_bridge() -> None:
    believed = dataclasses.replace(SETTINGS, believed=True, network="embedded")
    async with offline(believed) as link:
        link.welcomed(caps="")
        link.joined()
        link.hears(":a/b!u@h PRIVMSG #desk :!list")
        assert last(link).principal.method == "believed"


async def test_whether_a_bridge_is_there_is_seen() -> None:
    async with offline(RELAYED) as link:
        link.welcomed()
        link.joined()
        assert not link.people.relays("#desk", "matterbridge")
        link.hears(":mb!m@relay.host JOIN #desk Matterbridge :M")
        assert link.people.relays("#desk", "matterbridge")
        link.hears(":mb!m@relay.host QUIT :*.net *.split")
        assert not link.people.relays("#desk", "matterbridge")
        assert not link.people.relays("#desk", "another")
        assert link.people.relays("#desk", "RELAYMSG")
