"""Applications, their answers and files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_applications"
down_revision = "0008_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column(
            "short_code",
            sa.String(length=16),
            nullable=False,
            comment="for people and search, never an authority",
        ),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column(
            "public_state",
            sa.String(length=20),
            nullable=False,
            comment="outcome known to the applicant; written only by publish_outcome",
        ),
        sa.Column(
            "language", sa.String(length=10), nullable=False, comment="language in which it was written"
        ),
        sa.Column(
            "title",
            sa.String(length=300),
            nullable=False,
            comment="title of the project, taken from the answers",
        ),
        sa.Column(
            "discipline", sa.String(length=40), nullable=False, comment="taken from the answers, for lists"
        ),
        sa.Column("search", sa.Text(), nullable=False, comment="search form of code, name and title"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="server time of the complete submission, UTC",
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="number of the newest answer revision"),
        sa.Column(
            "receipt_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the canonical submitted answers",
        ),
        sa.Column("receipt_file_id", sa.Integer(), nullable=True, comment="the receipt as it was issued"),
        sa.Column(
            "exclusion_code", sa.String(length=40), nullable=False, comment="reason code of the formal check"
        ),
        sa.Column("exclusion_note", sa.Text(), nullable=False, comment="what exactly was wrong"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'draft' or state = 'withdrawn' or submitted_at is not null",
            name=op.f("ck_application_submitted_has_time"),
        ),
        sa.ForeignKeyConstraint(["applicant_id"], ["user.id"], name=op.f("fk_application_applicant_id_user")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_application_call_id_call")),
        sa.ForeignKeyConstraint(
            ["receipt_file_id"], ["stored_file.id"], name=op.f("fk_application_receipt_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("public_id", name=op.f("uq_application_public_id")),
        sa.UniqueConstraint("short_code", name=op.f("uq_application_short_code")),
    )
    op.create_index("ix_application_applicant_id", "application", ["applicant_id"], unique=False)
    op.create_index("ix_application_call_id_state", "application", ["call_id", "state"], unique=False)
    op.create_index(
        "uq_application_live",
        "application",
        ["call_id", "applicant_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'withdrawn'"),
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "answer_revision",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1 without gaps"),
        sa.Column(
            "answers",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="values keyed by stable question keys",
        ),
        sa.Column("section", sa.String(length=60), nullable=False, comment="the section that was saved"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_answer_revision_application_id_application")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_answer_revision_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_revision")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_answer_revision_application_id_number")
        ),
    )
    op.create_table(
        "application_file",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column(
            "question", sa.String(length=60), nullable=False, comment="key of the question that it answers"
        ),
        sa.Column(
            "removed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="UTC; removed from the draft by its author",
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_file_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_application_file_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_file")),
        sa.UniqueConstraint(
            "application_id", "file_id", name=op.f("uq_application_file_application_id_file_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("application_file")
    op.drop_table("answer_revision")
    op.drop_index(
        "uq_application_live",
        table_name="application",
        sqlite_where=sa.text("state <> 'withdrawn'"),
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.drop_index("ix_application_call_id_state", table_name="application")
    op.drop_index("ix_application_applicant_id", table_name="application")
    op.drop_table("application")
