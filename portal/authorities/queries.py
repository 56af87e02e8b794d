"""Reading authorities."""

from sqlalchemy import select

from portal.authorities.models import Authority
from portal.db import session


def find_authority(slug: str) -> Authority | None:
    """The authority of this name."""
    return session().scalars(select(Authority).where(Authority.slug == slug)).first()
