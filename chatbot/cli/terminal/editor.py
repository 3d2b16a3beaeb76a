"""A text is given to the editor of whoever types, and comes back; what they wrote is never lost on the way."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from chatbot.cli.console import err, fail
from chatbot.cli.ending import at_once

USUAL = "vi"


def edited(text: str, verb: str) -> tuple[str, Path]:
    """What they made of it, and the file in which it stands until it is thrown away. Raises typer.Exit."""
    handle, name = tempfile.mkstemp(prefix=f"dibs-{verb}-", suffix=".txt", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    place = Path(name)
    if why := _why_not(place):
        throw_away(place, unless_changed_from=text)
        raise fail(f"{why} Nothing changed.")
    return place.read_text(encoding="utf-8", errors="replace"), place


def throw_away(place: Path, *, unless_changed_from: str = "") -> None:
    with suppress(OSError):
        if unless_changed_from and place.read_text(encoding="utf-8", errors="replace") != unless_changed_from:
            err.print(kept_in(place))
        else:
            place.unlink()


def kept_in(place: Path) -> str:
    return f"What you wrote is kept in {place}"


def _why_not(place: Path) -> str:
    """Why the editor didn't do its work; empty if it did."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named and not sys.stdin.isatty():
        return "There is no terminal for an editor, and none is named in $VISUAL or $EDITOR."
    try:
        words = shlex.split(named or USUAL)
        with _interrupts_are_the_editors(), at_once():
            code = subprocess.run([*words, str(place)], check=False).returncode  # noqa: S603 - whoever types names it
    except (OSError, ValueError) as error:
        return f"The editor {named or USUAL} can't be started: {getattr(error, 'strerror', None) or error}."
    return f"The editor {named or USUAL} ended with {code}." if code else ""


@contextmanager
def _interrupts_are_the_editors() -> Generator[None]:
    """A Ctrl-C there is for the editor; it isn't ignored by it, as it would be if it were ignored here."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
