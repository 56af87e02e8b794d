"""The log of what happened, its seals, and the answers that acts got."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_log"
down_revision = "0004_roles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when the seal was set, UTC"),
        sa.Column("last_event_id", sa.Integer(), nullable=False, comment="the newest event under this seal"),
        sa.Column(
            "events",
            sa.Integer(),
            nullable=False,
            comment="how many events stand under this and all seals before",
        ),
        sa.Column(
            "heads",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 over the hashes of the sealed events in order",
        ),
        sa.Column(
            "previous",
            sa.String(length=64),
            nullable=False,
            comment="hash of the seal before; only one seal can follow another",
        ),
        sa.Column(
            "hash", sa.String(length=64), nullable=False, comment="SHA-256 over this seal and the seal before"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("previous", name=op.f("uq_anchor_previous")),
    )
    op.create_table(
        "kept_answer",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key of the form"),
        sa.Column(
            "actor",
            sa.String(length=64),
            nullable=False,
            comment="public id of the person, or the anonymous session",
        ),
        sa.Column("route", sa.String(length=400), nullable=False, comment="method and path of the act"),
        sa.Column("body", sa.String(length=64), nullable=False, comment="SHA-256 of what was sent"),
        sa.Column("status", sa.Integer(), nullable=False, comment="status of the answer"),
        sa.Column("location", sa.String(length=2000), nullable=False, comment="where the answer led"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when, UTC"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_answer")),
        sa.UniqueConstraint("key", "actor", "route", name=op.f("uq_kept_answer_key_actor_route")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "case",
            sa.String(length=60),
            nullable=False,
            comment="kind and public id of the case, e.g. application:7f3…",
        ),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="position in the case's chain, from 1 without gaps",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it happened, UTC"),
        sa.Column("actor_id", sa.Integer(), nullable=True, comment="who did it; empty: the portal itself"),
        sa.Column(
            "verb",
            sa.String(length=40),
            nullable=False,
            comment="what was done, a verb of the access table or a step of the portal",
        ),
        sa.Column(
            "facts",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="what changed, without confidential content",
        ),
        sa.Column(
            "previous",
            sa.String(length=64),
            nullable=False,
            comment="hash of the event before, zeros for the first",
        ),
        sa.Column(
            "hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 over the canonical event and the hash before",
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_event_actor_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("case", "number", name=op.f("uq_event_case_number")),
    )
    op.create_index("ix_event_at", "event", ["at"], unique=False)
    op.create_table(
        "read_event",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "case", sa.String(length=60), nullable=False, comment="kind and public id of what was read"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when, UTC"),
        sa.Column("actor_id", sa.Integer(), nullable=True, comment="who read it"),
        sa.Column("verb", sa.String(length=40), nullable=False, comment="the right under which it was read"),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_read_event_actor_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_event")),
    )
    op.create_index("ix_read_event_case_at", "read_event", ["case", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_read_event_case_at", table_name="read_event")
    op.drop_table("read_event")
    op.drop_index("ix_event_at", table_name="event")
    op.drop_table("event")
    op.drop_table("kept_answer")
    op.drop_table("anchor")
