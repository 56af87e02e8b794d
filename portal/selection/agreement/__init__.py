"""How far a jury agrees, in figures that say how sure they are, or that they can't be computed."""

from portal.selection.agreement.alpha import krippendorff_alpha
from portal.selection.agreement.intraclass import icc
from portal.selection.agreement.kappa import cohen_kappa, fleiss_kappa
from portal.selection.agreement.kendall import kendall_w
from portal.selection.agreement.reviewers import ReviewerFigures, reviewer_figures
from portal.selection.agreement.statistic import Statistic

__all__ = [
    "ReviewerFigures", "Statistic", "cohen_kappa", "fleiss_kappa", "icc", "kendall_w", "krippendorff_alpha",
    "reviewer_figures",
]  # fmt: skip
