"""Places abroad: every student gets the best place that nobody with a better claim wants."""

from portal.selection.allocation.deferred_acceptance import allocate
from portal.selection.allocation.immediate_acceptance import first_choice_first
from portal.selection.allocation.reserves import Reserve
from portal.selection.allocation.result import Allocation, Explanation
from portal.selection.allocation.withdrawal import reallocate

__all__ = ["Allocation", "Explanation", "Reserve", "allocate", "first_choice_first", "reallocate"]
