"""The tables. A record is a row with its content as JSON: a plan is read as a whole and never asked across plans.

Why so is told in docs/decisions/0012-plans-as-records.md.
"""

from typing import Final

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: Final = MetaData(naming_convention=NAMING)

WORKSPACE: Final = Table(
    "workspace",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("created", DateTime(timezone=True), nullable=False),
)

# One save: what one person did at one moment, however many records it touched.
CHANGE: Final = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("workspace", ForeignKey("workspace.key", ondelete="CASCADE"), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("who", String(120), nullable=False),
    Column("what", Text, nullable=False),
    Column("token", String(64)),  # of the form that was sent: the same form twice is one change
    Column("undoes", Integer),
    Index("uq_change_workspace_token", "workspace", "token", unique=True),
)

RECORD: Final = Table(
    "record",
    metadata,
    Column("workspace", ForeignKey("workspace.key", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("data", Text, nullable=False),
    Column("changed", ForeignKey("change.number"), nullable=False),
    Column("deleted", Boolean, nullable=False, default=False),
)

REVISION: Final = Table(
    "revision",
    metadata,
    Column("change", ForeignKey("change.number", ondelete="CASCADE"), primary_key=True),
    Column("workspace", ForeignKey("workspace.key", ondelete="CASCADE"), nullable=False),
    Column("kind", String(40), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("before", Text),  # None: it was not there
    Column("after", Text),  # None: it was deleted
    Index("ix_revision_workspace_kind_id", "workspace", "kind", "id", "change"),
)

ATTACHMENT: Final = Table(
    "attachment",
    metadata,
    Column("workspace", ForeignKey("workspace.key", ondelete="CASCADE"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("media_type", String(100), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("added", DateTime(timezone=True), nullable=False),
)
