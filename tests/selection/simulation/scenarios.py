"""Drawn calls are repeatable, as they were asked for, and tell good rules from bad ones."""

from portal.selection.simulation import Scenario

SMALL = Scenario("small and severe", 60, 12, load=9, severity=1.5)
