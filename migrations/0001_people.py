"""People and the browsers in which they are signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0001_people"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column(
            "email",
            sa.String(length=254),
            nullable=False,
            comment="as the person writes it, only the domain folded",
        ),
        sa.Column("password", sa.String(length=255), nullable=True, comment="Argon2 hash"),
        sa.Column("active", sa.Boolean(), nullable=False, comment="false: can't sign in"),
        sa.Column("is_demo", sa.Boolean(), nullable=False, comment="an account of the demo world"),
        sa.Column(
            "fs_uniquifier",
            sa.String(length=64),
            nullable=False,
            comment="changes when all sessions must end",
        ),
        sa.Column(
            "link_key",
            sa.String(length=26),
            nullable=False,
            comment="part of the links in mails; changes when one is sent or used, so that only the newest works",
        ),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the address was confirmed, UTC",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "language",
            sa.String(length=10),
            nullable=False,
            comment="language of pages and mails; empty: as the browser asks",
        ),
        sa.Column(
            "display_name",
            sa.String(length=200),
            nullable=False,
            comment="as the person writes it, any script",
        ),
        sa.Column(
            "given_names",
            sa.String(length=150),
            nullable=False,
            comment="may be empty: some people have one name",
        ),
        sa.Column(
            "family_name",
            sa.String(length=150),
            nullable=False,
            comment="may be empty: some people have one name",
        ),
        sa.Column(
            "name_latin",
            sa.String(length=200),
            nullable=False,
            comment="DIN 91379 letters, for letters and lists",
        ),
        sa.Column("native_name", sa.String(length=200), nullable=False, comment="in the person's own script"),
        sa.Column(
            "native_language", sa.String(length=35), nullable=False, comment="BCP 47 tag of the native name"
        ),
        sa.Column("family_first", sa.Boolean(), nullable=False, comment="the family name stands first"),
        sa.Column(
            "search_name",
            sa.String(length=1000),
            nullable=False,
            comment="normalised, for search and order, never shown",
        ),
        sa.Column(
            "form_of_address", sa.String(length=10), nullable=False, comment="Frau, Herr, neutral or none"
        ),
        sa.Column("title", sa.String(length=60), nullable=False, comment="Dr., Prof. and the like"),
        sa.Column("address_extra", sa.String(length=120), nullable=False, comment="c/o, building, flat"),
        sa.Column("street", sa.String(length=160), nullable=False),
        sa.Column("postal_code", sa.String(length=20), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("country_code", sa.String(length=2), nullable=False, comment="ISO 3166-1"),
        sa.Column("timezone", sa.String(length=60), nullable=False, comment="IANA name; empty: Berlin"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "form_of_address in ('Frau','Herr','neutral','none')", name=op.f("ck_user_form_of_address_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_public_id")),
    )
    op.create_index("ix_user_search_name", "user", ["search_name"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the id in the cookie"
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, comment="UTC, to the minute"),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column(
            "agent",
            sa.String(length=200),
            nullable=False,
            comment="name of the browser, for the list of sessions",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index("ix_sign_in_user_id", "sign_in", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_sign_in_user_id", table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_index("ix_user_search_name", table_name="user")
    op.drop_table("user")
