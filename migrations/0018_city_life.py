"""Contacts and activities of cities, and on what an exchange concentrates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018_city_life"
down_revision = "0017_read_for"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city_contact",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False, comment="the person; empty: an office"),
        sa.Column("office", sa.String(length=200), nullable=False, comment="institution and unit"),
        sa.Column(
            "role",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="what for, per language",
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True, comment="first day; empty: not known"),
        sa.Column("valid_until", sa.Date(), nullable=True, comment="last day; empty: until further notice"),
        sa.Column("is_public", sa.Boolean(), nullable=False, comment="shown on the page of the city"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> '' or office <> ''", name=op.f("ck_city_contact_somebody")),
        sa.CheckConstraint(
            "valid_until is null or valid_from is null or valid_until >= valid_from",
            name=op.f("ck_city_contact_period"),
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_contact_city_id_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_contact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_city_contact_public_id")),
    )
    op.create_index("ix_city_contact_city_id", "city_contact", ["city_id"], unique=False)
    op.create_table(
        "city_activity",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=10), nullable=False, comment="exchange, event, project, experts or visit"
        ),
        sa.Column(
            "title",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="per language",
        ),
        sa.Column(
            "text",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="per language",
        ),
        sa.Column("starts_on", sa.Date(), nullable=True, comment="first day; empty: not known"),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="last day; empty: goes on"),
        sa.Column(
            "link", sa.String(length=500), nullable=False, comment="page of somebody else that tells more"
        ),
        sa.Column(
            "call_slug",
            sa.String(length=80),
            nullable=False,
            comment="name in addresses of a call; shown while that call is public",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind in ('exchange','event','project','experts','visit')",
            name=op.f("ck_city_activity_kind_known"),
        ),
        sa.CheckConstraint(
            "ends_on is null or starts_on is null or ends_on >= starts_on",
            name=op.f("ck_city_activity_period"),
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_activity_city_id_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_activity")),
        sa.UniqueConstraint("public_id", name=op.f("uq_city_activity_public_id")),
    )
    op.create_index("ix_city_activity_city_id", "city_activity", ["city_id"], unique=False)
    op.add_column(
        "city",
        sa.Column(
            "focus_areas",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            server_default="[]",
            comment="on what the exchange concentrates; words of cities.states.FocusArea",
        ),
    )


def downgrade() -> None:
    op.drop_column("city", "focus_areas")
    op.drop_index("ix_city_activity_city_id", table_name="city_activity")
    op.drop_table("city_activity")
    op.drop_index("ix_city_contact_city_id", table_name="city_contact")
    op.drop_table("city_contact")
