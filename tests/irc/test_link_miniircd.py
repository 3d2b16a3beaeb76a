"""A link to the server that dibs brings along."""

import asyncio
import dataclasses

from chatbot.wire import Channel, Outcome, Outgoing, Private, Reply
from tests.irc.links import EMBEDDED, running
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd
from tests.waiting import until


async def test_what_is_said_in_the_channel_is_heard_and_answered(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        run.echoes = True
        alice = await people(miniircd, "alice", channel="#desk")
        await alice.say("#desk", "!list")
        await alice.hears("^you said: !list$")
        assert run.messages[0].audience == Channel("embedded", "#desk")
        assert run.messages[0].principal.method == "believed"


async def test_what_is_said_in_private_is_answered_in_private(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        run.echoes = True
        alice = await people(miniircd, "alice")
        await alice.say("dibs", "list")
        heard = await alice.hears("^you said: list$")
        assert heard.params[0] == "alice"
        assert run.messages[0].audience == Private("embedded", "alice")


async def test_answers_may_be_notices_but_what_must_be_proved_never_is(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, dataclasses.replace(EMBEDDED, reply_verb="NOTICE")) as run:
        run.echoes = True
        alice = await people(miniircd, "alice", channel="#desk")
        await alice.say("dibs", "list")
        answered = await alice.expect("you said: list")
        assert answered.command == "NOTICE"
        await run.deliver("#desk", ["#1 new for ops"])
        announced = await alice.expect("#1 new for ops")
        assert announced.command == "PRIVMSG"


async def test_an_answer_follows_who_asked_and_never_goes_to_the_nicks_next_wearer(
    miniircd: Miniircd, people: People
) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#desk")
        mallory = await people(miniircd, "mallory", channel="#desk")
        await alice.say("dibs", "show 42")
        asked = await run.heard("show 42")
        await alice.raw("NICK alicia")
        await alice.sync()
        await mallory.raw("NICK alice")
        await until("mallory took the nick", lambda: list(run.link.nicks("alice")) == ["alice"])
        await mallory.say("dibs", "list")
        await run.heard("list")
        await run.link.reply(Reply(asked.audience, ("a secret",), asked_by=asked.principal.mask))
        await alice.hears("a secret")
        await mallory.sync()
        assert mallory.said_by() == []


async def test_a_quoted_carriage_return_commands_nothing(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        run.echoes = True
        alice = await people(miniircd, "alice", channel="#desk")
        for attack in (b"\x10rQUIT :x", b"\x10nQUIT", b"a\rQUIT", b"a\0QUIT", b"\x01\x10rQUIT\x01", b"\xff\xfe\x10r"):
            await alice.raw(b"PRIVMSG #desk :" + attack)
        await alice.say("#desk", "still there?")
        await alice.hears("^you said: still there\\?$")
        assert run.told == ["up"]
        assert not alice.seen(" QUIT ")


async def test_a_message_of_ten_megabytes_costs_nothing(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#desk")
        for _ in range(10):
            await alice.raw(b"PRIVMSG #desk :" + b"x" * 100_000)
        await alice.say("#desk", "after all that")
        await run.heard("after all that")
        assert [message.text for message in run.messages] == ["after all that"]


async def test_all_that_was_delivered_arrived_in_order(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", (f"#{number} new" for number in range(200)), first=0)
        await alice.sync()
        assert outcomes == [Outcome(row, "taken") for row in range(200)]
        assert alice.said_by() == [f"#{number} new" for number in range(200)]


async def test_a_long_line_arrives_whole_in_pieces(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#desk")
        words = " ".join(f"drücker{number}" for number in range(200))
        outcomes = await run.deliver("#desk", [words])
        await alice.sync()
        said = alice.said_by()
        assert [outcome.verdict for outcome in outcomes] == ["taken"]
        assert len(said) > 1
        assert all(piece.startswith("| ") for piece in said[1:])
        assert " ".join(piece.removeprefix("| ") for piece in said) == words
        assert all(len(line.raw.encode()) <= 510 for line in alice.lines)


async def test_who_is_not_there_is_told_by_name(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        await people(miniircd, "alice", channel="#desk")
        lines = [
            Outgoing(1, "alice", "x"),
            Outgoing(2, "nobody", "x"),
            Outgoing(3, "#desk", "x"),
            Outgoing(4, "a b", "x"),
        ]
        outcomes = await run.link.deliver(lines)
        assert [outcome.verdict for outcome in outcomes] == ["taken", "refused", "taken", "refused"]
        assert outcomes[1].numeric == "401"


async def test_several_deliveries_at_once_each_get_their_own_outcomes(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        await people(miniircd, "alice", channel="#desk")
        both = await asyncio.gather(
            run.deliver("#desk", ["x"] * 20, first=0), run.deliver("nobody", ["x"] * 20, first=100)
        )
        assert {outcome.verdict for outcome in both[0]} == {"taken"}
        assert {outcome.verdict for outcome in both[1]} == {"refused"}
        assert [outcome.row for outcome in both[1]] == list(range(100, 120))


async def test_people_are_followed_as_they_come_and_go(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#desk")
        await until("alice seen", lambda: list(run.link.nicks("alice")) == ["alice"])
        assert run.link.in_channel("#DESK", "alice")
        assert run.seen[-1].key == "alice"
        await alice.say("#desk", "hello")
        message = await run.heard("hello")
        assert run.link.last_spoke("#desk", "alice") == message.at
        assert run.link.online(message.principal.mask)
        await alice.raw("NICK alicia")
        await until("alicia seen", lambda: list(run.link.nicks("alicia")) == ["alicia"])
        await alice.raw("QUIT")
        await until("alicia gone", lambda: not run.link.nicks("alicia"))
        assert not run.link.online(message.principal.mask)


async def test_who_was_there_before_us_is_known(miniircd: Miniircd, people: People) -> None:
    await people(miniircd, "alice", channel="#desk")
    async with running(miniircd, EMBEDDED) as run:
        assert list(run.link.nicks("alice")) == ["alice"]


async def test_a_channel_wanted_later_is_joined(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#ops")
        run.link.want_channels(["#ops", "#Desk"])
        outcomes = await run.deliver("#ops", ["#1 new"])
        await alice.hears("#1 new")
        assert outcomes == [Outcome(1, "taken")]
        assert run.link.in_channel("#ops", "alice")


async def test_a_taken_nick_is_worn_again_when_it_is_free(miniircd: Miniircd, people: People) -> None:
    thief = await people(miniircd, "dibs", channel="#desk")
    async with running(miniircd, EMBEDDED) as run:
        assert run.link.nick == "dibs_"
        await thief.raw("QUIT")
        await until("our nick back", lambda: run.link.nick == "dibs")


async def test_quitting_says_what_is_queued_and_then_goodbye(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        alice = await people(miniircd, "alice", channel="#desk")
        await run.say(Channel("embedded", "#desk"), "last words")
        async with asyncio.timeout(2):
            await run.link.quit("see you")
        await alice.hears("last words")
        await alice.expect("QUIT :see you")
        assert run.told == ["up", "down"]


async def test_a_server_that_comes_back_is_joined_again(miniircd: Miniircd, people: People) -> None:
    async with running(miniircd, EMBEDDED) as run:
        miniircd.kill()
        await run.down()
        assert await run.deliver("#desk", ["#1"]) == [Outcome(1, "unknown")]
        await run.say(Channel("embedded", "#desk"), "lost without a word")
        await miniircd.start()
        await run.up()
        alice = await people(miniircd, "alice", channel="#desk")
        assert await run.deliver("#desk", ["#1"]) == [Outcome(1, "taken")]
        await alice.hears("#1")
        assert run.told == ["up", "down", "up"]
