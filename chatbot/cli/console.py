"""The terminal: one colour scheme, and text from people that is never taken for markup."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text
from rich.theme import Theme
from typer.core import TyperCommand

from chatbot.desk.wording import clean

SCHEME = Theme(
    {
        "number": "bold cyan",
        "name": "bold",
        "heading": "bold",
        "quiet": "dim",
        "good": "green",
        "bad": "bold red",
        "doubtful": "yellow",
        "dibs": "cyan",
        "alice": "magenta",
        "bob": "yellow",
        "dave": "green",
        "nagios": "red",
    }
)
"""What a text is, and how that looks: the last ones are who speaks in the tour."""

out = Console(theme=SCHEME, highlight=False, markup=False, emoji=False, soft_wrap=True)
err = Console(theme=SCHEME, highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=True)

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="The TOML file; else $DIBS_CONFIG, else ./dibs.toml, else the defaults."),
]

WRONG, REFUSED = 2, 1
"""Exit codes: what was asked for can't be read or done here; the desk said no."""


WIDEST = 10_000
"""Columns that a table may take where nobody looks at it."""


def fail(text: str, code: int = WRONG) -> typer.Exit:
    """Say why on standard error; to be raised."""
    err.print(Text(clean(text), style="bad"))
    return typer.Exit(code)


class OnlyOptions(TyperCommand):
    """Nothing stands behind it but options: whoever names the configuration there is told which."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own class of contexts has no public name
        left = super().parse_args(ctx, args)
        if left:
            raise fail(f"What stands behind it is an option. A configuration: {ctx.command_path} --config {left[0]}")
        return left


def print_json(what: object) -> None:
    """In ASCII, and never wrapped."""
    out.out(json.dumps(what), highlight=False)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """One row a line; on a terminal that is too narrow for that, one cell a line. What is piped is never wrapped."""
    made = _table(heads, rows)
    width = Measurement.get(out, out.options.update(max_width=WIDEST), made).maximum
    if out.is_terminal and width > out.width:
        for row in rows:
            out.print(_block(heads, row))
    else:
        out.print(made, width=width)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Cells are plain text: what people wrote can't format anything."""
    made = Table(box=None, pad_edge=False, header_style="quiet")
    for head in heads:
        made.add_column(head, no_wrap=True)
    for first, *others in rows:
        made.add_row(Text(clean(first), style="name"), *[Text(clean(cell)) for cell in others])
    return made


def _block(heads: Sequence[str], row: Sequence[str]) -> Text:
    """`ops`, and below it `  channel: #ops`; what is empty is left out."""
    cells = [(head, clean(cell)) for head, cell in zip(heads, row, strict=True) if cell]
    below = [f"\n  {head}: {cell}" if head else f"\n  {cell}" for head, cell in cells[1:]]
    return Text.assemble((cells[0][1], "name"), *below)
