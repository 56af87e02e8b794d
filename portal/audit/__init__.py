"""The log of what happened: append-only, chained by hash, sealed each minute."""

from portal.audit.log import Step, case_of, chain_of, record
from portal.audit.seal import seal, verify

__all__ = ["Step", "case_of", "chain_of", "record", "seal", "verify"]
