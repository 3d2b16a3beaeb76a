"""All else may be read-only: what dibs makes, changes or removes lies beside its database."""

import sys
from pathlib import Path

from tests.chaos.process import DibsProcess
from tests.client import talk
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd

WITNESSED = """
import os, runpy, sys
told = os.open({told!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
changing = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
def witness(event, args):
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if (writes or event in changing or event == "sqlite3.connect") and not isinstance(args[0], int):
        os.write(told, os.fsencode(args[0]) + b"\\n")
sys.addaudithook(witness)
runpy.run_module("chatbot", run_name="__main__", alter_sys=True)
"""
"""Python's own events (docs.python.org/3/library/audit_events.html). What SQLite writes lies beside its database."""


async def test_what_it_writes_lies_beside_its_database(miniircd: Miniircd, people: People, tmp_path: Path) -> None:
    told, folder = tmp_path / "told", tmp_path / "data"
    folder.mkdir()
    alice = await people(miniircd, "alice", channel="#desk")
    program = (sys.executable, "-B", "-c", WITNESSED.format(told=str(told)))  # where it is read-only, nothing is cached
    async with DibsProcess(folder, miniircd, program=program):
        await alice.expect(":dibs!.* JOIN ", timeout=30)
        await talk(alice, "dibs", "new printer on fire", "^#1 opened")
        await alice.hears("^#1 new for ops")
    written = {Path(line.removeprefix("file:")) for line in told.read_text().splitlines()}
    assert folder / "dibs.db" in {Path(str(path).partition("?")[0]) for path in written}
    assert [path for path in sorted(written) if folder not in (path, *path.parents) and path.parts[1] != "dev"] == []
