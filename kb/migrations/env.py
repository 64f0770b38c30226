"""Alembic runs this to apply migrations on the connection that the store hands over."""

from alembic import context

from kb.schema import metadata

# The store opens and closes the transaction, so that two programs that open a new folder at once
# cannot both create the tables.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
