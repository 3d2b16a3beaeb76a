"""A link to servers that misbehave."""

import asyncio
import dataclasses
import logging

import pytest

from chatbot.irc.settings import Timings
from chatbot.wire import Outcome, Outgoing
from tests.irc.links import QUICK, SETTINGS, Running, running
from tests.irc.scripted import Peer, Scripted, scripted
from tests.waiting import until


async def _up(server: Scripted, run: Running) -> Peer:
    peer = await server.accepts()
    await peer.welcomes()
    await run.up()
    return peer


async def test_a_connection_that_breaks_leaves_the_unproved_unknown() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", [f"#{row}" for row in range(1, 9)]))
        await peer.awaits("PRIVMSG #desk :#3")
        await peer.pong()
        await peer.awaits("PRIVMSG #desk :#6")
        peer.breaks()
        assert [outcome.verdict for outcome in await delivering] == ["taken"] * 3 + ["unknown"] * 5


async def test_a_half_open_connection_is_noticed_and_left() -> None:
    timings = dataclasses.replace(QUICK, silence=0.2, grace=0.2)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", ["#1"]))
        assert await peer.awaits("PING awake")
        assert await delivering == [Outcome(1, "unknown")]
        assert await peer.ended()
        await _up(server, run)
        assert run.told == ["up", "down", "up"]


async def test_a_server_that_answers_is_not_left_for_its_silence() -> None:
    timings = dataclasses.replace(QUICK, silence=0.1, grace=0.3)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await _up(server, run)
        for _ in range(5):
            await peer.awaits("PING awake")
            peer.says(":s PONG s :awake")
        assert run.told == ["up"]


async def test_a_barrier_that_is_never_answered_ends_the_connection_whatever_else_is_said() -> None:
    timings = dataclasses.replace(QUICK, proof=0.3)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", ["#1"]))
        while not delivering.done():
            peer.says(":alice!a@h PRIVMSG #desk :chatter")
            await asyncio.sleep(0.02)  # chatter has a pace
        assert await delivering == [Outcome(1, "unknown")]


async def test_rows_that_an_unclear_refusal_may_have_meant_are_sent_alone_next_time() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        lines = [Outgoing(1, "#desk", "x"), Outgoing(2, "bob", "y")]
        delivering = asyncio.create_task(run.link.deliver(lines))
        await peer.awaits("PRIVMSG bob")
        peer.says(":s 412 dibs :No text to send")
        await peer.pong()
        assert [outcome.verdict for outcome in await delivering] == ["unknown", "unknown"]
        again = asyncio.create_task(run.link.deliver(lines))
        await peer.pong()
        peer.says(":s 412 dibs :No text to send")
        await peer.pong()
        assert [outcome.verdict for outcome in await again] == ["taken", "refused"]


async def test_somebody_away_has_got_the_line() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("bob", ["x"]))
        await peer.awaits("PRIVMSG bob")
        peer.says(":s 301 dibs bob :lunch")
        await peer.pong()
        assert await delivering == [Outcome(1, "taken")]


@pytest.mark.parametrize("numeric", ["401", "404", "439", "477", "486", "493", "531", "707", "716"])
async def test_each_refusal_is_told_with_its_reason(numeric: str) -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("bob", ["x"]))
        await peer.awaits("PRIVMSG bob")
        peer.says(f":s {numeric} dibs Bob :no")
        await peer.pong()
        (outcome,) = await delivering
        assert (outcome.verdict, outcome.numeric) == ("refused", numeric)
        assert outcome.reason


async def test_an_error_ends_the_connection_at_once_and_the_next_is_a_fresh_one() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.says("ERROR :Closing link: (K-lined)")
        assert await peer.ended()
        await _up(server, run)
        assert run.told == ["up", "down", "up"]


async def test_a_server_that_never_welcomes_is_left() -> None:
    timings = dataclasses.replace(QUICK, registration=0.2)
    async with scripted() as server, running(server, timings=timings, awaited=False):
        peer = await server.accepts()
        assert await peer.ended()
        assert await server.accepts()


async def test_garbage_of_all_sorts_is_survived() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.says("", " ", ":", "@", ":x", "@x :y", "PING", "NICK", "QUIT", "PRIVMSG", ":a!b@c PRIVMSG", "BATCH", "005")
        peer.says("\x00\x01\x02", "x" * 50_000, ":a!b@c PRIVMSG #desk :still there?")
        await run.heard("still there?")
        assert run.told == ["up"]


async def test_cancelling_a_delivery_takes_back_what_was_not_said() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", [f"#{row} " + "x" * 400 for row in range(500)]))
        await peer.awaits("PRIVMSG #desk :#3 ")
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        replying = asyncio.create_task(run.deliver("#desk", ["after"]))
        while not replying.done() and "PRIVMSG #desk :after" not in peer.heard:
            if (line := await peer.line()).startswith("PING"):
                peer.says(f":s PONG s :{line.removeprefix('PING ')}")
        assert len(peer.heard) < 400
        replying.cancel()
        await asyncio.gather(replying, return_exceptions=True)


async def test_quitting_while_nobody_answers_takes_no_longer_than_it_may() -> None:
    async with scripted() as server, running(server, awaited=False, timings=Timings(quit=0.5)) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", ["#1"]))
        await peer.awaits("PRIVMSG")
        async with asyncio.timeout(1.5):
            await run.link.quit("bye")
        assert await delivering == [Outcome(1, "unknown")]
        assert await peer.awaits("QUIT bye")


async def test_quitting_while_connecting_ends_the_loop() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        await run.link.quit()
        await until("the loop ended", lambda: not run.link.up)
        assert run.told == []


async def test_no_password_is_ever_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    settings = dataclasses.replace(SETTINGS, password="hunter2")
    async with scripted() as server, running(server, settings, awaited=False):
        peer = await server.accepts()
        await peer.awaits("PASS hunter2")
        peer.says(":s 464 * :Password incorrect")
        assert await peer.ended()
        assert await server.accepts()
    assert "hunter2" not in caplog.text
    assert "hunter2" not in repr(settings)


async def test_nothing_said_is_logged_above_debug(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.says(":alice!a@h PRIVMSG #desk :a secret")
        await run.heard("a secret")
    assert "secret" not in caplog.text
