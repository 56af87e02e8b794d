"""What the portal does for itself each minute."""

from datetime import datetime

from portal import audit
from portal.db import transaction
from portal.jobs.queue import each_minute


@each_minute
def seal_the_log(at: datetime) -> None:
    """Put a seal over everything that was logged since the last one."""
    with transaction():
        audit.seal(at=at)
