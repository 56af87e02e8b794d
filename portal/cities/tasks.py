"""Addresses that never said yes are forgotten by themselves."""

from datetime import datetime

from portal.cities import actions
from portal.db import transaction
from portal.jobs import each_minute


@each_minute
def forget_unconfirmed(at: datetime) -> None:
    """Forget who asked for mails about a city and did not confirm within the week."""
    with transaction():
        actions.forget_unconfirmed(at=at)
