"""A ticket that is opened on one network is announced on another, and its reporter hears of it where they are."""

import signal
from pathlib import Path

from tests.client import talk
from tests.scenarios.running import dibs, dibs_run
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd
from tests.servers.ngircd import Ngircd

_CONFIG = """
[networks.one]
host = "127.0.0.1"
tls = false
port = {one}
channels = ["#desk"]
pacing = "fast"
[networks.two]
host = "127.0.0.1"
tls = false
port = {two}
pacing = "fast"
[[role]]
name = "ops"
network = "two"
channel = "#desk"
"""


async def test_the_roles_channel_hears_of_it_and_the_reporter_hears_who_has_it(
    ngircd: Ngircd, miniircd: Miniircd, people: People, tmp_path: Path
) -> None:
    (tmp_path / "dibs.toml").write_text(_CONFIG.format(one=ngircd.port, two=miniircd.port))
    await dibs(tmp_path, "member", "add", "bob", "--network", "two")
    await dibs(tmp_path, "role", "add", "ops", "bob")
    here, there = await people(ngircd, "alice", channel="#desk"), await people(miniircd, "alice", channel="#desk")
    async with dibs_run(tmp_path) as run:
        await here.expect(r"^:dibs!\S+ JOIN ")
        await there.expect(r"^:dibs!\S+ JOIN ")
        await talk(here, "dibs", "new printer on fire", "^#1 opened for ops: printer on fire")
        await there.hears("^#1 new for ops: printer on fire")
        await dibs(tmp_path, "say", "dibs 1", "--as", "bob")
        await here.hears("^#1 printer on fire: bob has it.$")
        await there.hears("^#1 taken by bob.$")
        assert len(here.said_by()) == 2, "the channel of the same name on the other network is another channel"
        await run.end(signal.SIGTERM)
