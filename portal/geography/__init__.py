"""Drawing cities on a map: where they lie, and where their names stand without covering each other. Pure."""

from portal.geography.charts import Chart, Panel, Spot, chart_of
from portal.geography.labels import Label
from portal.geography.projections import EUROPE, WORLD, Frame

__all__ = ["EUROPE", "WORLD", "Chart", "Frame", "Label", "Panel", "Spot", "chart_of"]
