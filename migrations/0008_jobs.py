"""Long work with its progress."""

import sqlalchemy as sa
from alembic import op

revision = "0008_jobs"
down_revision = "0007_mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="names the task that does it"),
        sa.Column(
            "key", sa.String(length=120), nullable=False, comment="the same work is never queued twice"
        ),
        sa.Column("subject", sa.String(length=60), nullable=False, comment="public id of what it works on"),
        sa.Column("owner_id", sa.Integer(), nullable=True, comment="who asked; empty: the portal itself"),
        sa.Column("programme_id", sa.Integer(), nullable=True, comment="scope, for who may look"),
        sa.Column("call_id", sa.Integer(), nullable=True, comment="scope, for who may look"),
        sa.Column(
            "state",
            sa.String(length=10),
            nullable=False,
            comment="waiting, running, done or failed; a work fact",
        ),
        sa.Column(
            "fence",
            sa.Integer(),
            nullable=False,
            comment="grows with each claim, so that a late worker can't write",
        ),
        sa.Column(
            "lease_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="until when the present worker is believed alive",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False, comment="steps done"),
        sa.Column("total", sa.Integer(), nullable=False, comment="steps in all"),
        sa.Column("error", sa.Text(), nullable=False, comment="what went wrong last"),
        sa.Column(
            "result_url", sa.String(length=400), nullable=False, comment="the page that shows the result"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.CheckConstraint("state in ('waiting','running','done','failed')", name=op.f("ck_job_state_known")),
        sa.CheckConstraint("done <= total", name=op.f("ck_job_done_within_total")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_job_call_id_call")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_job_owner_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_job_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_public_id")),
    )
    op.create_index("ix_job_state_lease", "job", ["state", "lease_until"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_job_state_lease", table_name="job")
    op.drop_table("job")
