"""The individual sentence of reasons in Turkish, for the courtesy page."""

import sqlalchemy as sa
from alembic import op

revision = "0023_reasons_in_turkish"
down_revision = "0022_how_signed_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "decision",
        sa.Column(
            "reason_turkish",
            sa.Text(),
            nullable=False,
            server_default=sa.text("''"),
            comment="the same sentence in Turkish",
        ),
    )


def downgrade() -> None:
    op.drop_column("decision", "reason_turkish")
