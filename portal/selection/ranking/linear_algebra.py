"""The few operations on matrices that the mixed model needs, for sparse and for dense ones alike."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.linalg import blas, lapack

from portal.selection.arrays import Floats


def rows_times(matrix: Any, factors: Floats) -> Any:
    """Each row times its factor, sparse or dense."""
    return sparse.diags_array(factors) @ matrix if sparse.issparse(matrix) else matrix * factors[:, None]


def columns_times(matrix: Any, factors: Floats) -> Any:
    """Each column times its factor, sparse or dense."""
    return matrix @ sparse.diags_array(factors) if sparse.issparse(matrix) else matrix * factors


def dense(matrix: Any) -> Floats:
    """The matrix with its zeros written out."""
    full: Floats = matrix.toarray() if sparse.issparse(matrix) else matrix
    return full


def cholesky(matrix: Floats) -> Floats:
    """The lower triangle L with LL' = matrix."""
    root, _ = lapack.dpotrf(matrix, lower=True, clean=True)
    lower: Floats = root
    return lower


def solve_lower(root: Floats, right: Floats, *, transposed: bool = False) -> Floats:
    """L⁻¹ right, or L'⁻¹ right, for a lower triangle L.

    BLAS is asked itself: what scipy asks LAPACK for wakes all cores even for a triangle of five rows, and
    waiting for them takes a hundred times as long as solving.
    """
    solved: Floats = blas.dtrsm(1.0, root, right, lower=True, trans_a=transposed)
    return solved


def inverse(root: Floats) -> Floats:
    """The inverse of LL', from its triangle L."""
    lower, _ = lapack.dpotri(root, lower=True)
    full: Floats = np.tril(lower) + np.tril(lower, -1).T
    return full
