"""How soon what is done at a shell is read on IRC: from the commit of one program to the line on a client's socket.

dibs is `dibs run` as a person starts it, with the server that it brings along; the shell's program says when it has
committed. In the short form nothing fails by the clock. `make bench` holds the worst of all to a second.
"""

import asyncio
import time
from pathlib import Path

from chatbot.app import open_desk
from chatbot.config import Config, Desk
from chatbot.desk import members, roles
from chatbot.desk.roles import RoleChange
from tests.bench.figures import Figure, Limit, keep
from tests.chaos.scale import FULL, scaled
from tests.client import IrcClient
from tests.people import shell
from tests.scenarios.running import dibs_run, python

TRIES = scaled(2, 11)
WITHIN = 1.0
"""Seconds, as docs/terminal.md promises."""

OPENS = """
import sys, time
from chatbot.cli.terminal import asking, verbs
really = asking.ring
def ring(database):
    print("COMMITTED", time.time(), flush=True)
    really(database)
asking.ring = ring
verbs.alone("new")(["--role", sys.argv[1], "--as", sys.argv[2], "printer"], prog_name="dibs new")
"""


async def furnished(folder: Path) -> None:
    """A role and a reporter for each try: of one alone the channel would soon read less."""
    desk = await open_desk(Config(desk=Desk(database=folder / "data" / "dibs.db")))
    for number in range(TRIES):
        await desk.change(shell(), members.add, f"m{number}", network="embedded", account=f"m{number}", admin=False)
        await desk.change(shell(), roles.create, f"r{number}", RoleChange(channel="#desk", network="embedded"))
    await desk.database.close()


async def _heard_at(client: IrcClient, what: str) -> float:
    await client.expect(what, timeout=60)
    return time.time()


async def test_what_is_done_at_a_shell_is_read_on_irc_within_a_second(tmp_path: Path) -> None:
    await furnished(tmp_path)
    took: list[float] = []
    async with dibs_run(tmp_path) as running:
        alice = await running.client("alice")
        for number in range(TRIES):
            hears = _heard_at(alice, rf"PRIVMSG #desk :#\d+ new for r{number}: printer")
            at, said = await asyncio.gather(hears, python(tmp_path, OPENS, f"r{number}", f"m{number}"))
            took.append(at - float(said.split("COMMITTED ")[1].split()[0]))
    keep(Figure("the shell", "commit to line on IRC", "s", took, {}, Limit(WITHIN)))
    worst = Figure("the shell", "commit to line on IRC, worst of all", "s", [max(took)], {}, Limit(WITHIN))
    keep(worst)
    assert not FULL or worst.held
