"""What a way of selecting would have done, in calls whose true order is known because they were drawn."""

from portal.selection.simulation.scenarios import GROUPED, SCENARIOS, Scenario
from portal.selection.simulation.tables import coverage, selection_quality

__all__ = ["GROUPED", "SCENARIOS", "Scenario", "coverage", "selection_quality"]
