"""What opens an account beside the password: recovery codes and passkeys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, identity, public_id


class RecoveryCode(Base):
    """A code for the day on which the app is lost; works once, and only its hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("ix_recovery_code_user_id", "user_id"),)

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True, comment="SHA-256 of the code")
    made_at: Mapped[datetime] = mapped_column(comment="UTC")
    used_at: Mapped[datetime | None] = mapped_column(comment="UTC; a used code opens nothing any more")


class Passkey(Base):
    """A key on a device of the person, which signs in without a password."""

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_user_id", "user_id"),)

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    credential_id: Mapped[str] = mapped_column(
        String(1400), unique=True, comment="name of the key as its device gives it, base64url"
    )
    public_key: Mapped[str] = mapped_column(
        String(4000), comment="COSE, base64url; the secret half never leaves the device"
    )
    sign_count: Mapped[int] = mapped_column(BigInteger, comment="as the device counts; many always say 0")
    name: Mapped[str] = mapped_column(String(60), comment="as the person calls it")
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    used_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    challenged_at: Mapped[datetime | None] = mapped_column(
        comment="when the question that it answered last was asked, UTC; an older answer counts no more"
    )
    version: Mapped[int] = mapped_column(default=1)

    user: Mapped[User] = relationship(lazy="raise")
    __mapper_args__ = {"version_id_col": version}

    @property
    def owner_id(self) -> int:
        """Whose key it is."""
        return self.user_id
