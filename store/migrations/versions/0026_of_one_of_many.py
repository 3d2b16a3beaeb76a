"""Indices for what was found by reading all that one person, stranger or role has ever had."""

from pathlib import Path

from alembic import op

from store.opening import statements

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
