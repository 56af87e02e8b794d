"""Roles with scope and period."""

import sqlalchemy as sa
from alembic import op

revision = "0004_roles"
down_revision = "0003_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False, comment="a role of the access table"),
        sa.Column("programme_id", sa.Integer(), nullable=True, comment="scope; both empty: the portal"),
        sa.Column("call_id", sa.Integer(), nullable=True, comment="scope; both empty: the portal"),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "valid_until", sa.DateTime(timezone=True), nullable=True, comment="UTC; empty: until taken away"
        ),
        sa.Column("given_by_id", sa.Integer(), nullable=True, comment="empty: set-up"),
        sa.CheckConstraint(
            "role in ('administrator','officer','approver','juror','chair','coordinator','auditor')",
            name=op.f("ck_role_grant_role_known"),
        ),
        sa.CheckConstraint("programme_id is null or call_id is null", name=op.f("ck_role_grant_one_scope")),
        sa.CheckConstraint(
            "valid_until is null or valid_until > valid_from", name=op.f("ck_role_grant_period_forward")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_role_grant_call_id_call")),
        sa.ForeignKeyConstraint(["given_by_id"], ["user.id"], name=op.f("fk_role_grant_given_by_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_role_grant_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_role_grant_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("public_id", name=op.f("uq_role_grant_public_id")),
    )
    op.create_index("ix_role_grant_user_id", "role_grant", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_role_grant_user_id", table_name="role_grant")
    op.drop_table("role_grant")
