"""One target under Atheris, in a process of its own: `python -m tests.fuzz.guided NAME FOLDER [option ...]`."""

# Only make fuzz installs Atheris.
# pyright: reportMissingModuleSource=false

import shlex
import sys
from pathlib import Path

import atheris

from tests.fuzz import corpus
from tests.fuzz.found import Found

INSTRUMENTED = ["chatbot", "store", "plugins", "tests.fuzz.targets", "tests.fuzz.planted"]


def main(name: str, folder: Path, *options: str) -> None:
    """libFuzzer ends the process when its time is over."""
    with atheris.instrument_imports(include=INSTRUMENTED, enable_loader_override=False):
        target = corpus.target(name)
    found = Found(folder)
    atheris.Setup([again(name, folder), *options], lambda data: found(target.one, data))
    atheris.Fuzz()


def again(name: str, folder: Path) -> str:
    """A program that does the same with other options: libFuzzer starts itself so where it merges."""
    script = folder / "again.sh"
    words = shlex.join([sys.executable, "-m", "tests.fuzz.guided", name, str(folder)])
    script.write_text(f'#!/bin/sh\nexec {words} "$@"\n', "utf-8")
    script.chmod(0o700)
    return str(script)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
