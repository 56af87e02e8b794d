"""Who read something in whose place, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0017_read_for"
down_revision = "0016_turkish_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A statement that both databases take: SQLite adds a reference only together with its column.
    op.execute(
        "ALTER TABLE read_event ADD COLUMN for_id INTEGER"
        ' CONSTRAINT fk_read_event_for_id_user REFERENCES "user" (id)'
    )
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(
            "read_event", "for_id", comment="as whom or for whom it was read; empty: in the own name"
        )
    op.add_column(
        "read_event",
        sa.Column("reason", sa.Text(), nullable=True, comment="why it was read, where that is asked"),
    )


def downgrade() -> None:
    op.drop_column("read_event", "reason")
    op.drop_column("read_event", "for_id")
