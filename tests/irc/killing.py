"""A server that is killed while dibs speaks to it, and started again."""

import asyncio
import signal

from chatbot.wire import Outgoing
from tests.irc.links import running
from tests.servers.fixtures import People
from tests.servers.hybrid import Hybrid
from tests.servers.ngircd import Ngircd


async def a_kill_loses_nothing(server: Hybrid | Ngircd, people: People, *, lines: int) -> None:
    """What it left unproved is unknown, and said again all of it has arrived."""
    half = lines // 2
    async with running(server) as run:
        texts = [f"#{row} new" for row in range(lines)]
        alice = await people(server, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", texts[:half], first=0)
        server.signal(signal.SIGSTOP)
        delivering = asyncio.create_task(run.deliver("#desk", texts[half:], first=half))
        await asyncio.sleep(0)  # one turn for the writer: some lines are in the dead server's socket now
        server.kill()
        outcomes += await delivering
        left = [outcome.row for outcome in outcomes if outcome.verdict == "unknown"]
        assert left == list(range(half, lines))
        await run.down()
        await server.start()
        await run.up()
        bob = await people(server, "bob", channel="#desk")
        again = await run.link.deliver([Outgoing(row, "#desk", texts[row]) for row in left])
        assert {outcome.verdict for outcome in again} == {"taken"}
        await bob.sync()
        assert set(alice.said_by()) | set(bob.said_by()) == set(texts)
