"""Run by Alembic: the connection comes from storage/engines.py, which also opened the transaction."""

from alembic import context

from kleinstadt.workbench.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
