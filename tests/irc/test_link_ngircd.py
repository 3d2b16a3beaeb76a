"""A link to ngircd: strict, with refusals, without a way to tell who is logged in."""

import asyncio
import dataclasses
import signal

from chatbot.wire import Outcome, Outgoing
from tests.irc.links import SETTINGS, running
from tests.servers.fixtures import People
from tests.servers.ngircd import Ngircd


async def test_sixty_lines_arrive_once_each_and_in_order(ngircd: Ngircd, people: People) -> None:
    async with running(ngircd) as run:
        alice = await people(ngircd, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", (f"#{number} new" for number in range(60)), first=0)
        await alice.sync()
        assert outcomes == [Outcome(row, "taken") for row in range(60)]
        assert alice.said_by() == [f"#{number} new" for number in range(60)]


async def test_lines_at_a_plain_clients_pace_offend_no_server(people: People) -> None:
    async with (
        Ngircd(flood_limits=True) as server,
        running(server, dataclasses.replace(SETTINGS, pacing="plain")) as run,
    ):
        alice = await people(server, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", (f"#{number} new" for number in range(5)))
        await alice.hears("#4 new")
        assert {outcome.verdict for outcome in outcomes} == {"taken"}


async def test_a_moderated_channel_refuses_its_row_alone(ngircd: Ngircd, people: People) -> None:
    alice = await people(ngircd, "alice", channel="#quiet")
    async with running(ngircd, dataclasses.replace(SETTINGS, channels=("#desk", "#quiet"))) as run:
        await alice.raw("MODE #quiet +m")
        await alice.sync()
        outcomes = await run.link.deliver(
            [Outgoing(1, "#desk", "x"), Outgoing(2, "#quiet", "x"), Outgoing(3, "gone", "x")]
        )
        assert [(outcome.verdict, outcome.numeric) for outcome in outcomes] == [
            ("taken", ""),
            ("refused", "404"),
            ("refused", "401"),
        ]


async def test_nobody_is_anybody(ngircd: Ngircd, people: People) -> None:
    async with running(ngircd) as run:
        alice = await people(ngircd, "alice", channel="#desk")
        await alice.say("#desk", "!accept 12")
        message = await run.heard("!accept 12")
        assert (message.principal.method, message.principal.account) == ("none", None)
        assert run.link.nicks("alice") == []
        assert run.link.online(message.principal.mask)


async def test_a_quoted_carriage_return_commands_nothing(ngircd: Ngircd, people: People) -> None:
    async with running(ngircd) as run:
        run.echoes = True
        alice = await people(ngircd, "alice", channel="#desk")
        await alice.raw(b"PRIVMSG #desk :\x10rQUIT :x")
        await alice.say("#desk", "still there?")
        await alice.hears("^you said: still there\\?$")
        assert run.told == ["up"]


async def test_after_a_kick_we_are_back(ngircd: Ngircd, people: People) -> None:
    alice = await people(ngircd, "alice", channel="#desk")
    async with running(ngircd) as run:
        await alice.raw("KICK #desk dibs :out")
        await alice.expect("KICK #desk dibs")
        await alice.expect(":dibs!.* JOIN ")
        assert await run.deliver("#desk", ["back"]) == [Outcome(1, "taken")]


async def test_what_a_killed_server_left_unproved_is_unknown_and_loses_nothing(ngircd: Ngircd, people: People) -> None:
    async with running(ngircd) as run:
        texts = [f"#{row} new" for row in range(60)]
        alice = await people(ngircd, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", texts[:30], first=0)
        ngircd.signal(signal.SIGSTOP)
        delivering = asyncio.create_task(run.deliver("#desk", texts[30:], first=30))
        await asyncio.sleep(0)  # one turn for the writer: some lines are in the dead server's socket now
        ngircd.kill()
        outcomes += await delivering
        left = [outcome.row for outcome in outcomes if outcome.verdict == "unknown"]
        assert left == list(range(30, 60))
        await run.down()
        await ngircd.start()
        await run.up()
        bob = await people(ngircd, "bob", channel="#desk")
        again = await run.link.deliver([Outgoing(row, "#desk", texts[row]) for row in left])
        assert {outcome.verdict for outcome in again} == {"taken"}
        await bob.sync()
        assert set(alice.said_by()) | set(bob.said_by()) == set(texts)
