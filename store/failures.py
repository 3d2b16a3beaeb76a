"""What the database could not do, in sentences fit to show to whoever asked for it."""

import sqlite3
from typing import Literal

Doing = Literal["save", "read"]

SENTENCES: dict[Doing, str] = {
    "save": "Can't save now: {}. Nothing changed. Admins are told.",
    "read": "Can't read now: {}. Admins are told.",
}


class StoreFailed(Exception):
    """The machine is at fault, not the request. Nothing of the request was kept; the text is fit to show.

    `cause`: what the machine can't, in a few words: `disk full`. Empty where dibs itself wouldn't.
    """

    cause: str = ""


class DiskFull(StoreFailed):
    pass


class ReadOnly(StoreFailed):
    pass


class Locked(StoreFailed):
    """Another program held the database for longer than the busy timeout."""


class Damaged(StoreFailed):
    pass


class Displaced(StoreFailed):
    """The file that is open lies no more where it was opened."""


class Closed(StoreFailed):
    pass


class CantOpen(StoreFailed):
    """The database file can't be used at all; the text says which file, why, and what to do."""


# By primary result code: https://www.sqlite.org/rescode.html
CAUSES: dict[int, tuple[type[StoreFailed], str]] = {
    sqlite3.SQLITE_FULL: (DiskFull, "disk full"),
    sqlite3.SQLITE_READONLY: (ReadOnly, "the database is read-only"),
    sqlite3.SQLITE_PERM: (ReadOnly, "no right to the database file"),
    sqlite3.SQLITE_BUSY: (Locked, "the database is locked by another program"),
    sqlite3.SQLITE_LOCKED: (Locked, "the database is locked by another program"),
    sqlite3.SQLITE_IOERR: (StoreFailed, "the disk reports an error"),
    sqlite3.SQLITE_NOMEM: (StoreFailed, "out of memory"),
    sqlite3.SQLITE_CANTOPEN: (StoreFailed, "the database file can't be opened"),
    sqlite3.SQLITE_CORRUPT: (Damaged, "the database file is damaged"),
    sqlite3.SQLITE_NOTADB: (Damaged, "the file is not a database"),
}


REMEDIES: dict[type[StoreFailed], str] = {
    DiskFull: "Make room on that disk, then try again.",
    ReadOnly: "Let dibs write there, or set another path.",
    Locked: "End that program, or try again when it is done.",
    Damaged: "What is wrong: dibs verify. A backup in its place: dibs restore FILE",
    Displaced: "Put it back, or stop dibs and look which one is right.",
}
"""What whoever runs dibs does about it, where there is more to say than that it must be mended."""
USUAL_REMEDY = "Set another path, or mend this."


def remedy_of(kind: type[StoreFailed]) -> str:
    return REMEDIES.get(kind, USUAL_REMEDY)


FULLER: dict[int, tuple[type[StoreFailed], str]] = {sqlite3.SQLITE_IOERR_SHMSIZE: CAUSES[sqlite3.SQLITE_FULL]}
"""By the extended code, where that says more: of an index beside the WAL for which there is no room."""


def cause_of(error: BaseException) -> tuple[type[StoreFailed], str] | None:
    code = error.sqlite_errorcode if isinstance(error, sqlite3.Error) and hasattr(error, "sqlite_errorcode") else 0
    return FULLER.get(code) or CAUSES.get(code & 0xFF)  # the low byte is the primary code


def told(error: BaseException, doing: Doing) -> BaseException:
    """The machine's failures as StoreFailed, a new one each time; all else as it is."""
    cause = cause_of(error)
    return fit(*cause, doing=doing, error=error) if cause else error


def unknown(error: BaseException, doing: Doing) -> StoreFailed:
    """For a failure that belongs to several at once, so that each gets an exception of its own."""
    cause = cause_of(error) or (StoreFailed, "the database failed")
    return fit(*cause, doing=doing, error=error)


def fit(kind: type[StoreFailed], cause: str, *, doing: Doing, error: BaseException) -> StoreFailed:
    failure = kind(SENTENCES[doing].format(cause))
    failure.cause = cause
    failure.__cause__ = error
    return failure


def displaced(cause: str) -> Displaced:
    failure = Displaced(SENTENCES["save"].format(cause))
    failure.cause = cause
    return failure


def untold(error: BaseException) -> StoreFailed:
    """For a body whose outcome nobody saw: dibs was stopped meanwhile, or has an error of its own."""
    failure = StoreFailed("Can't tell whether that was saved: dibs is stopping, or failed. Look before you repeat it.")
    failure.__cause__ = error
    return failure


def closed(doing: Doing) -> Closed:
    return Closed(f"Can't {doing} now: dibs is stopping. Nothing changed.")
