"""The terminal: one colour scheme, and text from people that is never taken for markup."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from chatbot.desk.wording import clean

SCHEME = Theme({"number": "bold cyan", "name": "bold", "quiet": "dim", "good": "green", "bad": "bold red"})

out = Console(theme=SCHEME, highlight=False, markup=False, emoji=False, soft_wrap=True)
err = Console(theme=SCHEME, highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=True)

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="The TOML file; else $DIBS_CONFIG, else ./dibs.toml, else the defaults."),
]

WRONG, REFUSED = 2, 1
"""Exit codes: what was asked for can't be read or done here; the desk said no."""


def fail(text: str, code: int = WRONG) -> typer.Exit:
    """Say why on standard error; to be raised."""
    err.print(Text(clean(text), style="bad"))
    return typer.Exit(code)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Cells are plain text: what people wrote can't format anything."""
    made = Table(box=None, pad_edge=False, header_style="quiet")
    for head in heads:
        made.add_column(head, overflow="fold")
    for row in rows:
        first, *others = row
        made.add_row(Text(clean(first), style="name"), *[Text(clean(cell)) for cell in others])
    return made
