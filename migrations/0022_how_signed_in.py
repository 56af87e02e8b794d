"""What proved who it was that signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0022_how_signed_in"
down_revision = "0021_letterhead_looks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sign_in",
        sa.Column(
            "how",
            sa.String(length=20),
            nullable=False,
            server_default=sa.text("''"),
            comment="what proved who it was: password, app, recovery, passkey or tour; empty: not known",
        ),
    )


def downgrade() -> None:
    op.drop_column("sign_in", "how")
