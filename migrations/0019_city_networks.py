"""Networks of cities with their members, and partnerships of boroughs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019_city_networks"
down_revision = "0018_city_life"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city_network",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "about",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="sentence per language",
        ),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False, comment="where the facts were read"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_network")),
        sa.UniqueConstraint("slug", name=op.f("uq_city_network_slug")),
    )
    op.create_table(
        "city_membership",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column(
            "note",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="since when, per language",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_membership_city_id_city")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["city_network.id"], name=op.f("fk_city_membership_network_id_city_network")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_membership")),
        sa.UniqueConstraint("network_id", "city_id", name=op.f("uq_city_membership_network_id_city_id")),
    )
    op.create_index(op.f("ix_city_membership_city_id"), "city_membership", ["city_id"], unique=False)
    op.create_table(
        "borough_partnership",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("borough", sa.String(length=60), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False, comment="as it calls itself"),
        sa.Column("country_code", sa.String(length=2), nullable=False, comment="ISO 3166-1"),
        sa.Column(
            "city_id",
            sa.Integer(),
            nullable=True,
            comment="the partner city in which the district lies, if it does",
        ),
        sa.Column(
            "since",
            sa.String(length=10),
            nullable=False,
            comment="ISO date as far as it is known: 1996 or 1990-09-03",
        ),
        sa.Column(
            "note",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="sentence per language",
        ),
        sa.Column("source", sa.String(length=300), nullable=False, comment="where the facts were read"),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_borough_partnership_city_id_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_borough_partnership")),
        sa.UniqueConstraint("borough", "town", name=op.f("uq_borough_partnership_borough_town")),
    )
    op.create_index(op.f("ix_borough_partnership_city_id"), "borough_partnership", ["city_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_borough_partnership_city_id", table_name="borough_partnership")
    op.drop_table("borough_partnership")
    op.drop_index("ix_city_membership_city_id", table_name="city_membership")
    op.drop_table("city_membership")
    op.drop_table("city_network")
