"""Files that people brought or the portal made: facts here, bytes in the store under their SHA-256."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, identity, public_id


class StoredFile(Base):
    """One file: what it is called, what it is, who brought it, and the hash that is its address."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"),)

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    sha256: Mapped[str] = mapped_column(String(64), index=True, comment="address of the bytes in the store")
    size: Mapped[int] = mapped_column(comment="bytes")
    media_type: Mapped[str] = mapped_column(String(100), comment="found by parsing, never by the name")
    name: Mapped[str] = mapped_column(String(255), comment="the name that the person gave, for display only")
    pages: Mapped[int | None] = mapped_column(comment="pages of a document")
    width: Mapped[int | None] = mapped_column(comment="pixels of a picture")
    height: Mapped[int | None] = mapped_column(comment="pixels of a picture")
    preview_sha256: Mapped[str | None] = mapped_column(
        String(64), comment="a small picture of it in the store, without metadata"
    )
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="who brought it; empty: the portal made it"
    )
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
