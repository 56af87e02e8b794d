"""The calibrated ranking: what the scores say once severity is taken out, and how surely."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from portal.selection.arrays import Floats
from portal.selection.chance import check_seed
from portal.selection.ranking import model_reml, model_snsf, plain_figures
from portal.selection.ranking.belief import Belief
from portal.selection.ranking.comparability import Comparability, Light, comparability
from portal.selection.ranking.exchangeable import averaged, classes
from portal.selection.ranking.expected_rank import expected_ranks
from portal.selection.ranking.model_reml import Fitted
from portal.selection.ranking.result import Calibration, contests
from portal.selection.ranking.reviews import Pair, Reviews, Score, read_reviews
from portal.selection.record import Record
from portal.selection.refusals import BadInput, is_finite
from portal.words import say

Model = Literal["reml", "snsf"]
VARIANCES = {"application", "reviewer", "group", "residual"}


def calibrate(
    scores: Iterable[Score],
    *,
    groups: Mapping[str, str] | None = None,
    weights: Mapping[Pair, float] | None = None,
    scale: tuple[float, float] | None = None,
    model: Model = "reml",
    seed: int = 0,
    merge: bool | None = None,
    integrate: bool | None = None,
    reliability: bool = False,
    variances: Mapping[str, float] | None = None,
) -> Calibration:
    """Rank applications by scores of (application, reviewer, score), with severity taken out.

    Groups are ranked together where enough reviews cross between them, else apart; merge decides it by hand.
    Variances are averaged over for few applications and plugged in for many; integrate decides it by hand.
    Given variances (application, reviewer, group, residual) are taken as they are.
    """
    check_seed(seed)
    rows = list(scores)
    reviews = read_reviews(rows, groups=groups, weights=weights, scale=scale)
    _check_choices(model, variances)
    found = comparability(reviews)
    merged = _merged(reviews, found, model, merge)
    wishes = model_reml.Wishes(merged, integrate, reliability, variances)
    fitted = model_snsf.believe(reviews) if model == "snsf" else model_reml.believe(reviews, wishes)
    parameters = {
        "model": model,
        "scale": list(scale) if scale else None,
        "merge": merge,
        "integrate": integrate,
        "reliability": reliability,
        "variances": dict(variances) if variances else None,
    }
    heavy = sorted((*pair, weight) for pair, weight in (weights or {}).items())
    inputs = {"scores": sorted(rows), "groups": groups, "weights": heavy}
    kept = {"merged": merged, "inputs": inputs, "parameters": parameters, "seed": seed}
    return _calibration(reviews, fitted, found, kept)


def calibrate_again(record: Record) -> Record:
    """The record of the same ranking, computed anew."""
    given, parameters = record["inputs"], dict(record["parameters"])
    parameters["scale"] = tuple(parameters["scale"]) if parameters["scale"] else None
    weights = {(one, who): value for one, who, value in given["weights"]}
    scores = [(one, who, value) for one, who, value in given["scores"]]
    again = calibrate(scores, groups=given["groups"], weights=weights, seed=record["seed"], **parameters)
    return again.record()


def _check_choices(model: str, variances: Mapping[str, float] | None) -> None:
    if model not in ("reml", "snsf"):
        raise BadInput(say("There is no model of the name {model}.", model=model))
    wrong = [
        name
        for name, value in (variances or {}).items()
        if name not in VARIANCES or not is_finite(value) or value < 0
    ]
    if wrong or (variances is not None and not {"application", "residual"} <= set(variances)):
        raise BadInput(say("The given variances are incomplete, unknown or negative."), wrong)


def _merged(reviews: Reviews, found: Mapping[str, Comparability], model: str, wish: bool | None) -> bool:
    """Whether all applications stand in one ranking."""
    if len(reviews.groups) < 2 or model == "snsf":
        return True
    return wish if wish is not None else all(one.light != Light.RED for one in found.values())


@dataclass(frozen=True)
class _Moments:
    """Mean and standard deviation of quality and of the effects, over all points of the variances."""

    quality: Floats
    quality_sd: Floats
    effects: Floats
    effects_sd: Floats
    difference_sd: Floats


def _moments(belief: Belief) -> _Moments:
    """Two moments of the mixture; its variance is the mean of variances plus the variance of means."""
    firsts, seconds, contrasts, weights = [], [], [], []
    reviewers, groups = belief.equations.reviewers, belief.equations.groups
    for weight, normal in belief.normals():
        squares = np.einsum("ij,ij->j", normal.root, normal.root)
        firsts.append(np.concatenate([normal.mean, normal.effects]))
        seconds.append(np.concatenate([normal.variance, squares]))
        contrasts.append(_difference_variance(normal.root[:, reviewers : reviewers + groups]))
        weights.append(weight)
    first, within = np.average(firsts, axis=0, weights=weights), np.average(seconds, axis=0, weights=weights)
    spread = np.sqrt(within + np.average((np.array(firsts) - first) ** 2, axis=0, weights=weights))
    many = belief.equations.applications
    contrast = np.sqrt(np.average(contrasts, axis=0, weights=weights))
    return _Moments(first[:many], spread[:many], first[many:], spread[many:], contrast)


def _difference_variance(root: Floats) -> Floats:
    """For each group the variance of its effect minus the average of the others."""
    many = root.shape[1]
    if many < 2:
        return np.zeros(many)
    contrast = np.eye(many) - (1 - np.eye(many)) / (many - 1)
    variance: Floats = ((root @ contrast) ** 2).sum(axis=0)
    return variance


def _calibration(
    reviews: Reviews, fitted: Fitted, found: Mapping[str, Comparability], kept: dict[str, Any]
) -> Calibration:
    belief, names = fitted.belief, reviews.applications
    equals = classes(reviews, fitted.weight, without_variation=belief.without_variation)
    moments = _moments(belief)
    ranks = expected_ranks(belief, contests(reviews, merged=kept["merged"]))
    severity = zip(moments.effects.tolist(), moments.effects_sd.tolist(), strict=True)
    return Calibration(
        expected_rank=_named(names, averaged(ranks, equals)),
        quality=_named(names, averaged(moments.quality, equals)),
        quality_sd=_named(names, averaged(moments.quality_sd, equals)),
        raw_mean=_named(names, plain_figures.raw_mean(reviews)),
        raw_median=_named(names, plain_figures.raw_median(reviews)),
        z_score_mean=_named(names, plain_figures.z_score_mean(reviews)),
        severity=dict(zip(reviews.reviewers, severity, strict=False)),
        variances=fitted.variances,
        mean=fitted.mean,
        comparability=_with_difference(reviews, found, moments),
        reviews=reviews,
        belief=belief,
        classes=tuple(equals),
        **kept,
    )


def _named(names: tuple[str, ...], values: Floats) -> dict[str, float]:
    return dict(zip(names, values.tolist(), strict=True))


def _with_difference(
    reviews: Reviews, found: Mapping[str, Comparability], moments: _Moments
) -> dict[str, Comparability]:
    if not moments.difference_sd.size:
        return dict(found)
    spreads = zip(reviews.groups, moments.difference_sd.tolist(), strict=True)
    return {name: replace(found[name], sd_of_difference=spread) for name, spread in spreads}
