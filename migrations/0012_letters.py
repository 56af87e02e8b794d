"""Letters as stored bytes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012_letters"
down_revision = "0011_decisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="which text it carries"),
        sa.Column(
            "number",
            sa.String(length=60),
            nullable=False,
            comment="file number and position in the case; never reused",
        ),
        sa.Column("code", sa.String(length=26), nullable=False, comment="in the QR code; opens /verify/"),
        sa.Column("language", sa.String(length=10), nullable=False, comment="language of the courtesy page"),
        sa.Column(
            "facts",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="everything that the text was made from",
        ),
        sa.Column(
            "template_version",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 over the template's files",
        ),
        sa.Column("sha256", sa.String(length=64), nullable=True, comment="of the stored bytes"),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column(
            "error", sa.Text(), nullable=False, comment="what needs attention: msgids with facts, as JSON"
        ),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column("replaces_id", sa.Integer(), nullable=True, comment="the letter it corrects"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind in ('award','award_partial','reserve_notice','rejection')",
            name=op.f("ck_letter_kind_known"),
        ),
        sa.CheckConstraint(
            "state in ('queued','attention') or (sha256 is not null and file_id is not null)",
            name=op.f("ck_letter_issued_has_bytes"),
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_letter_call_id_call")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_letter_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_letter_file_id_stored_file")),
        sa.ForeignKeyConstraint(["replaces_id"], ["letter.id"], name=op.f("fk_letter_replaces_id_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("code", name=op.f("uq_letter_code")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letter_public_id")),
    )
    op.create_index("ix_letter_call_id_state", "letter", ["call_id", "state"], unique=False)
    op.create_index(op.f("ix_letter_sha256"), "letter", ["sha256"], unique=False)
    op.create_index(
        "uq_letter_live",
        "letter",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("state in ('queued','issued','attention')"),
        postgresql_where=sa.text("state in ('queued','issued','attention')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_letter_live",
        table_name="letter",
        sqlite_where=sa.text("state in ('queued','issued','attention')"),
        postgresql_where=sa.text("state in ('queued','issued','attention')"),
    )
    op.drop_index(op.f("ix_letter_sha256"), table_name="letter")
    op.drop_index("ix_letter_call_id_state", table_name="letter")
    op.drop_table("letter")
