"""Alembic's environment. Nothing here is imported before there is something to migrate."""
