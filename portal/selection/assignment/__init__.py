"""Who judges what, as fitting as can be, with a proof."""

from portal.selection.assignment.assigning import assign
from portal.selection.assignment.repairing import repair
from portal.selection.assignment.result import Assignment
from portal.selection.assignment.validation import violations

__all__ = ["Assignment", "assign", "repair", "violations"]
