"""What Alembic runs: migrations in the transaction that ``data.store.migrate`` has opened."""

from __future__ import annotations

from alembic import context

from data.store.migrate import include_object
from data.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=include_object,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
