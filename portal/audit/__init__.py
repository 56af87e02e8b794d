"""The log of what happened: append-only, chained by hash, sealed each minute."""

from portal.audit.log import case_of, record
from portal.audit.seal import seal, verify

__all__ = ["case_of", "record", "seal", "verify"]
