"""`dibs health`: what it prints, its exit code, and that it is quick and touches nothing."""

import json
from pathlib import Path
from typing import Any

from tests.cli.terminal import Terminal
from tests.scenarios.running import dibs_run
from tests.waiting import until

CHECKS = ("process", "heartbeat", "links", "notices", "services", "timers", "disk", "database", "schema")


async def asked(terminal: Terminal) -> Any:  # noqa: ANN401 - JSON
    told = await terminal.dibs("health", "--json")
    found = json.loads(told.out)
    assert (told.err, found["exit"]) == ("", told.code)
    return found


async def test_while_dibs_runs_all_is_well_with_exit_code_0(terminal: Terminal) -> None:
    async def is_well() -> bool:
        return (await terminal.dibs("health")).code == 0

    async with terminal.running():
        await until("it is well", is_well, within=60)
        told = await terminal.dibs("health")
    lines = told.out.splitlines()
    assert (told.err, lines[-1]) == ("", "dibs is well.")
    assert [line.split()[:2] for line in lines[:-1]] == [["ok", name] for name in CHECKS]


async def test_when_it_is_killed_it_is_down_with_exit_code_2(terminal: Terminal, tmp_path: Path) -> None:
    async with dibs_run(tmp_path) as dibs:
        dibs.process.kill()
        await dibs.process.wait()
        told = await terminal.dibs("health")
    assert (told.code, told.err) == (2, "dibs is down: process.\n")
    assert told.out.splitlines()[0] == "down     process   No dibs runs on this database."


async def test_what_only_lags_is_degraded_with_exit_code_1(terminal: Terminal) -> None:
    """An old file of a dibs that runs: made by another version, which is told and not touched."""
    async with terminal.running():
        await terminal.python(
            "import sqlite3; c = sqlite3.connect('data/dibs.db'); c.execute(\"update alembic_version set"
            " version_num = '9999'\"); c.commit()"
        )
        told = await terminal.dibs("health")
    assert (told.code, told.err) == (1, "dibs is degraded: schema.\n")


async def test_its_json_has_a_shape_that_stays(terminal: Terminal, tmp_path: Path) -> None:
    async with dibs_run(tmp_path):
        found = await asked(terminal)
    assert list(found) == ["format", "dibs", "at", "verdict", "exit", "says", "checks", "services"]
    assert (found["format"], tuple(found["checks"])) == (1, CHECKS)
    assert {tuple(one) for one in found["checks"].values()} == {("verdict", "exit", "value", "limit", "says")}
    parts = ("name", "alive", "silent", "backlog", "restarts", "failed", "error", "down", "ended")
    assert {tuple(one) for one in found["services"]} <= {parts}


async def test_the_services_are_discovered_by_their_names(terminal: Terminal, tmp_path: Path) -> None:
    assert (await terminal.dibs("health", "--discover")).out == "[]\n"
    async with dibs_run(tmp_path):
        await until("they are written down", lambda: _are_many(terminal), within=30)
        told = await terminal.dibs("health", "--discover")
    found = json.loads(told.out)
    assert {"{#SERVICE}": "dibs-request-1-new"} in found
    assert {tuple(one) for one in found} == {("{#SERVICE}",)}


async def _are_many(terminal: Terminal) -> bool:
    return len(json.loads((await terminal.dibs("health", "--discover")).out)) > 10


async def test_where_dibs_never_ran_it_says_so_and_makes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    found = await asked(terminal)
    assert found["checks"]["database"]["says"] == "There is no database data/dibs.db: dibs never ran here."
    assert found["exit"] == 2
    assert not (tmp_path / "data").exists()


async def test_a_configuration_that_is_wrong_is_told_with_exit_code_2(terminal: Terminal) -> None:
    terminal.write("dibs.toml", "[desk]\nlifetime = 5\n")
    told = await terminal.dibs("health", "--json")
    assert (told.code, told.out) == (2, "")
    assert "desk.lifetime" in told.err


async def test_it_loads_nothing_that_it_does_not_need(terminal: Terminal) -> None:
    """It is asked once a minute, and an agent waits 3 seconds."""
    program = """
import sys
sys.argv = ["dibs", "health", "--json"]
from chatbot.__main__ import main
try:
    main()
except SystemExit:
    print([name for name in ("chatbot.app", "chatbot.commands", "irc", "alembic", "dateparser") if name in sys.modules])
"""
    told = await terminal.python(program)
    assert told.out.splitlines()[-1] == "[]"


async def test_it_stands_in_the_list_of_what_one_may_type(terminal: Terminal) -> None:
    assert "health" in (await terminal.dibs("--help")).out
    assert "--discover" in (await terminal.dibs("health", "--help")).out
