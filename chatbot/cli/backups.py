"""`dibs backup`, `restore` and `vacuum`: a desk put into a file, taken back from one, made smaller."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from chatbot.cli.bootstrap import me
from chatbot.cli.console import ConfigOption, err, fail, out
from chatbot.cli.opened import read_config
from chatbot.cli.progress import progress
from chatbot.cli.written import STDOUT
from chatbot.config import Config
from chatbot.config.parts import desk_settings
from chatbot.desk import arriving, reforgetting
from chatbot.desk.clock import WallClock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.services.lock import AlreadyRunning, only_one
from store import backups, shrinking
from store.backups import Restoring
from store.database import open_database
from store.failures import StoreFailed
from store.gone import Gone
from store.joining import need_there

Copy = Annotated[Path, typer.Argument(help="The file that the desk is put into: /var/backups/dibs.db")]
Backup = Annotated[Path, typer.Argument(help="What dibs backup made.")]


@contextmanager
def _in_a_sentence() -> Generator[None]:
    try:
        yield
    except (AlreadyRunning, StoreFailed) as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise fail(f"{error.filename or 'The system says'}: {error.strerror or error}.") from None


def backup(
    file: Copy,
    force: Annotated[bool, typer.Option("--force", help="In the place of a file that is there.")] = False,
    config: ConfigOption = None,
) -> None:
    """Put the desk into a file, whether dibs runs or not. Only you can read it."""
    if file == STDOUT:
        raise fail("A backup goes into a file: dibs backup dibs-backup.db")
    desk = read_config(config).desk.database
    with _in_a_sentence(), progress("backup") as told:
        need_there(desk)
        size = backups.back_up(desk, file, told, over=force)
    out.print(f"{file}: the whole desk, {size:,} bytes, sound.")


def restore(
    file: Backup,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Even where nobody can tell what was forgotten since.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Put a backup in the desk's place, while dibs doesn't run. What was forgotten since stays forgotten."""
    settings = read_config(config)
    desk = settings.desk.database
    with _in_a_sentence(), only_one(desk), progress("restore") as told, backups.restoring(file, desk, told) as made:
        found = _gone(made, anyway=anyway)
        asyncio.run(_forget_again(settings, made.copy, found or Gone()))
        aside = made.switch(datetime.now(UTC))
    out.print(f"{desk} is what {file} holds.")
    if aside:
        out.print(f"The one before is {aside}: remove it when you don't need it, for it forgets nothing.")
    if aside and found is not None:
        out.print(_told(found))


def _gone(made: Restoring, *, anyway: bool) -> Gone | None:
    try:
        found = made.gone()
    except StoreFailed as error:
        if not anyway:
            raise fail(
                f"Nobody can tell what was forgotten since that backup, so nothing was replaced: {error}"
                " To take the backup as it is, with --anyway: who was forgotten since is in it again."
            ) from None
        err.print(
            "What was forgotten since that backup is in it again: the one before can't be read.", style="doubtful"
        )
        return None
    if found is None:
        err.print("The one before was another desk, so nothing of it was forgotten here.", style="doubtful")
    return found


async def _forget_again(settings: Config, copy: Path, found: Gone) -> None:
    async with await open_database(copy) as database:
        desk = Desk(database, WallClock(), desk_settings(settings), AdminCodes())
        await desk.open()
        await arriving.finish(desk)  # an import that it was backed up in the middle of may hold their words
        await desk.change(me(), reforgetting.replay, found)
        await database.scrub()


def _told(found: Gone) -> str:
    counts = (
        (found.members, "member", "forgotten"),
        (found.tickets, "ticket", "erased"),
        (found.texts, "text", "gone"),
    )
    said = [f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'} {done}" for rows, noun, done in counts if rows]
    return f"Again, as since that backup: {', '.join(said)}." if said else "Nothing was forgotten since that backup."


def vacuum(config: ConfigOption = None) -> None:
    """Give the disk back what the database doesn't use, while dibs doesn't run."""
    desk = read_config(config).desk.database
    with _in_a_sentence():
        need_there(desk)
        backups.need_known(desk)  # before anything is made
        with only_one(desk):
            before, after = shrinking.vacuum(desk)
    out.print(f"{desk}: {before:,} bytes before, {after:,} now.")
