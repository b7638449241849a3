"""Workspaces, their records, changes and revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "workspace",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_workspace"),
    )
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("token", sa.String(64)),
        sa.Column("undoes", sa.Integer),
        sa.PrimaryKeyConstraint("number", name="pk_change"),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.key"], "fk_change_workspace_workspace", ondelete="CASCADE"),
    )
    op.create_index("uq_change_workspace_token", "change", ["workspace", "token"], unique=True)
    _records()


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("workspace", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "id", name="pk_record"),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.key"], "fk_record_workspace_workspace", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["changed"], ["change.number"], "fk_record_changed_change"),
    )
    op.create_table(
        "revision",
        sa.Column("change", sa.Integer, nullable=False),
        sa.Column("workspace", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.PrimaryKeyConstraint("change", "kind", "id", name="pk_revision"),
        sa.ForeignKeyConstraint(["change"], ["change.number"], "fk_revision_change_change", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.key"], "fk_revision_workspace_workspace", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_revision_workspace_kind_id", "revision", ["workspace", "kind", "id", "change"])


def downgrade() -> None:
    """Take them away again."""
    for table in ("revision", "record", "change", "workspace"):
        op.drop_table(table)
