"""What a shell offers at the Tab key: the commands, and what stands behind a verb.

Typer speaks with the shells, by variables of the environment. It is given a program that has only what is wanted, for
that is loaded at each press of the key.
"""

import os
import sys
from typing import NoReturn

import typer

from chatbot.cli.terminal.line import BASH, Line, handed_on, line_of
from chatbot.cli.terminal.names import DESK, GROUPS, OWN, VERBS, verb_of


def complete() -> NoReturn:
    """Nothing is printed but what fits, whatever goes wrong: it stands in somebody's line."""
    try:
        line = line_of(os.environ)
        program, behind = _program(line)
        if line.shell:
            os.environ.update(handed_on(behind))
        program(prog_name="dibs")
    except Exception:  # noqa: BLE001 - as above
        sys.exit(1)
    sys.exit(0)


def _program(line: Line) -> tuple[typer.Typer, Line]:
    """What knows as much as is wanted there, and the line that it is given."""
    if verb := verb_of(list(line.before)):
        from chatbot.cli.terminal.behind import alone  # noqa: PLC0415 - a name alone needs nothing of a row

        behind = line.without(len(verb.split(" ")))
        return alone(verb, behind), behind
    first = line.before[0] if line.before else ""
    if line.shell and (not first or (first in GROUPS and len(line.before) == 1)):
        return _names(first, line), line.without(len(line.before))
    if line.shell and first not in (*DESK, *GROUPS):
        raise LookupError(first)
    from chatbot.cli.table import app  # noqa: PLC0415 - all of it is loaded only for what isn't made from a row

    return app, line


def _names(first: str, line: Line) -> typer.Typer:
    """The commands that begin so, and nothing behind them."""
    app = typer.Typer(rich_markup_mode=None)
    app.callback()(_nothing)
    known = [name.removeprefix(f"{first} ") for name in (*VERBS, *OWN) if name.startswith(f"{first} ")]
    if not first:
        known = [*(verb for verb in VERBS if " " not in verb), *GROUPS, *DESK]
    for name in known:
        if name.startswith(line.word):
            whole = f"{first} {name}".strip()
            app.command(name, help=_summary(whole) if line.shell != BASH else None)(_nothing)
    return app


def _summary(name: str) -> str:
    """Beside it; bash shows none."""
    from chatbot.cli.terminal.behind import summary_of  # noqa: PLC0415 - as above

    return GROUPS.get(name) or (summary_of(name) if name in VERBS else "")


def _nothing() -> None:
    """Nothing is run where somebody still types."""
