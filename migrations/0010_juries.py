"""Panels, reviews and scores."""

import sqlalchemy as sa
from alembic import op

revision = "0010_juries"
down_revision = "0009_applications"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "panel_member",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True, comment="UTC; left the panel"),
        sa.CheckConstraint("role in ('juror','chair')", name=op.f("ck_panel_member_role_known")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_panel_member_call_id_call")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_panel_member_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_member")),
        sa.UniqueConstraint("call_id", "user_id", name=op.f("uq_panel_member_call_id_user_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_panel_member_public_id")),
    )
    op.create_index(op.f("ix_panel_member_user_id"), "panel_member", ["user_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column(
            "conflict",
            sa.String(length=20),
            nullable=False,
            comment="empty: not asked yet; none; or the reason code of domain § 20 VwVfG",
        ),
        sa.Column(
            "conflict_note",
            sa.Text(),
            nullable=False,
            comment="the juror's words, for the chair and the office",
        ),
        sa.Column(
            "conflict_at", sa.DateTime(timezone=True), nullable=True, comment="when the juror answered, UTC"
        ),
        sa.Column("comment", sa.Text(), nullable=False, comment="for the jury; never shown to the applicant"),
        sa.Column("return_reason", sa.Text(), nullable=False, comment="why it came back"),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_review_application_id_application")
        ),
        sa.ForeignKeyConstraint(["juror_id"], ["user.id"], name=op.f("fk_review_juror_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("application_id", "juror_id", name=op.f("uq_review_application_id_juror_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_review_public_id")),
    )
    op.create_index("ix_review_juror_id_state", "review", ["juror_id", "state"], unique=False)
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column(
            "criterion",
            sa.String(length=40),
            nullable=False,
            comment="key of a criterion of the call's rubric",
        ),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_score_points_not_negative")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_score_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("review_id", "criterion", name=op.f("uq_score_review_id_criterion")),
    )


def downgrade() -> None:
    op.drop_table("score")
    op.drop_index("ix_review_juror_id_state", table_name="review")
    op.drop_table("review")
    op.drop_index(op.f("ix_panel_member_user_id"), table_name="panel_member")
    op.drop_table("panel_member")
