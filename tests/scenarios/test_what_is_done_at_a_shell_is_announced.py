"""What is done at a shell while dibs runs is announced on IRC as if it had been said there."""

import asyncio
import json
from pathlib import Path

import pytest

from store.database import open_database
from tests.client import IrcClient
from tests.house import open_house
from tests.scenarios.running import dibs, dibs_run, python
from tests.servers.miniircd import Miniircd

TURNS = 12
HOUR = 3600.0
TYPES = """
import sys
from chatbot.cli.terminal.verbs import alone
for turn in range(int(sys.argv[2])):
    try:
        alone("comment")(["1", f"{sys.argv[1]} {turn}"], prog_name="dibs comment")
    except SystemExit as ended:
        assert not ended.code, ended.code
"""
"""What `dibs comment` does, again and again, without the half second in which a program starts: so they meet."""


async def test_what_is_done_at_a_shell_is_announced_by_the_bell_and_not_by_the_next_look(
    server: Miniircd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """dibs looks by itself only once an hour here; where nobody rings, nobody in the channel hears of it."""
    defaults = open_database.__kwdefaults__
    assert defaults is not None, "it has some"
    monkeypatch.setitem(defaults, "poll_seconds", HOUR)
    (tmp_path / "dibs.toml").write_text('[desk]\ndatabase = "dibs.db"\n')
    async with open_house(server.port, folder=tmp_path) as house:
        alice = await house.client("alice")
        await dibs(tmp_path, "new", "@ops", "printer on fire")
        await alice.expect(r"PRIVMSG #desk :#1 new for ops: printer on fire", timeout=30)


async def test_two_terminals_and_irc_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each a program of its own, on the one database; each says all that it has to say while the others do."""
    async with dibs_run(tmp_path) as running:
        alice = await running.client("alice")
        await alice.say("dibs", "new printer on fire")
        await alice.expect(r"PRIVMSG alice :#1 opened")
        await asyncio.gather(_types(tmp_path, "one"), _types(tmp_path, "two"), _speaks(alice))
        found = json.loads(await dibs(tmp_path, "history", "1", "--json"))
    said = [event["texts"]["text"].split() for event in found["events"] if event["kind"] == "ticket_commented"]
    assert {who: [int(turn) for by, turn in said if by == who] for who in ("one", "two", "irc")} == {
        "one": list(range(TURNS)),
        "two": list(range(TURNS)),
        "irc": list(range(TURNS)),
    }


async def _types(folder: Path, who: str) -> None:
    await python(folder, TYPES, who, str(TURNS))


async def _speaks(alice: IrcClient) -> None:
    for turn in range(TURNS):
        await alice.say("dibs", f"comment 1 irc {turn}")
        await alice.expect(r"PRIVMSG alice :#1 noted")
