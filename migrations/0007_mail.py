"""Mails as rows, sent after the change that causes them."""

import sqlalchemy as sa
from alembic import op

revision = "0007_mail"
down_revision = "0006_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column(
            "key",
            sa.String(length=120),
            nullable=False,
            comment="one mail a cause: the same cause never mails twice",
        ),
        sa.Column("recipient", sa.String(length=254), nullable=False, comment="one address"),
        sa.Column("language", sa.String(length=10), nullable=False, comment="language of the text"),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="plain text"),
        sa.Column("case", sa.String(length=60), nullable=True, comment="the case it belongs to"),
        sa.Column(
            "state",
            sa.String(length=10),
            nullable=False,
            comment="waiting, sent or failed; a delivery fact, not a life",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "busy_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="UTC; not to be tried before: a worker has it, or the server asked to wait",
        ),
        sa.Column("error", sa.Text(), nullable=False, comment="what the mail server said last"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), nullable=True, comment="UTC; when the server took it"
        ),
        sa.CheckConstraint("state in ('waiting','sent','failed')", name=op.f("ck_message_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("key", name=op.f("uq_message_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_public_id")),
    )
    op.create_index("ix_message_state", "message", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_message_state", table_name="message")
    op.drop_table("message")
