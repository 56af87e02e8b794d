"""Offers and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0013_offers"
down_revision = "0012_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer",
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
        sa.Column(
            "answer_by",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="UTC; the end of the last day in Berlin",
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it was declined, if the person says so"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_offer_call_id_call")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_offer_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_offer_decision_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_offer_public_id")),
    )
    op.create_index("ix_offer_call_id_state", "offer", ["call_id", "state"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_offer_call_id_state", table_name="offer")
    op.drop_table("offer")
