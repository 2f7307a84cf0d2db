"""A comparison with a constant, fitted to a column's own number type.

Comparing a column of 32-bit numbers with a double would copy the column into doubles first. Fitting moves the
constant instead, and exactly: for whole numbers `x < 2.5` is `x < 3`; for float32 `x < 0.1` becomes `x <` the
nearest float32 above 0.1. The answer is the one plain Python gives.
"""

from math import ceil, floor, isinf
from typing import Any

import numpy as np

Fitted = tuple[str, Any] | bool  # an operator and a constant of the column's type, or the same answer for all


def fit(operator: str, constant: float, dtype: np.dtype[Any]) -> Fitted:
    """`operator` is one of < <= ==; `constant` any number but not-a-number."""
    if dtype.kind == "f":
        return _fit_float(operator, constant, dtype)
    low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    if isinf(constant):
        return operator != "==" and constant > 0
    if operator == "==":
        whole = int(constant)
        return ("==", dtype.type(whole)) if whole == constant and low <= whole <= high else False
    # x < c is x <= ceil(c) - 1, and x <= c is x <= floor(c)
    limit = ceil(constant) - 1 if operator == "<" else floor(constant)
    if limit < low:
        return False
    return True if limit >= high else ("<=", dtype.type(limit))


def _fit_float(operator: str, constant: float, dtype: np.dtype[Any]) -> Fitted:
    with np.errstate(over="ignore"):
        near = dtype.type(constant)
    if float(near) == constant:
        return operator, near
    if operator == "==":
        return False
    # No number of this type lies between the constant and its neighbours: both < and <= mean the one below.
    below = near if float(near) < constant else np.nextafter(near, dtype.type(-np.inf))
    return "<=", below
