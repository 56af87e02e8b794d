"""The few operations of the mixed model, against what numpy answers the long way."""

import numpy as np
import pytest
from scipy import sparse

from portal.selection.ranking import linear_algebra

FACTORS = np.array([2.0, 0.5, -1.0])
SQUARE = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]])
RIGHT = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]])
LOWER = np.linalg.cholesky(SQUARE)


@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_array])
def test_rows_and_columns_are_multiplied_whether_sparse_or_dense(kind: type) -> None:
    matrix = kind(SQUARE)
    by_row, by_column = (
        linear_algebra.rows_times(matrix, FACTORS),
        linear_algebra.columns_times(matrix, FACTORS),
    )
    assert sparse.issparse(by_row) == sparse.issparse(by_column) == sparse.issparse(matrix)
    assert linear_algebra.dense(by_row) == pytest.approx(np.diag(FACTORS) @ SQUARE)
    assert linear_algebra.dense(by_column) == pytest.approx(SQUARE @ np.diag(FACTORS))


def test_the_triangle_holds_no_figure_above_its_diagonal() -> None:
    assert linear_algebra.cholesky(SQUARE) == pytest.approx(LOWER)


def test_a_triangle_is_solved_as_it_stands_and_turned() -> None:
    assert linear_algebra.solve_lower(LOWER, RIGHT) == pytest.approx(np.linalg.inv(LOWER) @ RIGHT)
    assert linear_algebra.solve_lower(LOWER, RIGHT, transposed=True) == pytest.approx(
        np.linalg.inv(LOWER.T) @ RIGHT
    )


def test_the_inverse_is_whole_on_both_sides_of_its_diagonal() -> None:
    assert linear_algebra.inverse(LOWER) == pytest.approx(np.linalg.inv(SQUARE))
