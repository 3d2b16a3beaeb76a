"""Whether a file is a desk that can be used as it is, beside the dibs that runs on it: nothing is made or migrated."""

from pathlib import Path

from store.connections import connect
from store.failures import CantOpen
from store.opening import MIGRATIONS, in_plain_words, make_private, need_writable, revisions
from store.place import need_index


def need_ready(file: Path) -> None:
    """CantOpen, in a sentence that says what to do."""
    need_there(file)
    with in_plain_words(file):
        need_writable(file)
        make_private(file)
        need_index(file)
        found = _schema_of(file)
    need_current(file, found)


def need_current(file: Path, found: str) -> None:
    """`found`: its schema."""
    newest = revisions(MIGRATIONS)[-1]
    if not found:
        raise CantOpen(f"Can't use the database {file}: it holds something else, not a desk. Set another path.")
    if found > newest:
        raise CantOpen(
            f"Can't use the database {file}: a newer dibs wrote it (schema {found}; this one knows {newest})."
            " Install that version."
        )
    if found < newest:
        raise CantOpen(
            f"Can't use the database {file}: an older dibs wrote it (schema {found}; this one needs {newest})."
            " Start dibs run once: it brings it up to date."
        )


def need_there(file: Path) -> None:
    if not file.exists():
        raise CantOpen(f"There is no database {file}: dibs never ran here. dibs run makes it; --config names another.")


def _schema_of(file: Path) -> str:
    """Empty if it isn't ours."""
    connection = connect(file, "ro", ())
    try:
        if not connection.execute("select 1 from sqlite_schema where name = 'alembic_version'").fetchone():
            return ""
        row = connection.execute("select version_num from alembic_version").fetchone()
        return str(row[0]) if row else ""
    finally:
        connection.close()
