"""Run by Alembic. The connection comes from upgrade.py, and is in a transaction already."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
