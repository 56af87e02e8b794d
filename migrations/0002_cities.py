"""Partner cities with all their names."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_cities"
down_revision = "0001_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("name_de", sa.String(length=100), nullable=False),
        sa.Column("name_native", sa.String(length=100), nullable=False, comment="in the city's own script"),
        sa.Column("country_code", sa.String(length=2), nullable=False, comment="ISO 3166-1"),
        sa.Column("partner_since", sa.Date(), nullable=True, comment="day of the partnership's signing"),
        sa.Column("is_partner", sa.Boolean(), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False, comment="IANA name"),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column(
            "languages",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="BCP 47 tags",
        ),
        sa.Column("currency", sa.String(length=3), nullable=False, comment="ISO 4217"),
        sa.Column("status", sa.String(length=10), nullable=False, comment="active, dormant or ended"),
        sa.Column("status_since", sa.Date(), nullable=True),
        sa.Column(
            "status_note",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="sentence per language",
        ),
        sa.Column(
            "about",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="text per language",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status in ('active','dormant','ended')", name=op.f("ck_city_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
        sa.UniqueConstraint("public_id", name=op.f("uq_city_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_city_slug")),
    )
    op.create_table(
        "city_alias",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False, comment="BCP 47 tag"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("search", sa.String(length=120), nullable=False, comment="search form of the spelling"),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_city_alias_city_id_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_alias")),
    )
    op.create_index("ix_city_alias_search", "city_alias", ["search"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_city_alias_search", table_name="city_alias")
    op.drop_table("city_alias")
    op.drop_table("city")
