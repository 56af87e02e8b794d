"""Who judges what: spread evenly by hand's own order, or as fitting as can be, with a proof."""

from portal.selection.assignment.assigning import assign
from portal.selection.assignment.even import Pair, spread_evenly
from portal.selection.assignment.repairing import repair
from portal.selection.assignment.result import Assignment
from portal.selection.assignment.validation import violations

__all__ = ["Assignment", "Pair", "assign", "repair", "spread_evenly", "violations"]
