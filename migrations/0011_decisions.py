"""Decisions with four eyes as a constraint."""

import sqlalchemy as sa
from alembic import op

revision = "0011_decisions"
down_revision = "0010_juries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False, comment="the pool of places and money"),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="award, award_partial, reserve or rejection"
        ),
        sa.Column("amount_cents", sa.Integer(), nullable=False, comment="what is granted"),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False, comment="instalments are monthly"),
        sa.Column("period_start", sa.Date(), nullable=True, comment="first day of the stay"),
        sa.Column("period_end", sa.Date(), nullable=True, comment="last day of the stay"),
        sa.Column(
            "reserve_rank", sa.Integer(), nullable=True, comment="position on the reserve list, from 1"
        ),
        sa.Column(
            "reserve_until", sa.Date(), nullable=True, comment="the reserve list is valid until that day"
        ),
        sa.Column("answer_by", sa.Date(), nullable=True, comment="last day to accept"),
        sa.Column(
            "reason", sa.Text(), nullable=False, comment="the individual sentence of reasons in German"
        ),
        sa.Column("reason_translation", sa.Text(), nullable=False, comment="the same sentence in English"),
        sa.Column(
            "content_hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 over everything above that is decided",
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("approved_by_id", sa.Integer(), nullable=True, comment="a second natural person"),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column(
            "approved_hash", sa.String(length=64), nullable=True, comment="the content that was approved"
        ),
        sa.Column("sent_back_why", sa.Text(), nullable=False, comment="what the approver wants changed"),
        sa.Column(
            "released_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="UTC; one instant for the whole call",
        ),
        sa.Column("supersedes_id", sa.Integer(), nullable=True, comment="the decision it replaces"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reserve') = (reserve_rank is not null)", name=op.f("ck_decision_rank_only_for_reserves")
        ),
        sa.CheckConstraint(
            "(kind in ('award','award_partial')) = (amount_cents > 0)",
            name=op.f("ck_decision_amount_only_for_awards"),
        ),
        sa.CheckConstraint(
            "kind in ('award','award_partial','reserve','rejection')", name=op.f("ck_decision_kind_known")
        ),
        sa.CheckConstraint(
            "state not in ('approved','released') or (approved_by_id is not null and approved_hash = content_hash)",
            name=op.f("ck_decision_approved_on_the_same_content"),
        ),
        sa.CheckConstraint("amount_cents >= 0", name=op.f("ck_decision_amount_not_negative")),
        sa.CheckConstraint(
            "approved_by_id is null or approved_by_id <> proposed_by_id", name=op.f("ck_decision_four_eyes")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_decision_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user.id"], name=op.f("fk_decision_approved_by_id_user")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_decision_call_id_call")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user.id"], name=op.f("fk_decision_proposed_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["decision.id"], name=op.f("fk_decision_supersedes_id_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_decision_public_id")),
    )
    op.create_index("ix_decision_call_id_state", "decision", ["call_id", "state"], unique=False)
    op.create_index(
        "uq_decision_live",
        "decision",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'superseded'"),
        postgresql_where=sa.text("state <> 'superseded'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_decision_live",
        table_name="decision",
        sqlite_where=sa.text("state <> 'superseded'"),
        postgresql_where=sa.text("state <> 'superseded'"),
    )
    op.drop_index("ix_decision_call_id_state", table_name="decision")
    op.drop_table("decision")
