"""Authorities: who decides and signs."""

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.models import PortalScope
from portal.authorities.rules import PLAIN, Letterhead
from portal.db import JSON, Base, identity


class Authority(Base):
    """Who decides and signs: letterhead, contact and the instruction on remedies."""

    __tablename__ = "authority"

    id: Mapped[int] = identity()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200), comment="full name, as on the letterhead")
    unit: Mapped[str] = mapped_column(String(120), default="")
    street: Mapped[str] = mapped_column(String(160))
    postal_code: Mapped[str] = mapped_column(String(20))
    town: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    return_line: Mapped[str] = mapped_column(
        String(200), comment="short sender above the recipient's address"
    )
    file_prefix: Mapped[str] = mapped_column(String(40), comment="begins every file number, e.g. IV B 12")
    sign_off: Mapped[str] = mapped_column(
        String(60), default="Im Auftrag", comment="stands before the signing person's name"
    )
    signatory: Mapped[str] = mapped_column(String(120), comment="printed name of the person who signs")
    accent: Mapped[str] = mapped_column(
        String(7),
        default=PLAIN,
        server_default=PLAIN,
        comment="colour of the name and the rule on letters, #rrggbb, 4.5:1 on white",
    )
    logo: Mapped[str] = mapped_column(
        String(64),
        default="",
        server_default=text("''"),
        comment="SHA-256 of the picture on letters, in the store of files; empty: none",
    )
    logo_text: Mapped[str] = mapped_column(
        String(160),
        default="",
        server_default=text("''"),
        comment="what is read to those who do not see the logo, in German",
    )
    remedy_kind: Mapped[str] = mapped_column(
        String(20), comment="klage or widerspruch: § 68 VwGO decides by the authority"
    )
    remedy_text: Mapped[dict[str, str]] = mapped_column(
        JSON, comment="instruction on remedies per language; German binds"
    )
    remedy_version: Mapped[str] = mapped_column(
        String(20), comment="version of the instruction, kept with each letter"
    )

    @property
    def scope(self) -> PortalScope:
        """Who changes letterheads does so for the whole portal."""
        return PortalScope()

    @property
    def case(self) -> str:
        """The name of its chain in the log."""
        return f"authority:{self.slug}"

    @property
    def letterhead(self) -> Letterhead:
        """Everything that letters take from it, as the rules read it."""
        return Letterhead(**{name: getattr(self, name) for name in Letterhead.__dataclass_fields__})
