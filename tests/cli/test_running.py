"""`dibs run`: what it says first, and that there is one of it."""

import re

from tests.cli.terminal import Terminal
from tests.client import IrcClient


async def test_it_says_in_five_lines_what_runs_where_and_what_to_type(terminal: Terminal) -> None:
    async with terminal.running() as said:
        lines = said.splitlines()
    assert [line.split()[0] for line in lines] == ["dibs", "server", "channel", "next", "admin"]
    assert max(map(len, lines)) <= 80
    assert "./data/dibs.db" in lines[0]
    assert re.search(r"127\.0\.0\.1:66\d\d, ", lines[1])


async def test_whoever_types_the_code_that_it_shows_is_admin(terminal: Terminal) -> None:
    async with terminal.running() as said:
        port, code = re.findall(r"127\.0\.0\.1:(\d+)", said)[0], said.split()[-1]
        async with await IrcClient.connect("127.0.0.1", int(port), "ada") as ada:
            await ada.join("#desk")
            await ada.expect(r"^:dibs!\S+ JOIN | 353 .*\bdibs\b")
            await ada.say("dibs", f"iam {code}")
            assert (await ada.hears("You are ada")).text.startswith("You are ada, and an admin now.")


async def test_a_second_one_on_the_same_database_is_refused(terminal: Terminal) -> None:
    async with terminal.running():
        told = await terminal.dibs("run")
    assert told.code == 2
    assert told.err.startswith("dibs is running on data/dibs.db already. Stop that one first")


async def test_commands_work_beside_the_one_that_runs(terminal: Terminal) -> None:
    async with terminal.running():
        told = await terminal.dibs("say", "new printer on fire")
    assert (told.code, told.out.split(":")[0]) == (0, "#1 opened for ops")
