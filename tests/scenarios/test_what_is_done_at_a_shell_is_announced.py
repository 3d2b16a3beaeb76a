"""What is done at a shell while dibs runs is announced on IRC as if it had been said there."""

import asyncio
import json
from pathlib import Path

from tests.client import IrcClient
from tests.scenarios.running import dibs, dibs_run

TURNS = 4


async def test_a_ticket_that_is_opened_at_a_shell_is_announced_at_the_ring(tmp_path: Path) -> None:
    """The next look would come as late as 10 seconds later, and this waits for 5."""
    async with dibs_run(tmp_path) as running:
        alice = await running.client("alice")
        await dibs(tmp_path, "new", "@ops", "printer on fire")
        await alice.expect(r"PRIVMSG #desk :#1 new for ops: printer on fire", timeout=5)


async def test_two_terminals_and_irc_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each a program of its own, on the one database."""
    async with dibs_run(tmp_path) as running:
        alice = await running.client("alice")
        await alice.say("dibs", "new printer on fire")
        await alice.expect(r"PRIVMSG alice :#1 opened")
        await asyncio.gather(_types(tmp_path, "one"), _types(tmp_path, "two"), _speaks(alice))
        found = json.loads(await dibs(tmp_path, "history", "1", "--json"))
    said = [event["texts"]["text"] for event in found["events"] if event["kind"] == "ticket_commented"]
    assert sorted(said) == sorted(f"{who} {turn}" for who in ("one", "two", "irc") for turn in range(TURNS))


async def _types(folder: Path, who: str) -> None:
    for turn in range(TURNS):
        await dibs(folder, "comment", "1", f"{who} {turn}")


async def _speaks(alice: IrcClient) -> None:
    for turn in range(TURNS):
        await alice.say("dibs", f"comment 1 irc {turn}")
        await alice.expect(r"PRIVMSG alice :#1 noted")
