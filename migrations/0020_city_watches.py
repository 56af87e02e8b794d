"""Who waits for a city’s next call, and how a mail is ended with one click."""

import sqlalchemy as sa
from alembic import op

revision = "0020_city_watches"
down_revision = "0019_city_networks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city_watch",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, comment="as typed, only the domain folded"),
        sa.Column(
            "language",
            sa.String(length=10),
            nullable=False,
            comment="language of the page on which it was asked",
        ),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="UTC; unconfirmed a week later the row is deleted",
        ),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="UTC; when the address said yes",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_watch_city_id_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_watch")),
        sa.UniqueConstraint("city_id", "email", name=op.f("uq_city_watch_city_id_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_city_watch_public_id")),
    )
    op.create_index("ix_city_watch_asked_at", "city_watch", ["asked_at"], unique=False)
    op.add_column(
        "message",
        sa.Column(
            "stop_path",
            sa.String(length=300),
            nullable=True,
            comment="where one click ends such mails; empty: a mail about one’s own case",
        ),
    )


def downgrade() -> None:
    op.drop_column("message", "stop_path")
    op.drop_index("ix_city_watch_asked_at", table_name="city_watch")
    op.drop_table("city_watch")
