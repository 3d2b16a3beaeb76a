"""How soon `dibs list` says something, and what a shell is told at the Tab key, each beside a program that does nothing
but import what it needs.

In the short form nothing fails by the clock: held is that they load no more than they need (tests/cli/test_verbs.py and
test_completing.py). `make bench` holds the ratio of the medians, interleaved, to a limit.
"""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from chatbot.app import open_desk
from chatbot.config import Config, Desk
from chatbot.desk import opening
from chatbot.desk.entering import New
from tests.bench.figures import Figure, Limit, keep
from tests.chaos.scale import FULL, scaled
from tests.people import shell

TRIES = scaled(2, 9)
MOST = {"list": 1.3, "a ticket at Tab": 1.3, "a verb at Tab": 1.5}
"""For a verb so little is imported, 0.15 s, that making the table of verbs and Python's own end weigh more."""
ROWS = {"list": "dibs list", "a ticket at Tab": "Tab on a ticket", "a verb at Tab": "Tab on a verb"}
PYTHON_ALONE = "python that does nothing"
IMPORTING = "importing what it needs"
NOTHING = "import os; os.write(1, b'x')"
TOP = str(Path(__file__).parents[2])

NEEDED = """
import atexit, os, sys
sys.argv = ["dibs", *sys.argv[1:]]
def tell():
    known = [name for name in sys.modules if name != "__main__" and not name.startswith("_")]
    print("\\nNEEDED", *known, sep="\\n")
atexit.register(tell)
from chatbot.__main__ import main
main()
"""
IMPORTS = """
import importlib, os
for name in {!r}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
os.write(1, b"x")
"""
ASKED: Mapping[str, tuple[Sequence[str], Mapping[str, str]]] = {
    "list": (("list",), {}),
    "a ticket at Tab": ((), {"COMP_WORDS": "dibs\nshow\n", "COMP_CWORD": "2", "_DIBS_COMPLETE": "complete_bash"}),
    "a verb at Tab": ((), {"COMP_WORDS": "dibs\nsh", "COMP_CWORD": "1", "_DIBS_COMPLETE": "complete_bash"}),
}
"""What is typed, and what a shell puts into the environment."""


async def first_byte(folder: Path, more: Mapping[str, str], *program: str) -> float:
    """Seconds from the start of the process."""
    environment = {**os.environ, "PYTHONPATH": TOP, **more}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *program, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )
    assert process.stdout is not None, "asked for"
    assert await process.stdout.read(1), "it says something"
    took = time.perf_counter() - began
    await process.communicate()
    assert process.returncode == 0
    return took


async def needed(folder: Path, more: Mapping[str, str], *words: str) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", NEEDED, *words, cwd=folder, env={**os.environ, "PYTHONPATH": TOP, **more}, stdout=PIPE
    )
    out, _ = await process.communicate()
    return out.decode().partition("\nNEEDED\n")[2].split()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("what", ASKED)
async def test_it_takes_little_more_than_its_imports(tmp_path: Path, what: str) -> None:
    desk = await open_desk(Config(desk=Desk(database=tmp_path / "data" / "dibs.db")))
    await desk.change(shell(), opening.open_once, New("printer on fire", "", "ops"))
    await desk.database.close()
    words, more = ASKED[what]
    imports = IMPORTS.format(await needed(tmp_path, more, *words))
    took: dict[str, list[float]] = {"imports": [], "whole": [], "nothing": []}
    for _ in range(TRIES):
        took["imports"].append(await first_byte(tmp_path, {}, "-c", imports))
        took["whole"].append(await first_byte(tmp_path, more, "-m", "chatbot", *words))
        took["nothing"].append(await first_byte(tmp_path, {}, "-c", NOTHING))
    beside = {"importing what it needs": took["imports"], PYTHON_ALONE: took["nothing"]}
    figure = Figure(
        "start",
        f"{ROWS[what]}, to first byte",
        "s",
        took["whole"],
        beside,
        Limit(MOST[what], "importing what it needs"),
    )
    keep(figure)
    assert not FULL or figure.held
