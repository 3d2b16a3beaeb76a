"""A link to ircd-hybrid: refusals of its own, caller id, flood limits, TLS; it has no accounts without services."""

import dataclasses

from chatbot.irc.settings import TlsSettings
from chatbot.wire import Outcome, Outgoing
from tests.irc.killing import a_kill_loses_nothing
from tests.irc.links import SETTINGS, running
from tests.servers.fixtures import People
from tests.servers.hybrid import Hybrid
from tests.waiting import until


async def test_forty_lines_arrive_once_each_and_in_order(hybrid: Hybrid, people: People) -> None:
    async with running(hybrid) as run:
        alice = await people(hybrid, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", (f"#{number} new" for number in range(40)), first=0)
        await alice.sync()
        assert outcomes == [Outcome(row, "taken") for row in range(40)]
        assert alice.said_by() == [f"#{number} new" for number in range(40)]


async def test_lines_at_a_plain_clients_pace_offend_it_not(people: People) -> None:
    async with (
        Hybrid(flood_limits=True) as server,
        running(server, dataclasses.replace(SETTINGS, pacing="plain")) as run,
    ):
        alice = await people(server, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", (f"#{number} new" for number in range(4)))
        await alice.hears("#3 new")
        assert {outcome.verdict for outcome in outcomes} == {"taken"}
        assert run.told == ["up"]


async def test_each_refusal_meets_its_row_alone(hybrid: Hybrid, people: People) -> None:
    alice = await people(hybrid, "alice", channel="#quiet")
    bob = await people(hybrid, "bob", channel="#desk")
    async with running(hybrid, dataclasses.replace(SETTINGS, channels=("#desk", "#quiet"))) as run:
        await alice.raw("MODE #quiet +m")
        await alice.raw("MODE alice +g")
        await alice.sync()
        targets = ("#desk", "#quiet", "gone", "alice", "#nowhere", "bob")
        outcomes = await run.link.deliver([Outgoing(row, target, "x") for row, target in enumerate(targets)])
        await bob.hears("^x$")
        assert [(outcome.verdict, outcome.numeric) for outcome in outcomes] == [
            ("taken", ""),
            ("refused", "404"),
            ("refused", "401"),
            ("refused", "716"),
            ("refused", "401"),
            ("taken", ""),
        ]


async def test_over_tls_its_name_is_vouched_for(hybrid: Hybrid, people: People) -> None:
    tls = dataclasses.replace(SETTINGS, secure=True, tls=TlsSettings(hybrid.ca_file))
    alice = await people(hybrid, "alice", channel="#desk")

    class Door:
        host, port = "localhost", hybrid.tls_port

    async with running(Door(), tls) as run:
        assert await run.deliver("#desk", ["#1 new"]) == [Outcome(1, "taken")]
        await alice.hears("#1 new")
        await alice.raw("WHOIS dibs")
        assert await alice.expect(" 671 ")  # "is using a secure connection"


async def test_who_shares_no_channel_is_watched_until_they_quit(hybrid: Hybrid, people: People) -> None:
    async with running(hybrid) as run:
        alice = await people(hybrid, "alice")
        await alice.say("dibs", "whoami")
        principal = (await run.heard("whoami")).principal
        assert (principal.method, principal.account) == ("none", None)
        assert await run.link.look_for(principal.mask)
        assert run.link.online(principal.mask)
        await alice.raw("QUIT")
        await until("alice gone", lambda: not run.link.online(principal.mask))


async def test_what_a_killed_server_left_unproved_is_unknown_and_loses_nothing(hybrid: Hybrid, people: People) -> None:
    await a_kill_loses_nothing(hybrid, people, lines=40)
