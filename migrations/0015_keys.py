"""What opens an account beside the password, when somebody proved who they are, and changes of address."""

import sqlalchemy as sa
from alembic import op

revision = "0015_keys"
down_revision = "0014_deputies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "user",
        sa.Column(
            "totp_secret",
            sa.String(length=400),
            nullable=True,
            comment="what the person's app shares with us, encrypted; empty: no app",
        ),
    )
    op.add_column(
        "user",
        sa.Column(
            "totp_counter",
            sa.Integer(),
            nullable=True,
            comment="the half minute of the last code that was taken; no code counts twice",
        ),
    )
    op.add_column(
        "sign_in",
        sa.Column(
            "proved_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the person last proved here who they are, UTC; empty: at the sign-in",
        ),
    )
    _keys()
    _addresses()


def _keys() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the code"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="UTC; a used code opens nothing any more",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"], unique=False)
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column(
            "public_id",
            sa.String(length=26),
            nullable=False,
            comment="the thing's name in URLs, 130 random bits",
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "credential_id",
            sa.String(length=1400),
            nullable=False,
            comment="name of the key as its device gives it, base64url",
        ),
        sa.Column(
            "public_key",
            sa.String(length=4000),
            nullable=False,
            comment="COSE, base64url; the secret half never leaves the device",
        ),
        sa.Column(
            "sign_count", sa.BigInteger(), nullable=False, comment="as the device counts; many always say 0"
        ),
        sa.Column("name", sa.String(length=60), nullable=False, comment="as the person calls it"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True, comment="UTC"),
        sa.Column(
            "challenged_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the question that it answered last was asked, UTC; an older answer counts no more",
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_passkey_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_passkey_public_id")),
    )
    op.create_index("ix_passkey_user_id", "passkey", ["user_id"], unique=False)


def _addresses() -> None:
    op.create_table(
        "address_change",
        sa.Column("id", sa.Integer(), nullable=False, comment="internal; never shown"),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("old_email", sa.String(length=254), nullable=False),
        sa.Column("new_email", sa.String(length=254), nullable=False),
        sa.Column(
            "link_key", sa.String(length=26), nullable=False, comment="part of the link to the new mailbox"
        ),
        sa.Column(
            "undo_key", sa.String(length=26), nullable=False, comment="part of the link to the old mailbox"
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, comment="UTC"),
        sa.Column(
            "done_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the new address began to count, UTC",
        ),
        sa.Column(
            "stopped_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was undone, or replaced by a newer wish, UTC",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_address_change_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_change")),
        sa.UniqueConstraint("link_key", name=op.f("uq_address_change_link_key")),
        sa.UniqueConstraint("undo_key", name=op.f("uq_address_change_undo_key")),
    )
    op.create_index("ix_address_change_user_id", "address_change", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_address_change_user_id", table_name="address_change")
    op.drop_table("address_change")
    op.drop_index("ix_passkey_user_id", table_name="passkey")
    op.drop_table("passkey")
    op.drop_index("ix_recovery_code_user_id", table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_column("sign_in", "proved_at")
    op.drop_column("user", "totp_counter")
    op.drop_column("user", "totp_secret")
