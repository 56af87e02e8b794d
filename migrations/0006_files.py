"""Facts of files; their bytes lie in the store."""

import sqlalchemy as sa
from alembic import op

revision = "0006_files"
down_revision = "0005_log"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="address of the bytes in the store"
        ),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column(
            "media_type", sa.String(length=100), nullable=False, comment="found by parsing, never by the name"
        ),
        sa.Column(
            "name",
            sa.String(length=255),
            nullable=False,
            comment="the name that the person gave, for display only",
        ),
        sa.Column("pages", sa.Integer(), nullable=True, comment="pages of a document"),
        sa.Column("width", sa.Integer(), nullable=True, comment="pixels of a picture"),
        sa.Column("height", sa.Integer(), nullable=True, comment="pixels of a picture"),
        sa.Column(
            "preview_sha256",
            sa.String(length=64),
            nullable=True,
            comment="a small picture of it in the store, without metadata",
        ),
        sa.Column(
            "owner_id", sa.Integer(), nullable=True, comment="who brought it; empty: the portal made it"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.CheckConstraint("size >= 0", name=op.f("ck_stored_file_size_not_negative")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_stored_file_owner_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_stored_file_public_id")),
    )
    op.create_index(op.f("ix_stored_file_sha256"), "stored_file", ["sha256"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_stored_file_sha256"), table_name="stored_file")
    op.drop_table("stored_file")
