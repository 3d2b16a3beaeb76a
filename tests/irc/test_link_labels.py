"""A link to servers that say they answer labels, and do so, or don't."""

import asyncio
import dataclasses

from tests.irc.links import QUICK, Running, running
from tests.irc.scripted import Peer, Scripted, scripted

CAPS = "batch labeled-response message-tags"
HASTY = dataclasses.replace(QUICK, label=0.2, proof=0.4)


async def _up(server: Scripted, run: Running) -> Peer:
    peer = await server.accepts()
    await peer.awaits("USER")
    peer.says(f":s CAP * LS :{CAPS}")
    await peer.awaits("CAP REQ")
    peer.says(f":s CAP * ACK :{CAPS}")
    await peer.awaits("CAP END")
    peer.says(":s 001 dibs :hello", ":s 422 dibs :no MOTD")
    await peer.awaits("JOIN #desk")
    peer.says(":dibs!dibs@host JOIN #desk")
    await peer.awaits("WHO #desk")
    peer.says(":s 315 dibs #desk :end")
    await run.up()
    return peer


async def _label(peer: Peer) -> str:
    return (await peer.awaits("@label=")).split(" ")[0]


async def test_what_a_cut_link_left_unanswered_is_unknown_and_nothing_else() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", [f"#{row}" for row in range(6)]))
        labels = [await _label(peer) for _ in range(6)]
        peer.says(*[f"{label} :s ACK" for label in labels[:3]], f"{labels[4]} :s 404 dibs #desk :no")
        peer.says("PING sync")
        await peer.awaits("PONG sync")
        peer.breaks()
        verdicts = [outcome.verdict for outcome in await delivering]
        assert verdicts == ["taken"] * 3 + ["unknown", "refused", "unknown"]


async def test_a_server_that_answers_no_label_loses_nothing_and_keeps_its_link() -> None:
    async with scripted() as server, running(server, awaited=False, timings=HASTY) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", ["#1", "#2"]))
        await peer.pong()
        assert [outcome.verdict for outcome in await delivering] == ["taken", "taken"]
        again = asyncio.create_task(run.deliver("#desk", ["#3"]))
        assert await peer.awaits("PRIVMSG #desk :#3")
        await peer.pong()
        assert [outcome.verdict for outcome in await again] == ["taken"]
        assert run.told == ["up"]


async def test_a_server_that_answers_neither_label_nor_ping_is_left() -> None:
    async with scripted() as server, running(server, awaited=False, timings=HASTY) as run:
        peer = await _up(server, run)
        delivering = asyncio.create_task(run.deliver("#desk", ["#1"]))
        while not delivering.done():
            peer.says(":alice!a@h PRIVMSG #desk :chatter")
            await asyncio.sleep(0.02)  # chatter has a pace
        assert [outcome.verdict for outcome in await delivering] == ["unknown"]
        assert await server.accepts()
