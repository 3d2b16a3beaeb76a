"""How soon `dibs list` says something, beside a program that does nothing but import what it needs.

In the short form nothing fails by the clock: held is that it loads no more than it needs (tests/cli/test_verbs.py).
`make bench` holds the ratio of the medians, interleaved, to 1.3. `-s` shows the figures.
"""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE
from pathlib import Path
from statistics import median

import pytest

from chatbot.app import open_desk
from chatbot.config import Config, Desk
from chatbot.desk import opening
from chatbot.desk.entering import New
from tests.chaos.scale import FULL, scaled
from tests.people import shell

TRIES = scaled(2, 21)
MOST = 1.3
TOP = str(Path(__file__).parents[2])

NEEDED = """
import sys
sys.argv = ["dibs", "list"]
from chatbot.__main__ import main
try:
    main()
except SystemExit:
    known = [name for name in sys.modules if name != "__main__" and not name.startswith("_")]
    print("\\nNEEDED", *known, sep="\\n")
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


async def first_byte(folder: Path, *program: str) -> float:
    """Seconds from the start of the process."""
    environment = {**os.environ, "PYTHONPATH": TOP}
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


async def needed(folder: Path) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", NEEDED, cwd=folder, env={**os.environ, "PYTHONPATH": TOP}, stdout=PIPE
    )
    out, _ = await process.communicate()
    return out.decode().partition("\nNEEDED\n")[2].split()


@pytest.mark.timeout(600)
async def test_dibs_list_takes_little_more_than_its_imports(tmp_path: Path) -> None:
    desk = await open_desk(Config(desk=Desk(database=tmp_path / "data" / "dibs.db")))
    await desk.change(shell(), opening.open_once, New("printer on fire", "", "ops"))
    await desk.database.close()
    imports = IMPORTS.format(await needed(tmp_path))
    took: dict[str, list[float]] = {"imports": [], "list": []}
    for _ in range(TRIES):
        took["imports"].append(await first_byte(tmp_path, "-c", imports))
        took["list"].append(await first_byte(tmp_path, "-m", "chatbot", "list"))
    alone, whole = median(took["imports"]), median(took["list"])
    print(f"imports {alone * 1000:.0f} ms, dibs list {whole * 1000:.0f} ms, x{whole / alone:.2f}")  # noqa: T201 - figures
    assert not FULL or whole / alone <= MOST
