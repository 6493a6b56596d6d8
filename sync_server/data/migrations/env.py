"""Run by alembic: applies the revisions on the connection that ``migrate`` hands over."""

from alembic import context
from sqlalchemy import Connection

from sync_server.data.tables import METADATA

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
context.run_migrations()
