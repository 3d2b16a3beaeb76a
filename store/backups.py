"""A desk put into a file beside, and taken back from one. Whole or not at all, and private."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from store import gone
from store.copying import Progress, cant_write, copy_desk
from store.failures import CantOpen
from store.gone import Gone
from store.leftovers import RESTORING, clear_restoring, part_of
from store.opening import MIGRATIONS, prepare, revisions
from store.peeking import BACKUP, NEWEST, peek
from store.shrinking import settle
from store.targets import need_apart
from store.waiting import one_at_a_time

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use."""
ANOTHER = "Name what dibs backup made."
TELLS = "dibs verify tells more."


def back_up(desk: Path, target: Path, told: Progress, *, over: bool = False) -> int:
    """The size of the copy, in bytes. `over`: in the place of a file that is there. CantOpen says why not."""
    need_known(desk)
    _need_free(desk, target, over=over)
    part = part_of(target)
    try:
        copy_desk(desk, part, told, called=target)
        need_sound(part)
        with cant_write(target):
            give_name(part, target, over=over)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target.stat().st_size


def need_known(file: Path, remedy: str = BACKUP) -> str:
    """Its schema: a desk's, and not of a newer dibs."""
    with peek(file, remedy) as found:
        schema = found.schema
    if schema and schema > NEWEST:
        raise CantOpen(
            f"{file} was written by a newer dibs (schema {schema}; this one knows {NEWEST}). Install that one."
        )
    if schema not in revisions(MIGRATIONS):
        raise CantOpen(f"{file} holds something else, not a desk.")
    return schema


def _need_backup(file: Path) -> None:
    """Who restores from a file is told nothing of restoring."""
    if not file.exists():
        raise CantOpen(f"There is no file {file}. {ANOTHER}")
    need_known(file, ANOTHER)


def need_sound(file: Path, tells: str = TELLS) -> None:
    with peek(file) as found:
        faults = found.faults()
    if faults:
        raise CantOpen(f"The copy isn't sound, so nothing was replaced: {faults[0]} {tells}")


def _need_no_strangers(file: Path) -> None:
    """What the desk that runs has besides is its owner's; what a file brings along could be anybody's."""
    with peek(file) as found:
        strangers = found.strangers()
    if strangers:
        raise CantOpen(f"Nothing was replaced: {strangers[0]} It would run by itself. Drop it with sqlite3 first.")


def _need_free(desk: Path, target: Path, *, over: bool) -> None:
    if target.is_dir():
        raise CantOpen(f"{target} is a folder. Name a file in it: {target / 'dibs-backup.db'}")
    need_apart(desk, target)
    if target.exists() and not over:
        raise CantOpen(f"{target} is there already. Name another file, or write --force.")
    if any(Path(f"{target}{end}").exists() for end in BESIDE):
        raise CantOpen(f"{target} is a database in use. Name another file.")


def give_name(part: Path, target: Path, *, over: bool) -> None:
    """On the disk before it has its name; a file that came there meanwhile stays."""
    _sync(part)
    if over or not _second_name(target, part):
        part.replace(target)
    _sync(target.parent)


def _second_name(new: Path, of: Path) -> bool:
    """False where the file system knows no such thing. FileExistsError where something has that name."""
    try:
        new.hardlink_to(of)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Restoring(Struct, frozen=True):
    """`copy`: of the backup, of the newest schema, to be changed as one likes. `replaced`: what stood there, None if
    nothing did."""

    desk: Path
    copy: Path
    replaced: Path | None

    def gone(self) -> Gone | None:
        """What was forgotten in the replaced one and not in the copy; None if that is another desk's.

        CantOpen where it can't be read.
        """
        if self.replaced is None:
            return Gone()
        with peek(self.copy, TELLS, self.replaced) as found:  # the copy was just found to be sound
            found.beside(self._as_new(self.replaced))
            return found.read(gone.read) if found.read(gone.of_one_desk) else None

    def _as_new(self, replaced: Path) -> Path:
        """It itself, or a copy where it is of an older schema."""
        if need_known(replaced, TELLS) == NEWEST:
            return replaced
        copy = self.copy.with_name("before.db")
        copy_desk(replaced, copy)
        prepare(copy, MIGRATIONS)
        return copy

    def switch(self, now: datetime) -> Path | None:
        """The copy takes the desk's place. Where the one before is kept."""
        need_sound(self.copy)
        _need_no_strangers(self.copy)
        aside = _free_name(self.desk, now) if self.replaced else None
        with cant_write(self.desk):
            settle(self.copy)
            if aside:
                _give_to_owner(self.copy, self.desk)
            _sync(self.copy)
            if aside:
                _put_aside(self.desk, aside)
            self.copy.replace(self.desk)
            _sync(self.desk.parent)
        return aside


@contextmanager
def restoring(source: Path, desk: Path, told: Progress) -> Generator[Restoring]:
    """Nobody opens the desk meanwhile, and until the switch nothing of it changes. CantOpen says why not."""
    _need_backup(source)
    if desk.exists() and desk.samefile(source):
        raise CantOpen(f"{source} is the desk itself. Name its backup.")
    with one_at_a_time(desk.parent), cant_write(desk.parent):
        replaced = desk if desk.exists() else None
        if replaced:
            settle(desk)
        clear_restoring(desk.parent)
        with TemporaryDirectory(prefix=RESTORING, dir=desk.parent) as folder:
            copy = Path(folder) / "dibs.db"
            copy_desk(source, copy, told)
            need_sound(copy, f"dibs verify {source} tells more.")
            prepare(copy, MIGRATIONS)
            yield Restoring(desk, copy, replaced)


def _free_name(desk: Path, now: datetime) -> Path:
    """`dibs.db.replaced-2026-11-27T120000Z`"""
    first = f"{desk.name}.replaced-{now:%Y-%m-%dT%H%M%SZ}"
    names = (desk.with_name(first if turn == 0 else f"{first}-{turn}") for turn in range(1000))
    return next(name for name in names if not name.exists())


def _give_to_owner(copy: Path, of: Path) -> None:
    """Where root does it, dibs must be able to open it afterwards."""
    found = of.stat()
    if found.st_uid != os.getuid():
        os.chown(copy, found.st_uid, found.st_gid)


def _put_aside(desk: Path, aside: Path) -> None:
    """Under both names until the new one takes the first, so that at no moment there is no desk."""
    for end in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{desk}{end}").rename(f"{aside}{end}")
    if not _second_name(aside, desk):
        desk.rename(aside)
