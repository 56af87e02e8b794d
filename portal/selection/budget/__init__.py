"""Budgets: who can be paid, in which order, and what is left."""

from portal.selection.budget.funding import Funding, fund

__all__ = ["Funding", "fund"]
