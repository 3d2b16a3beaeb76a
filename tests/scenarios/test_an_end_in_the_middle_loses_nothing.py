"""dibs told to end while much is still to be said: it ends in time, and what the server didn't take is said later."""

import signal
import sqlite3
from pathlib import Path

from tests.client import talk
from tests.scenarios.running import dibs, dibs_run
from tests.servers.fixtures import People
from tests.servers.ngircd import Ngircd
from tests.waiting import until

PLAIN = """
[desk]
plugins = ["announce"]
[networks.test]
host = "127.0.0.1"
tls = false
port = {port}
channels = ["#desk"]
pacing = "plain"
[[role]]
name = "ops"
channel = "#desk"
"""
MANY = 50


def queue(folder: Path) -> None:
    """As many lines for alice as a bad day brings, each for itself."""
    with sqlite3.connect(folder / "data" / "dibs.db", timeout=30) as database:
        database.execute(
            f"""with recursive days(number) as (select 1 union all select number + 1 from days where number < {MANY})
            insert into notice (created_at, not_before, plugin, event_id, target, network, address, text)
            select created_at, not_before, plugin, event_id, 'mask', network, 'alice!~alice@127.0.0.1',
                'line ' || number || '.'
            from notice, days where notice.id = 1"""
        )


def states(folder: Path) -> dict[str, str]:
    with sqlite3.connect(folder / "data" / "dibs.db") as database:
        return dict(database.execute("select text, status from notice where text like 'line %'").fetchall())


async def test_what_was_not_proved_is_in_the_outbox_and_said_after_the_next_start(
    ngircd: Ngircd, people: People, tmp_path: Path
) -> None:
    (tmp_path / "dibs.toml").write_text(PLAIN.format(port=ngircd.port))
    alice = await people(ngircd, "alice", channel="#desk")
    async with dibs_run(tmp_path) as run:
        await alice.expect(r"^:dibs!\S+ JOIN ")
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")
        await alice.hears("^#1 new for ops")
        queue(tmp_path)
        await dibs(tmp_path, "say", "list")
        await talk(alice, "dibs", "new vpn down", "^#2 opened")
        await alice.hears("line 1")
        assert await run.end(signal.SIGTERM) < 5.0
    await alice.sync()
    heard = {line for line in states(tmp_path) if any(line in said for said in alice.said_by())}
    left = [line for line, status in states(tmp_path).items() if status == "queued"]
    assert len(states(tmp_path)) == MANY
    assert left, "it was told to end in the middle"
    assert {line for line, status in states(tmp_path).items() if status == "sent"} <= heard
    (tmp_path / "dibs.toml").write_text(PLAIN.format(port=ngircd.port).replace("plain", "fast"))
    async with dibs_run(tmp_path) as run:
        await until("all said", lambda: set(states(tmp_path).values()) == {"sent"}, within=30)
        await alice.sync()
        await run.end(signal.SIGTERM)
    assert all(any(line in said for said in alice.said_by()) for line in states(tmp_path))
