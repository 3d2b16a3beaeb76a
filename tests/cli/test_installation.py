"""`store` and `plugins` are general names: dibs looks whose they are before it uses them."""

import os
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("package", ["store", "plugins"])
@pytest.mark.parametrize("command", ["run", "check-config"])
async def test_where_a_package_of_ours_is_somebody_elses_that_is_said_and_nothing_of_it_runs(
    terminal: Terminal, package: str, command: str
) -> None:
    (terminal.folder / "theirs" / package).mkdir(parents=True)
    terminal.write(f"theirs/{package}/__init__.py", "raise SystemExit('it was run')\n")
    theirs = terminal.folder / "theirs"
    told = await terminal.dibs(command, PYTHONPATH=f"{theirs}{os.pathsep}{ROOT}")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"The package {package} comes from {theirs}, not from dibs ({ROOT}). dibs wants")
    assert len(told.err.splitlines()) == 1
