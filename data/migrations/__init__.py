"""Migrations of the store: Alembic runs them from ``data.store.migrate``."""
