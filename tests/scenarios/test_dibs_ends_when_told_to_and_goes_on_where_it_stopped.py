"""SIGTERM and SIGINT end `dibs run` within five seconds; the next start goes on where it stopped."""

import re
import signal
from pathlib import Path

import pytest

from tests.client import talk
from tests.scenarios.running import dibs, dibs_run
from tests.servers.fixtures import People
from tests.servers.ngircd import Ngircd
from tests.servers.process import accepts

FIVE_SECONDS = 5.0

_ON_A_NETWORK = """
[networks.test]
host = "127.0.0.1"
tls = false
port = {port}
channels = ["#desk"]
pacing = "fast"
[[role]]
name = "ops"
channel = "#desk"
"""


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_in_under_five_seconds(tmp_path: Path, by: signal.Signals) -> None:
    async with dibs_run(tmp_path) as dibs:
        alice = await dibs.client("alice")
        await talk(alice, "#desk", "!new printer on fire", "^#1 opened")
        assert await dibs.end(by) < FIVE_SECONDS
        assert not await accepts("127.0.0.1", dibs.port)


async def test_it_prints_where_it_is_what_to_type_and_the_admin_code(tmp_path: Path) -> None:
    async with dibs_run(tmp_path) as dibs:
        code = re.findall(r"iam ([A-Z0-9]{4}-[A-Z0-9]{4})$", dibs.lines[-1])[0]
        alice = await dibs.client("alice")
        await talk(alice, "dibs", f"iam {code}", "^You are alice, and an admin now")
        assert any("!new" in line for line in dibs.lines)
        await dibs.end(signal.SIGTERM)


async def test_what_was_still_to_be_said_is_said_after_the_next_start(tmp_path: Path) -> None:
    async with dibs_run(tmp_path) as dibs:
        bob, alice = await dibs.client("bob"), await dibs.client("alice")
        await talk(bob, "dibs", "role join ops", "^You are in ops")
        await bob.quit()
        await talk(alice, "#desk", "!new printer on fire", "^#1 opened")
        await dibs.end(signal.SIGTERM)
    async with dibs_run(tmp_path) as dibs:
        bob = await dibs.client("bob")
        await talk(bob, "#desk", "morning all", "^While you were away: #1 free .printer on fire.. dibs 1")
        await talk(bob, "dibs", "dibs", "^#1 is yours: printer on fire")
        await talk(bob, "#desk", "!new vpn down", "^#2 opened")
        await dibs.end(signal.SIGTERM)


async def test_what_was_said_to_it_just_before_the_end_is_answered_or_never_done(tmp_path: Path) -> None:
    """Fifteen tickets are asked for in one breath: each that was opened has been answered."""
    async with dibs_run(tmp_path) as dibs:
        alice = await dibs.client("alice")
        for number in range(15):
            await alice.say("#desk", f"!new disk {number} full")
        await alice.hears("^#1 opened")
        await dibs.end(signal.SIGTERM)
        answered = {text.split(" ")[0] for text in alice.said_by() if " opened" in text}
    async with dibs_run(tmp_path) as dibs:
        again = await dibs.client("alice")
        await again.sync()
        newest = await talk(again, "#desk", "!new vpn down", "^#[0-9]+ opened")
        number = int(re.findall("[0-9]+", newest.text)[0])
        assert answered == {f"#{count}" for count in range(1, number)}
        await dibs.end(signal.SIGINT)


async def test_a_server_that_hangs_holds_up_no_end_and_loses_no_line(
    ngircd: Ngircd, people: People, tmp_path: Path
) -> None:
    (tmp_path / "dibs.toml").write_text(_ON_A_NETWORK.format(port=ngircd.port))
    alice = await people(ngircd, "alice", channel="#desk")
    async with dibs_run(tmp_path) as run:
        await alice.expect(r"^:dibs!\S+ JOIN ")
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")
        await alice.hears("^#1 new for ops")
        ngircd.signal(signal.SIGSTOP)
        await dibs(tmp_path, "say", "new vpn down")
        assert await run.end(signal.SIGTERM) < FIVE_SECONDS
        ngircd.signal(signal.SIGCONT)
    async with dibs_run(tmp_path) as run:
        await alice.hears("^#2 new for ops: vpn down")
        await run.end(signal.SIGTERM)
