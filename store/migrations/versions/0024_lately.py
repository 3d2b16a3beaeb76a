"""What a person has opened lately, and what waits for the word about a storm, is found by an index."""

from pathlib import Path

from alembic import op

from store.opening import statements

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
