"""Who is not listened to, who was refused for want of a right, and since when a notice is due."""

from pathlib import Path

from alembic import op

from store.opening import statements

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
