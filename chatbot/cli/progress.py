"""How far something that takes long is, with its pace and the time left: on a terminal alone, and gone at its end."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from chatbot.cli.console import err
from store.copying import Progress as Told


class RowSpeed(ProgressColumn):
    """`1,200 rows/s`"""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} rows/s" if speed is not None else "", style="quiet")


@contextmanager
def progress(what: str, *, rows: bool = False) -> Generator[Told]:
    """To be told how much is done: bytes, or rows."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        RowSpeed() if rows else TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)
