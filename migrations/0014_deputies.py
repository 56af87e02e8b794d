"""Deputies: roles that are lent, for whom something was done, and what a juror's deputy declares."""

import sqlalchemy as sa
from alembic import op

revision = "0014_deputies"
down_revision = "0013_offers"
branch_labels = None
depends_on = None

# Table, column, where it points, what it says. Added by a statement that both databases take: SQLite adds a
# reference only together with its column, and making the table anew would break what points at it.
REFERENCES = (
    ("role_grant", "principal_id", '"user" (id)', "for whom a deputy acts; empty: a role of one's own"),
    (
        "role_grant",
        "lent_from_id",
        "role_grant (id)",
        "the principal's role; ends with it",
    ),
    ("event", "for_id", '"user" (id)', "for whom the actor acted as a deputy; empty: in the own name"),
    ("decision", "proposed_for_id", '"user" (id)', "for whom a deputy prepared it"),
    ("decision", "approved_for_id", '"user" (id)', "for whom a deputy approved it"),
    ("review", "given_by_id", '"user" (id)', "the deputy who gave the points; empty: the juror"),
)
CHECKS = {
    ("role_grant", "lent_from_id"): (
        "CONSTRAINT ck_role_grant_deputy_for_another CHECK"
        " ((lent_from_id is null) = (principal_id is null) and principal_id <> user_id)"
        " CONSTRAINT ck_role_grant_deputy_has_an_end CHECK"
        " (principal_id is null or valid_until is not null)"
    ),
    ("decision", "approved_for_id"): (
        "CONSTRAINT ck_decision_four_eyes_of_deputies CHECK"
        " (approved_by_id <> coalesce(proposed_for_id, 0)"
        " and coalesce(approved_for_id, 0) <> proposed_by_id"
        " and coalesce(approved_for_id, 0) <> coalesce(proposed_for_id, -1))"
    ),
}


def upgrade() -> None:
    for table, column, target, comment in REFERENCES:
        name = f"fk_{table}_{column}_{target.split()[0].strip(chr(34))}"
        check = CHECKS.get((table, column), "")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {target} {check}"
        )
        if op.get_bind().dialect.name == "postgresql":
            op.alter_column(table, column, comment=comment)
    op.create_index("ix_role_grant_principal_id", "role_grant", ["principal_id"], unique=False)
    op.create_table(
        "deputy_declaration",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.String(length=20), nullable=False, comment="none, or the reason code"),
        sa.Column("note", sa.Text(), nullable=False, comment="the deputy's words"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_deputy_declaration_review_id_review")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_deputy_declaration_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy_declaration")),
        sa.UniqueConstraint("review_id", "user_id", name=op.f("uq_deputy_declaration_review_id_user_id")),
    )


def downgrade() -> None:
    op.drop_table("deputy_declaration")
    op.drop_index("ix_role_grant_principal_id", table_name="role_grant")
    for table, column, _target, _comment in reversed(REFERENCES):
        op.drop_column(table, column)
