"""What comes in from elsewhere: it is staged, promised, and made whole part by part."""

from pathlib import Path

from alembic import op

from store.opening import statements

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
