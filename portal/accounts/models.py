"""People with an account, the roles they hold, and the browsers in which they are signed in."""

from datetime import datetime

from flask_security import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, identity, new_public_id, public_id


class PortalScope:
    """Where accounts and roles belong: to the whole portal, so that only a role for all of it covers them."""

    programme_id = None
    call_id = None


class User(Base, UserMixin):
    """A person: how to sign in, how to be named, how to be addressed."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("form_of_address in ('Frau','Herr','neutral','none')", name="form_of_address_known"),
        Index("ix_user_search_name", "search_name"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    email: Mapped[str] = mapped_column(
        String(254), unique=True, comment="as the person writes it, only the domain folded"
    )
    password: Mapped[str | None] = mapped_column(String(255), comment="Argon2 hash")
    active: Mapped[bool] = mapped_column(default=True, comment="false: can't sign in")
    is_demo: Mapped[bool] = mapped_column(default=False, comment="an account of the demo world")
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, comment="changes when all sessions must end"
    )
    link_key: Mapped[str] = mapped_column(
        String(26),
        default=new_public_id,
        comment="part of the links in mails; changes when one is sent or used, so that only the newest works",
    )
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="when the address was confirmed, UTC")
    totp_secret: Mapped[str | None] = mapped_column(
        String(400), comment="what the person's app shares with us, encrypted; empty: no app"
    )
    totp_counter: Mapped[int | None] = mapped_column(
        comment="the half minute of the last code that was taken; no code counts twice"
    )
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    language: Mapped[str] = mapped_column(
        String(10), default="", comment="language of pages and mails; empty: as the browser asks"
    )

    display_name: Mapped[str] = mapped_column(
        String(200), default="", comment="as the person writes it, any script"
    )
    given_names: Mapped[str] = mapped_column(
        String(150), default="", comment="may be empty: some people have one name"
    )
    family_name: Mapped[str] = mapped_column(
        String(150), default="", comment="may be empty: some people have one name"
    )
    name_latin: Mapped[str] = mapped_column(
        String(200), default="", comment="DIN 91379 letters, for letters and lists"
    )
    native_name: Mapped[str] = mapped_column(String(200), default="", comment="in the person's own script")
    native_language: Mapped[str] = mapped_column(
        String(35), default="", comment="BCP 47 tag of the native name"
    )
    family_first: Mapped[bool] = mapped_column(default=False, comment="the family name stands first")
    search_name: Mapped[str] = mapped_column(
        String(1000), default="", comment="normalised, for search and order, never shown"
    )
    form_of_address: Mapped[str] = mapped_column(
        String(10), default="neutral", comment="Frau, Herr, neutral or none"
    )
    title: Mapped[str] = mapped_column(String(60), default="", comment="Dr., Prof. and the like")

    address_extra: Mapped[str] = mapped_column(String(120), default="", comment="c/o, building, flat")
    street: Mapped[str] = mapped_column(String(160), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    country_code: Mapped[str] = mapped_column(String(2), default="", comment="ISO 3166-1")
    timezone: Mapped[str] = mapped_column(String(60), default="", comment="IANA name; empty: Berlin")
    version: Mapped[int] = mapped_column(default=1)

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", lazy="raise", foreign_keys="RoleGrant.user_id", cascade="all, delete-orphan"
    )
    __mapper_args__ = {"version_id_col": version}

    # For whom this person acts as a deputy in the act that is going on; set by the door, never kept.
    acts_for_id = None
    # Who looks at the portal as this person; set by the door, never kept.
    viewer = None

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]  # Flask-Security would let them be set
        """Always empty: rights are grants with scope and period."""
        return []

    @property
    def scope(self) -> PortalScope:
        """An account belongs to the whole portal."""
        return PortalScope()

    @property
    def name(self) -> str:
        """The name to show: as the person writes it, or the address as long as there is none."""
        return self.display_name or self.email


class RoleGrant(Base):
    """A role given to a person, for the portal, a programme or a call, for a period."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            "role in ('administrator','officer','approver','juror','chair','coordinator','auditor')",
            name="role_known",
        ),
        CheckConstraint("programme_id is null or call_id is null", name="one_scope"),
        CheckConstraint("valid_until is null or valid_until > valid_from", name="period_forward"),
        CheckConstraint(
            "(lent_from_id is null) = (principal_id is null) and principal_id <> user_id",
            name="deputy_for_another",
        ),
        CheckConstraint("principal_id is null or valid_until is not null", name="deputy_has_an_end"),
        Index("ix_role_grant_user_id", "user_id"),
        Index("ix_role_grant_principal_id", "principal_id"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[str] = mapped_column(String(20), comment="a role of the access table")
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme.id"), comment="scope; both empty: the portal"
    )
    call_id: Mapped[int | None] = mapped_column(
        ForeignKey("call.id"), comment="scope; both empty: the portal"
    )
    valid_from: Mapped[datetime] = mapped_column(comment="UTC")
    valid_until: Mapped[datetime | None] = mapped_column(comment="UTC; empty: until taken away")
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), comment="empty: set-up")
    principal_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="for whom a deputy acts; empty: a role of one's own"
    )
    lent_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("role_grant.id"), comment="the principal's role; ends with it"
    )

    user: Mapped[User] = relationship(back_populates="grants", lazy="raise", foreign_keys=[user_id])
    principal: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[principal_id])
    lent_from: Mapped["RoleGrant | None"] = relationship(lazy="raise", remote_side=[id])

    @property
    def scope(self) -> PortalScope:
        """Who gives and takes roles does so for the whole portal, whatever a role is for."""
        return PortalScope()


class SignIn(Base):
    """One browser in which a person is signed in; ending it here ends it everywhere."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_user_id", "user_id"),)

    id: Mapped[int] = identity()
    token_hash: Mapped[str] = mapped_column(
        String(64), unique=True, comment="SHA-256 of the id in the cookie"
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    seen_at: Mapped[datetime] = mapped_column(comment="UTC, to the minute")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    proved_at: Mapped[datetime | None] = mapped_column(
        comment="when the person last proved here who they are, UTC; empty: at the sign-in"
    )
    agent: Mapped[str] = mapped_column(
        String(200), default="", comment="name of the browser, for the list of sessions"
    )
    how: Mapped[str] = mapped_column(
        String(20),
        default="",
        server_default=text("''"),
        comment="what proved who it was: password, app, recovery, passkey or tour; empty: not known",
    )
