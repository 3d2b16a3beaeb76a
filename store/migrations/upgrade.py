"""Bring an older file to the newest schema, all of it or nothing, with a copy of the old one kept beside it."""

import logging
import os
import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from store.backups import give_name
from store.connections import connect
from store.failures import CantOpen, cause_of

KEPT = 2
"""Copies of what there was before, those of the newest schemas: each is as large as the desk was."""

log = logging.getLogger("dibs.store")


def upgrade(file: Path, migrations: Path, newest: str) -> None:
    copy = Path(f"{file}.before-{newest}")
    back_up(file, copy)
    engine = create_engine(
        "sqlite://", creator=lambda: connect(file, "rw", ("pragma foreign_keys = off",)), poolclass=NullPool
    )
    event.listen(engine, "begin", begin)
    try:
        with engine.begin() as connection:
            command.upgrade(config(migrations, connection), "head")
            check_references(file, connection)
    except DBAPIError as error:
        cause = cause_of(error.orig) if error.orig else None
        why = cause[1] if cause else error.orig
        raise CantOpen(f"Can't migrate the database {file}: {why}. It is as it was.") from error
    log.info("migrated to schema %s; the desk as it was before is kept in %s", newest, copy)
    leave_few(file)


def begin(connection: Connection) -> None:
    """Explicit, so that table changes are undone too if the migration is interrupted."""
    connection.exec_driver_sql("begin immediate")


def config(migrations: Path, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def check_references(file: Path, connection: Connection) -> None:
    """Foreign keys are off while tables are rebuilt: with them on, dropping a parent would delete its children."""
    broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise CantOpen(f"Can't migrate the database {file}: references in {tables} would break. It is as it was.")


def back_up(file: Path, copy: Path) -> None:
    """Whole or not at all: it gets its name when it is complete and on the disk."""
    part = Path(f"{copy}.part")
    part.unlink(missing_ok=True)
    try:
        copy_into(file, part)
        give_name(part, copy, over=True)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def copy_into(file: Path, part: Path) -> None:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    source, target = connect(file, "ro", ()), sqlite3.connect(part)
    try:
        source.backup(target)
    except sqlite3.Error:
        part.unlink()  # on a full disk it would be in the way of whoever makes room
        raise
    finally:
        source.close()
        target.close()


def leave_few(file: Path) -> None:
    """Of the copies, those that have another name were made by somebody, and stay."""
    mine = re.compile(re.escape(file.name) + r"\.before-[0-9]{4}")
    copies = sorted(one for one in file.parent.iterdir() if mine.fullmatch(one.name))
    for old in copies[:-KEPT]:
        with suppress(OSError):  # a full house is no reason not to start
            old.unlink()
