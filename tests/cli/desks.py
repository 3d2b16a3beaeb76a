"""The desk of the folder that `dibs` is typed in, opened in this process: with alice, bob, charlie, ada, and ops."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from chatbot.desk.desk import Desk
from store.database import open_database
from tests.people import FakeClock, furnish, opened_desk

HERE = Path("data") / "dibs.db"
"""Where dibs keeps it, unless it is told otherwise."""


@asynccontextmanager
async def desk_in(folder: Path, clock: FakeClock | None = None) -> AsyncGenerator[Desk]:
    """As it is there; a new one is furnished. Closed at the end, so that the command finds one file."""
    is_new = not (folder / HERE).exists()
    async with await open_database(folder / HERE) as database:
        desk = await opened_desk(database, clock or FakeClock())
        if is_new:
            await furnish(desk)
        yield desk


def kept_aside(folder: Path) -> list[Path]:
    """The desks that were replaced there."""
    return sorted((folder / HERE).parent.glob("*.replaced-*"))


def files_in(folder: Path) -> dict[str, int]:
    """Every file of that folder and below, with its mode."""
    return {str(file.relative_to(folder)): file.stat().st_mode & 0o777 for file in folder.rglob("*") if file.is_file()}
