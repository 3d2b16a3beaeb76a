"""What another desk's members, roles and events are called here, while it comes in."""

from pathlib import Path

from alembic import op

from store.opening import statements

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
