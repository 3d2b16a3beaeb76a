"""Counts the changes of what is read all the time and changes seldom, so that it can be kept."""

from pathlib import Path

from alembic import op

from store.opening import statements

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
