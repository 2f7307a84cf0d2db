"""Rules as lines a lawyer can read, judged with three-valued logic.

`parse` reads a condition such as `income_per_head < monitoring_line and not housing_is_safe`; `evaluate`
judges it for one household, for NumPy columns or for an Ibis table; `explain` says why; `Ruleset` judges
many criteria over a whole register at once. A fact that is missing is unknown, never false.

Pure: no Django, no clock, no database. Ibis is imported only when an Ibis table is given.
"""

from lianxin.criteria.columns import Column, Truths
from lianxin.criteria.evaluating import evaluate
from lianxin.criteria.explaining import Because, Explanation, explain
from lianxin.criteria.messages import MESSAGES, CriterionError, message
from lianxin.criteria.outcome import ByRow, Outcome
from lianxin.criteria.parsing import Criterion, parse
from lianxin.criteria.rows import row_masks
from lianxin.criteria.ruleset import Ruleset
from lianxin.criteria.tree import Kind, unparse

__all__ = [
    "MESSAGES",
    "Because",
    "ByRow",
    "Column",
    "Criterion",
    "CriterionError",
    "Explanation",
    "Kind",
    "Outcome",
    "Ruleset",
    "Truths",
    "evaluate",
    "explain",
    "message",
    "parse",
    "row_masks",
    "unparse",
]
