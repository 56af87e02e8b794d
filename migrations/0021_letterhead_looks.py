"""Colour and logo of a letterhead."""

import sqlalchemy as sa
from alembic import op

revision = "0021_letterhead_looks"
down_revision = "0020_city_watches"
branch_labels = None
depends_on = None

# Letters were black before they could be otherwise, and carried no picture.
LOOKS = (
    ("accent", 7, "#111111", "colour of the name and the rule on letters, #rrggbb, 4.5:1 on white"),
    ("logo", 64, "", "SHA-256 of the picture on letters, in the store of files; empty: none"),
    ("logo_text", 160, "", "what is read to those who do not see the logo, in German"),
)


def upgrade() -> None:
    for name, length, before, comment in LOOKS:
        column = sa.Column(
            name,
            sa.String(length=length),
            nullable=False,
            server_default=sa.text(f"'{before}'"),
            comment=comment,
        )
        op.add_column("authority", column)


def downgrade() -> None:
    for name, _length, _before, _comment in reversed(LOOKS):
        op.drop_column("authority", name)
