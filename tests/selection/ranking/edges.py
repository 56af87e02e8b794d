"""Calls at the edge of what can be known have a defined result."""

MODELS = ["reml", "snsf"]
