"""`dibs run`: what it says first, and that there is one of it."""

import os
import re
import signal

import pytest

from tests.cli.terminal import DIBS, Terminal
from tests.client import IrcClient
from tests.servers.miniircd import Miniircd
from tests.store.test_opening import locked

OFFICE = """
[networks.office]
host = "127.0.0.1"
tls = false
port = {port}
channels = ["#desk"]
pacing = "fast"

[[role]]
name = "ops"
open = true
"""


async def test_it_says_in_five_lines_what_runs_where_and_what_to_type(terminal: Terminal) -> None:
    async with terminal.running() as said:
        lines = said.splitlines()
    assert [line.split()[0] for line in lines] == ["dibs", "server", "channel", "next", "admin"]
    assert max(map(len, lines)) <= 80
    assert "./data/dibs.db" in lines[0]
    assert re.search(r"127\.0\.0\.1:66\d\d, .*nicks are believed", lines[1])
    assert lines[2].endswith("#desk, as dibs; open role ops")


async def test_on_a_narrow_terminal_its_lines_are_broken_between_words(terminal: Terminal) -> None:
    async with terminal.on_a_live_screen("run", "--no-chat", columns=40, DIBS_LOG__LEVEL="error") as screen:
        await screen.shows("iam")
        lines = screen.text.splitlines()
    assert max(map(len, lines)) <= 40
    assert "machine alone; nicks are believed there" in lines


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


async def settled(client: IrcClient) -> None:
    """Until dibs listens: the first seconds after it joined could be history, so it takes no commands from them."""
    for _ in range(20):
        await client.say("#desk", "!help")
        try:
            await client.hears("^Tickets: ", timeout=1)
        except AssertionError:
            continue
        return
    raise AssertionError("dibs never answered")


async def test_on_a_network_without_accounts_people_open_tickets_and_nobody_takes_them(
    terminal: Terminal, miniircd: Miniircd
) -> None:
    terminal.write("dibs.toml", OFFICE.format(port=miniircd.port))
    async with terminal.running() as said:
        assert [line.split()[0] for line in said.splitlines()] == ["dibs", "networks", "channels", "next", "admin"]
        async with await IrcClient.connect("127.0.0.1", miniircd.port, "alice") as alice:
            await alice.join("#desk")
            await settled(alice)
            await alice.say("#desk", "!new printer on fire")
            await alice.hears("^#1 opened for ops")
            await alice.say("#desk", "!role join ops")
            assert "You aren't logged in." in (await alice.hears("To join a role")).text
            await alice.say("dibs", "accept 1")
            assert "You aren't logged in." in (await alice.hears("To own tickets")).text


async def test_it_ends_when_it_is_told_to_while_it_waits_for_another_program(terminal: Terminal) -> None:
    (terminal.folder / "data").mkdir()
    with locked(terminal.folder / "data"):
        async with terminal.on_a_live_screen("run", "--no-chat") as screen:
            await screen.shows("which has locked the folder")
            assert "waiting for another program (process " in screen.text
            os.kill(screen.pid, signal.SIGTERM)
            assert await screen.ended() == 0


TOLD = """
"$@" run 2>log > {output} & dibs=$!
for _ in $(seq 150); do grep -q 'nothing more is' log && break; sleep 0.1; done
"$@" health; echo "health $?"
kill -TERM $dibs; wait $dibs; echo "ended $?"
"""


@pytest.mark.parametrize("output", [">(true)", "/dev/full"], ids=["nobody reads it", "the disk is full"])
async def test_it_serves_on_though_what_it_prints_can_not_be_written(terminal: Terminal, output: str) -> None:
    told = await terminal.program("bash", "-c", TOLD.format(output=output), "bash", *DIBS)
    assert "health 0" in told.out
    assert told.out.endswith("ended 0\n")
    assert (terminal.folder / "log").read_text().count("can't be written, so nothing more is") == 1
