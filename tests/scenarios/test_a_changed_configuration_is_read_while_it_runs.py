"""SIGHUP, or `reload` by an admin: what may change while dibs runs changes, and links stay where they can."""

import re
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.client import IrcClient, talk
from tests.scenarios.reloads import Reloading, reloading
from tests.scenarios.running import dibs_run
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd
from tests.servers.ngircd import Ngircd
from tests.waiting import until

DESK = """
[networks.one]
host = "127.0.0.1"
tls = false
port = {port}
channels = {channels}
pacing = "fast"
{more}
[[role]]
name = "ops"
network = "one"
channel = "#desk"
"""
OTHER = """
[networks.two]
host = "127.0.0.1"
tls = false
port = {port}
pacing = "fast"
"""


def desk(port: int, *channels: str, more: str = "", head: str = "") -> str:
    return head + DESK.format(port=port, channels=list(channels), more=more)


def quits(client: IrcClient) -> list[str]:
    return [line.raw for line in client.seen(r"^:dibs\S* QUIT")]


async def test_a_channel_comes_and_another_goes_on_the_same_connection(
    ngircd: Ngircd, people: People, tmp_path: Path
) -> None:
    watcher = await people(ngircd, "watcher", channel="#desk")
    await watcher.join("#new")
    await watcher.join("#old")
    async with reloading(tmp_path, desk(ngircd.port, "#old")) as dibs:
        await watcher.expect(r"^:dibs!\S+ JOIN :?#old")
        await watcher.expect(r"^:dibs!\S+ JOIN :?#desk")
        await dibs.by_signal(desk(ngircd.port, "#new"))
        await watcher.expect(r"^:dibs!\S+ JOIN :?#new")
        await watcher.expect(r"^:dibs!\S+ PART #old")
        await talk(watcher, "dibs", "new printer on fire", "^#1 opened")
        assert quits(watcher) == []
        assert [line.raw for line in watcher.seen(r"^:dibs\S* PART") if "#old" not in line.raw] == []


