"""Authorities, programmes and their calls."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003_calls"
down_revision = "0002_cities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False, comment="full name, as on the letterhead"),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("street", sa.String(length=160), nullable=False),
        sa.Column("postal_code", sa.String(length=20), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "return_line",
            sa.String(length=200),
            nullable=False,
            comment="short sender above the recipient's address",
        ),
        sa.Column(
            "file_prefix",
            sa.String(length=40),
            nullable=False,
            comment="begins every file number, e.g. IV B 12",
        ),
        sa.Column(
            "sign_off",
            sa.String(length=60),
            nullable=False,
            comment="stands before the signing person's name",
        ),
        sa.Column(
            "signatory", sa.String(length=120), nullable=False, comment="printed name of the person who signs"
        ),
        sa.Column(
            "remedy_kind",
            sa.String(length=20),
            nullable=False,
            comment="klage or widerspruch: § 68 VwGO decides by the authority",
        ),
        sa.Column(
            "remedy_text",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="instruction on remedies per language; German binds",
        ),
        sa.Column(
            "remedy_version",
            sa.String(length=20),
            nullable=False,
            comment="version of the instruction, kept with each letter",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("slug", name=op.f("uq_authority_slug")),
    )
    op.create_table(
        "questionnaire_revision",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "content",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="sections and questions, see portal.questionnaire",
        ),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of the canonical content"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "frozen_at", sa.DateTime(timezone=True), nullable=True, comment="UTC; since then immutable"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_revision")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="residency, youth or study"),
        sa.Column(
            "title",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="per language",
        ),
        sa.Column(
            "template",
            sa.String(length=60),
            nullable=False,
            comment="name of the YAML template for new calls",
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_programme_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("public_id", name=op.f("uq_programme_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_programme_slug")),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "code",
            sa.String(length=6),
            nullable=False,
            comment="begins the short codes of its applications, e.g. IST",
        ),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.String(length=10),
            nullable=False,
            comment="inbound: to Berlin; outbound: from Berlin",
        ),
        sa.Column(
            "disciplines",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="empty: all",
        ),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column(
            "title",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="per language",
        ),
        sa.Column(
            "summary",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="one sentence per language",
        ),
        sa.Column(
            "texts",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="sections (offer, eligibility, selection, contact) with paragraphs per language",
        ),
        sa.Column(
            "periods",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="[{start, end}] as ISO dates",
        ),
        sa.Column("places", sa.Integer(), nullable=False, comment="awards that can be given"),
        sa.Column("reserves", sa.Integer(), nullable=False, comment="places on the reserve list"),
        sa.Column("months", sa.Integer(), nullable=False, comment="months a place lasts"),
        sa.Column("monthly_rate_cents", sa.Integer(), nullable=False, comment="per place and month"),
        sa.Column("budget_cents", sa.Integer(), nullable=False, comment="sum of all awards at most"),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "deadline_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="UTC; a submission at this very moment is in time",
        ),
        sa.Column(
            "deadline_zone",
            sa.String(length=60),
            nullable=False,
            comment="zone in which the deadline is announced",
        ),
        sa.Column("results_on", sa.Date(), nullable=True, comment="day on which results are expected"),
        sa.Column("answer_days", sa.Integer(), nullable=False, comment="days to accept an offer"),
        sa.Column(
            "rubric",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="criteria: key, title and help per language, weight (sum 100), low, high, anchors",
        ),
        sa.Column(
            "rubric_hash",
            sa.String(length=64),
            nullable=False,
            comment="set when published; frozen since then",
        ),
        sa.Column(
            "provisions",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="ancillary provisions per language",
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column("copied_from_id", sa.Integer(), nullable=True, comment="the call it was copied from"),
        sa.Column("notes", sa.Text(), nullable=False, comment="for the office only"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("direction in ('inbound','outbound')", name=op.f("ck_call_direction_known")),
        sa.CheckConstraint(
            "budget_cents >= 0 and monthly_rate_cents >= 0", name=op.f("ck_call_money_not_negative")
        ),
        sa.CheckConstraint("opens_at < deadline_at", name=op.f("ck_call_opens_before_deadline")),
        sa.CheckConstraint("places >= 0 and reserves >= 0", name=op.f("ck_call_places_not_negative")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_call_city_id_city")),
        sa.ForeignKeyConstraint(["copied_from_id"], ["call.id"], name=op.f("fk_call_copied_from_id_call")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_call_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire_revision.id"],
            name=op.f("fk_call_questionnaire_id_questionnaire_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("public_id", name=op.f("uq_call_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_call_slug")),
    )
    op.create_index(op.f("ix_call_city_id"), "call", ["city_id"], unique=False)
    op.create_index(op.f("ix_call_programme_id"), "call", ["programme_id"], unique=False)
    op.create_index("ix_call_state_deadline_at", "call", ["state", "deadline_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_call_state_deadline_at", table_name="call")
    op.drop_index(op.f("ix_call_programme_id"), table_name="call")
    op.drop_index(op.f("ix_call_city_id"), table_name="call")
    op.drop_table("call")
    op.drop_table("programme")
    op.drop_table("questionnaire_revision")
    op.drop_table("authority")
