"""Run by Alembic; `service.database.migrate` hands in the connection, its transaction open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