async def test_a_nick_is_changed_on_the_living_link(ngircd: Ngircd, people: People, tmp_path: Path) -> None:
    watcher = await people(ngircd, "watcher", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await watcher.expect(r"^:dibs!\S+ JOIN ")
        await dibs.by_signal(desk(ngircd.port, more='nick = "helper"'))
        await watcher.expect(r"^:dibs!\S+ NICK :?helper")
        await talk(watcher, "helper", "new printer on fire", "^#1 opened", from_nick="helper")


def lifetimes(folder: Path) -> list[int]:
    with sqlite3.connect(folder / "data" / "dibs.db") as database:
        found = database.execute("select data from event where kind = 'prompt_opened' order by id").fetchall()
    return [int(re.findall(r'"lifetime": ?(\d+)', data)[0]) for (data,) in found]


async def test_a_lifetime_and_who_may_open_hold_at_once(ngircd: Ngircd, people: People, tmp_path: Path) -> None:
    alice = await people(ngircd, "alice", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await alice.expect(r"^:dibs!\S+ JOIN ")
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")
        await alice.hears("^#1 new for ops")
        await dibs.by_signal(desk(ngircd.port, head='[desk]\nlifetime = "2h"\n'))
        await talk(alice, "dibs", "new vpn down", "^#2 opened")
        await alice.hears(r"^#2 new for ops: vpn down \(alice\)")
        assert lifetimes(tmp_path) == [1800, 7200]
        await dibs.by_signal(desk(ngircd.port, head='[strength]\nopen = "identified"\n'))
        await talk(alice, "dibs", "new mail down", "^You aren.t logged in. To open tickets")
        assert quits(alice) == []


async def test_a_network_comes_and_goes_and_what_waits_for_it_is_kept(
    ngircd: Ngircd, miniircd: Miniircd, people: People, tmp_path: Path
) -> None:
    here, there = await people(ngircd, "alice", channel="#desk"), await people(miniircd, "watcher", channel="#desk")
    alone = desk(ngircd.port).partition("[[role]]")[0]
    both = alone + OTHER.format(port=miniircd.port)
    role = '[[role]]\nname = "ops"\nnetwork = "two"\nchannel = "#desk"\n'
    async with reloading(tmp_path, alone.replace("channels = []", 'channels = ["#desk"]')) as dibs:
        await here.expect(r"^:dibs!\S+ JOIN ")
        await dibs.by_signal(both + role)
        await there.expect(r"^:dibs!\S+ JOIN ")
        await dibs.by_signal(alone)
        await there.expect(r"^:dibs!\S+ QUIT ")
        await talk(here, "dibs", "new printer on fire", "^#1 opened for ops")
        await dibs.by_signal(both)
        await there.hears("^#1 new for ops: printer on fire")
        assert quits(here) == []


async def test_another_address_is_gone_to_and_all_else_stays(
    ngircd: Ngircd, miniircd: Miniircd, people: People, tmp_path: Path
) -> None:
    here, there = await people(ngircd, "watcher", channel="#desk"), await people(miniircd, "alice", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await here.expect(r"^:dibs!\S+ JOIN ")
        await dibs.by_signal(desk(miniircd.port))
        await here.expect(r"^:dibs!\S+ QUIT ")
        await there.expect(r"^:dibs!\S+ JOIN ")
        await talk(there, "dibs", "new printer on fire", "^#1 opened")


async def test_a_server_that_could_not_be_reached_is_left_alone_at_once(
    ngircd: Ngircd, people: People, tmp_path: Path
) -> None:
    """Its pauses may be minutes by then."""
    alice = await people(ngircd, "alice", channel="#desk")
    async with reloading(tmp_path, desk(1)) as dibs:
        await dibs.by_signal(desk(ngircd.port))
        await alice.expect(r"^:dibs!\S+ JOIN ")


WRONG = """
[desk]
nik = "helper"
lifetime = 5
[networks.one]
host = "127.0.0.1"
port = "many"
"""


async def test_a_faulty_file_changes_nothing_and_the_status_says_so(
    ngircd: Ngircd, people: People, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    alice = await people(ngircd, "alice", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await alice.expect(r"^:dibs!\S+ JOIN ")
        status = await dibs.by_signal(WRONG)
        assert status.endswith("; 3 to mend in the configuration, see: dibs check-config")
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")
        assert quits(alice) == []
        assert "mend" not in await dibs.by_signal(desk(ngircd.port))
    logged = capfd.readouterr().err
    for problem in (
        "desk.nik: is no setting. Did you mean nick?",
        "desk.lifetime: No unit in 5",
        "networks.one.port: must",
    ):
        assert problem in logged


async def test_a_file_that_is_gone_changes_nothing(ngircd: Ngircd, people: People, tmp_path: Path) -> None:
    """An editor may take it away for a moment; the defaults would leave every network."""
    alice = await people(ngircd, "alice", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await alice.expect(r"^:dibs!\S+ JOIN ")
        dibs.file.unlink()
        before = len(dibs.told)
        dibs.run.process.send_signal(signal.SIGHUP)
        await until("read again", lambda: "READY=1" in dibs.told[before:])
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")


async def test_systemd_is_told_when_it_begins_and_when_it_is_done(ngircd: Ngircd, tmp_path: Path) -> None:
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        before = len(dibs.told)
        await dibs.by_signal(desk(ngircd.port))
        began, moment, ready, _ = dibs.told[before:][-4:]
        assert (began, ready) == ("RELOADING=1", "READY=1")
        assert re.fullmatch(r"MONOTONIC_USEC=\d+", moment)


async def test_it_is_journalled_by_whom_and_without_values(ngircd: Ngircd, tmp_path: Path) -> None:
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await dibs.by_signal(desk(ngircd.port, more='password = "hunter2"', head='[desk]\nevery = "7m"\n'))
        with sqlite3.connect(tmp_path / "data" / "dibs.db") as database:
            found = database.execute("select actor, data from event where kind = 'configuration_reloaded'").fetchall()
    assert len(found) == 1
    assert "desk.every, networks.one.password" in found[0][1]
    assert "hunter2" not in found[0][1]


EMBEDDED = '[embedded]\nenabled = true\n[desk]\nevery = "{every}"\ndatabase = "{database}"\n{more}'


def tried_out(every: str, *, more: str = "", database: str = "./data/dibs.db") -> str:
    return EMBEDDED.format(every=every, more=more, database=database)


async def _admin(dibs: Reloading) -> IrcClient:
    alice = await dibs.run.client("alice")
    code = re.findall(r"iam ([A-Z0-9]{4}-[A-Z0-9]{4})$", dibs.run.lines[-1])[0]
    await talk(alice, "dibs", f"iam {code}", "^You are alice, and an admin now")
    return alice


async def test_an_admin_reloads_and_hears_what_changed(tmp_path: Path) -> None:
    async with reloading(tmp_path, tried_out("5m")) as dibs:
        alice = await _admin(dibs)
        await talk(alice, "dibs", "reload", r"^Nothing changed\.$")
        dibs.file.write_text(tried_out("7m", more='prefix = "?"', database="./other/dibs.db"))
        await talk(alice, "dibs", "reload", r"^Reloaded: desk\.prefix, desk\.every\.$")
        await alice.hears(r"^Needs a restart: desk\.database\.$")
        await talk(alice, "#desk", "?new printer on fire", "^#1 opened")
        assert not (tmp_path / "other").exists()


async def test_an_admin_hears_what_is_wrong_in_private_and_aloud_only_that_something_is(tmp_path: Path) -> None:
    async with reloading(tmp_path, tried_out("5m")) as dibs:
        alice = await _admin(dibs)
        dibs.file.write_text(tried_out("soon", more='nik = "x"'))
        said = await talk(alice, "dibs", "reload", "^Nothing changed; 2 to mend")
        assert "desk.every" in said.text
        assert said.text.endswith("All: dibs check-config")
        said = await talk(alice, "#desk", "!reload", "^Nothing changed; 2 to mend")
        assert said.text == "Nothing changed; 2 to mend in the configuration. See: dibs check-config"


async def test_who_is_no_admin_is_refused_and_nothing_is_read(tmp_path: Path) -> None:
    async with reloading(tmp_path, tried_out("5m")) as dibs:
        bob = await dibs.run.client("bob")
        dibs.file.write_text(tried_out("7m", more='prefix = "?"'))
        await talk(bob, "dibs", "reload", "^Only an admin may reload the configuration")
        dibs.file.write_text(tried_out("soon"))
        said = await talk(bob, "dibs", "reload", "^Only an admin may reload|to mend")
        assert "to mend" not in said.text, "nor does he hear what is wrong with it"
        await talk(bob, "#desk", "!new printer on fire", "^#1 opened")


async def test_who_reloads_is_answered_before_the_network_is_left(
    ngircd: Ngircd, people: People, tmp_path: Path
) -> None:
    """From the server that dibs brings along to a real one."""
    watcher = await people(ngircd, "watcher", channel="#desk")
    async with reloading(tmp_path, tried_out("5m")) as dibs:
        alice = await _admin(dibs)
        dibs.file.write_text(desk(ngircd.port))
        await talk(alice, "dibs", "reload", r"^Reloaded: .*networks\.one")
        await watcher.expect(r"^:dibs!\S+ JOIN ")


async def test_a_server_for_trying_out_comes_and_goes(ngircd: Ngircd, people: People, tmp_path: Path) -> None:
    watcher = await people(ngircd, "watcher", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        await watcher.expect(r"^:dibs!\S+ JOIN ")
        status = await dibs.by_signal("[embedded]\nenabled = true\n" + desk(ngircd.port))
        assert "embedded" in status
        await dibs.by_signal(desk(ngircd.port))
        assert "embedded" not in await dibs.by_signal(desk(ngircd.port))
        assert quits(watcher) == []


HANGS_UP_EARLY = """
import os, signal
from chatbot.plugin import on

os.kill(os.getpid(), signal.SIGHUP)

@on("ticket_opened")
def nothing(event):
    return []
"""


async def test_a_hangup_before_dibs_listens_ends_nothing(ngircd: Ngircd, people: People, tmp_path: Path) -> None:
    """While it still loads its plugins; it is heard when dibs can."""
    (tmp_path / "early.py").write_text(HANGS_UP_EARLY)
    alice = await people(ngircd, "alice", channel="#desk")
    more = '[desk]\nplugins = ["announce", "early"]\n'
    path = f"{tmp_path}:{Path(__file__).parents[2]}"
    async with reloading(tmp_path, desk(ngircd.port, head=more), PYTHONPATH=path) as dibs:
        await until("read again", lambda: "RELOADING=1" in dibs.told)
        await alice.expect(r"^:dibs!\S+ JOIN ")
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")


async def test_many_hangups_at_once_are_as_good_as_one(ngircd: Ngircd, people: People, tmp_path: Path) -> None:
    alice = await people(ngircd, "alice", channel="#desk")
    async with reloading(tmp_path, desk(ngircd.port)) as dibs:
        for nick in ("a", "b", "c"):
            dibs.file.write_text(desk(ngircd.port, more=f'nick = "helper-{nick}"'))
            dibs.run.process.send_signal(signal.SIGHUP)
        await alice.expect(r"^:\S+ NICK :?helper-c|^:helper-c!\S+ JOIN")
        await talk(alice, "helper-c", "new printer on fire", "^#1 opened", from_nick="helper-c")


async def test_the_end_comes_even_in_the_middle_of_a_reload(ngircd: Ngircd, tmp_path: Path) -> None:
    (tmp_path / "dibs.toml").write_text(desk(ngircd.port))
    async with dibs_run(tmp_path) as run:
        (tmp_path / "dibs.toml").write_text(desk(1))
        run.process.send_signal(signal.SIGHUP)
        assert await run.end(signal.SIGTERM) < 5.0
