"""A link to ngircd: strict, with refusals, without a way to tell who is logged in."""

import dataclasses

from chatbot.wire import Outcome, Outgoing
from tests.irc.killing import a_kill_loses_nothing
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
    await a_kill_loses_nothing(ngircd, people, lines=60)
