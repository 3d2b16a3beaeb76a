"""Bring an older file to the newest schema, all of it or nothing, with a copy of the old one kept beside it."""

import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from store.connections import connect
from store.failures import CantOpen


def upgrade(file: Path, migrations: Path, newest: str) -> None:
    back_up(file, Path(f"{file}.before-{newest}"))
    engine = create_engine(
        "sqlite://", creator=lambda: connect(file, "rw", ("pragma foreign_keys = off",)), poolclass=NullPool
    )
    event.listen(engine, "begin", begin)
    try:
        with engine.begin() as connection:
            command.upgrade(config(migrations, connection), "head")
            check_references(file, connection)
    except DBAPIError as error:
        raise CantOpen(f"Can't migrate the database {file}: {error.orig}. It is as it was.") from error


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
    """Whole or not at all: it gets its name when it is complete."""
    part = Path(f"{copy}.part")
    part.unlink(missing_ok=True)
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
    part.replace(copy)
