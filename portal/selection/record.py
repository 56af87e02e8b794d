"""The record of a computation: what went in, what with, what came out, so that anyone can compute it again.

A record is plain JSON. Numbers are kept to nine decimals, far finer than anything that is decided by them and
far coarser than the last bits in which linear algebra differs between processors; so the record of a re-run
is equal, character by character.
"""

import hashlib
import json
import math
import platform
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from portal.selection.refusals import BadInput
from portal.words import Sentence, say

ENGINE_VERSION = "1"
DECIMALS = 9
Record = dict[str, Any]

# What can be run again, by the name in its record: the module, the function, and how its inputs are unpacked.
METHODS: Mapping[str, str] = {
    "ranking.calibrate": "portal.selection.ranking.calibration:calibrate_again",
    "assignment.assign": "portal.selection.assignment.assigning:assign_again",
    "assignment.repair": "portal.selection.assignment.repairing:repair_again",
    "allocation.allocate": "portal.selection.allocation.withdrawal:allocate_again",
    "budget.fund": "portal.selection.budget.funding:fund_again",
    "lottery.draw": "portal.selection.lottery.drawing:draw_again",
    "lottery.systematic": "portal.selection.lottery.unequal:systematic_again",
    "lottery.maximin": "portal.selection.lottery.maximin:maximin_again",
    "agreement.krippendorff_alpha": "portal.selection.agreement.alpha:alpha_again",
    "agreement.icc": "portal.selection.agreement.intraclass:icc_again",
    "agreement.fleiss_kappa": "portal.selection.agreement.kappa:fleiss_again",
    "agreement.cohen_kappa": "portal.selection.agreement.kappa:cohen_again",
    "agreement.kendall_w": "portal.selection.agreement.kendall:w_again",
}


def make_record(
    method: str,
    *,
    inputs: Mapping[str, Any],
    parameters: Mapping[str, Any],
    seed: int | None,
    results: Mapping[str, Any],
) -> Record:
    """All that is needed to compute a result again and to see that it is the same."""
    kept, outcome = plain(inputs), plain(results, decimals=DECIMALS)
    return {
        "method": method,
        "versions": versions(),
        "seed": seed,
        "parameters": plain(parameters),
        "inputs_sha256": digest(kept),
        "inputs": kept,
        "results": outcome,
        "results_sha256": digest(outcome),
    }


def rerun(record: Record) -> Record:
    """Compute a stored record again from its own inputs, parameters and seed."""
    if digest(record["inputs"]) != record["inputs_sha256"]:
        raise BadInput(say("The inputs of this record were changed after it was written."))
    if record["method"] not in METHODS:
        raise BadInput(say("A record of the kind {method} is not known.", method=record["method"]))
    module, function = METHODS[record["method"]].split(":")
    again: Callable[[Record], Record] = getattr(import_module(module), function)
    return again(record)


def same_result(record: Record, again: Record) -> bool:
    """Whether two records say the same, whatever versions computed them."""
    parts = ("method", "seed", "parameters", "inputs_sha256", "results_sha256")
    return all(record[part] == again[part] for part in parts)


def versions() -> dict[str, str]:
    """What the result was computed with."""
    return {
        "engine": ENGINE_VERSION,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def canonical(value: Any) -> str:
    """The one text of a plain value: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: Any) -> str:
    """The SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def plain(value: Any, *, decimals: int | None = None) -> Any:
    """A value as JSON can carry it: numbers exact or rounded, lists, and dictionaries with texts as keys."""
    if isinstance(value, np.ndarray):
        return packed(value)
    if isinstance(value, np.generic):
        return plain(value.item(), decimals=decimals)
    if isinstance(value, float):
        return _number(value, decimals)
    if isinstance(value, Mapping):
        return {str(key): plain(item, decimals=decimals) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, decimals=decimals) for item in value]
    return str(value) if isinstance(value, Fraction | Sentence) else value


def _number(value: float, decimals: int | None) -> float | str:
    """A number as it is kept: minus zero is zero, and what is no finite number is a word."""
    if not math.isfinite(value):
        return str(value)
    return (value if decimals is None else round(value, decimals)) + 0.0


def packed(array: NDArray[Any]) -> dict[str, Any]:
    """An array as compressed text, exact to the last bit."""
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    text = b64encode(zlib.compress(little.tobytes(), 6)).decode()
    return {"dtype": little.dtype.str, "shape": list(array.shape), "zlib": text}


def unpacked(value: Mapping[str, Any]) -> NDArray[Any]:
    """The array of a compressed text."""
    raw = zlib.decompress(b64decode(value["zlib"]))
    return np.frombuffer(raw, dtype=np.dtype(value["dtype"])).reshape(value["shape"]).copy()
