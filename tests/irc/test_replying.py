"""A reply to a line of ours says which ticket it is about, and our answer says what it answers."""

import asyncio

import pytest

from chatbot.irc.replying import Sayings, ticket_of
from chatbot.wire import Channel, Outcome, Outgoing, Private, Reply
from tests.irc.offline import CAPS, Offline, offline
from tests.waiting import until

DESK = Channel("test", "#desk")
ECHOING = f"{CAPS} echo-message"
UNTAGGED = ECHOING.replace("message-tags", "")
OURS = ":dibs!dibs@bot.host PRIVMSG #desk :#12 new for ops: printer on fire (alice). Take it: dibs 12"
NOW = "time=2026-11-21T09:00:01.000Z"


def _in(link: Offline, caps: str = ECHOING) -> None:
    link.welcomed(caps)
    link.joined()


def _about(link: Offline, tag: str) -> int | None:
    """What a line with that tag is about."""
    link.hears(f"@{NOW};{tag} :bob!b@bob.host PRIVMSG #desk :dibs")
    return link.messages[-1].about


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#12 taken by bob.", 12),
        ("#12: asking bob in private.", 12),
        ("#12, still free: dibs 12", 12),
        ("#12 is like #12", 12),
        ("#12 taken, #13 free", None),
        ("#21-#38: 18 more from nagios", None),
        ("#12, #13 and #14 are free", None),
        ("#12", None),
        ("No ticket #99 (newest: #41).", None),
        ("| #12 goes on", None),
        ("#1234567890 is no number of ours", None),
    ],
)
def test_a_line_is_about_the_one_ticket_that_it_begins_with(text: str, number: int | None) -> None:
    assert ticket_of(text) == number


def test_the_newest_lines_are_remembered() -> None:
    sayings = Sayings(most=2)
    for number in (1, 2, 3):
        sayings.note(f"id{number}", f"#{number} taken.")
    assert [sayings.about({"+reply": f"id{number}"}) for number in (1, 2, 3)] == [None, 2, 3]


def test_a_line_without_an_id_is_not_remembered() -> None:
    sayings = Sayings()
    sayings.note("", "#1 taken.")
    assert sayings.about({"+reply": ""}) is sayings.about({}) is None


@pytest.mark.parametrize("tag", ["+draft/reply=a1", "+reply=a1", "+reply=other;+draft/reply=a1"])
async def test_a_reply_to_a_line_of_ours_is_about_its_ticket(tag: str) -> None:
    async with offline() as link:
        _in(link)
        link.hears(f"@{NOW};msgid=a1 {OURS}")
        assert _about(link, tag) == 12


@pytest.mark.parametrize("tag", ["+draft/reply=b2", "+draft/reply=", "+draft/reply", "+draft/react=a1", "reply=a1"])
async def test_any_other_line_is_about_no_ticket(tag: str) -> None:
    async with offline() as link:
        _in(link)
        link.hears(f"@{NOW};msgid=a1 {OURS}")
        assert _about(link, tag) is None


async def test_what_others_say_is_no_line_of_ours() -> None:
    async with offline() as link:
        _in(link)
        link.hears(f"@{NOW};msgid=a1 :mallory!m@h PRIVMSG #desk :#12 taken by bob.")
        assert _about(link, "+draft/reply=a1") is None


async def test_history_told_again_is_no_line_of_ours() -> None:
    """Who wore our nick then, nobody can tell."""
    async with offline() as link:
        _in(link)
        link.hears(f"@time=2026-11-21T08:00:00.000Z;msgid=a1 {OURS}")
        assert _about(link, "+draft/reply=a1") is None


async def test_tags_that_were_not_acknowledged_are_not_believed() -> None:
    async with offline() as link:
        _in(link, UNTAGGED)
        link.hears(f"@{NOW};msgid=a1 {OURS}")
        link.session.sayings.note("a2", "#12 taken.")
        assert _about(link, "+draft/reply=a1") is _about(link, "+draft/reply=a2") is None
        link.hears(f"@{NOW};msgid=b1 :bob!b@bob.host PRIVMSG #desk :list")
        assert link.messages[-1].msgid == ""


async def test_an_echo_is_nothing_that_somebody_said() -> None:
    async with offline() as link:
        _in(link)
        before = len(link.seen)
        link.hears(f"@{NOW};msgid=a1 :dibs!dibs@bot.host PRIVMSG #desk :!new printer on fire")
        link.hears(f"@{NOW};msgid=a2 :dibs!dibs@bot.host PRIVMSG bob :list", ":dibs!dibs@bot.host PRIVMSG dibs :list")
        assert link.messages == []
        assert len(link.seen) == before
        assert link.session.spoken.last("#desk", "dibs!dibs@bot.host") is None


async def test_an_echo_proves_no_delivery() -> None:
    async with offline() as link:
        _in(link)
        await link.said()
        outcomes: list[Outcome] = []
        link.connection.send(Outgoing(1, "#desk", "#12 taken by bob."), outcomes.append, alone=False)
        await until("the PING written", lambda: any(line.startswith("PING") for line in link.written))
        link.hears(f"@{NOW};msgid=a1 :dibs!dibs@bot.host PRIVMSG #desk :#12 taken by bob.")
        await asyncio.sleep(0)  # a turn for whoever would settle it
        assert outcomes == []
        link.hears(f":s PONG s :{link.written[-1].split()[-1]}")
        assert [outcome.verdict for outcome in outcomes] == ["taken"]


async def test_a_message_keeps_the_servers_own_id() -> None:
    async with offline() as link:
        _in(link)
        link.hears(f"@{NOW};msgid=1TE~17\\:\\\\ :alice!a@h PRIVMSG #desk :list")
        assert link.messages[-1].msgid == "1TE~17;\\"


@pytest.mark.parametrize("msgid", ["", "a\\sb", "a\\r\\nQUIT", "x" * 256, "\u202e"])
async def test_an_id_that_could_not_be_sent_back_is_none(msgid: str) -> None:
    async with offline() as link:
        _in(link)
        link.hears(f"@{NOW};msgid={msgid} :alice!a@h PRIVMSG #desk :list")
        assert link.messages[-1].msgid == ""


async def test_an_answer_carries_what_it_answers_on_each_of_its_lines() -> None:
    async with offline() as link:
        _in(link)
        await link.said()
        await link.connection.reply(Reply(DESK, ("one", "two"), reply_to="a;1"))
        assert [line for line in await link.said() if "PRIVMSG" in line] == [
            "@+draft/reply=a\\:1 PRIVMSG #desk :one",
            "@+draft/reply=a\\:1 PRIVMSG #desk :two",
        ]


async def test_an_answer_without_a_question_or_without_tags_is_plain() -> None:
    for caps, msgid in ((ECHOING, ""), (UNTAGGED, "a1")):
        async with offline() as link:
            _in(link, caps)
            await link.said()
            await link.connection.reply(Reply(Private("test", "bob"), ("one",), reply_to=msgid))
            assert await link.said() == ["PRIVMSG bob :one"]


async def test_the_tag_takes_no_room_from_the_text() -> None:
    async with offline() as link:
        _in(link)
        await link.said()
        text = "x" * link.session.room("#desk")
        await link.connection.reply(Reply(DESK, (text,), reply_to="a" * 255))
        assert await link.said() == [f"@+draft/reply={'a' * 255} PRIVMSG #desk :{text}"]
