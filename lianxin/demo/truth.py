"""Who is really poor: known here and nowhere in the register, so that rules and workers can be scored
later.

Really poor means that less than FLOOR 元 a head a year is left to live on after illness, a tenth of the
debt and losses are paid, out of the income that is really there (the register holds what was told).
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lianxin.demo.vocabulary import Bools, Floats, Folk, Livelihood

FLOOR = 9_500.0  # 元 a head a year; chosen by us, and on purpose not the policy's line
COLUMNS = (
    "number", "really_poor", "true_income_per_head", "left_per_head", "granted_without_need",
    "needy_without_grant",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """All of length n; money in 元 a head a year."""

    really_poor: Bools
    true_income_per_head: Floats
    left_per_head: Floats
    granted_without_need: Bools
    needy_without_grant: Bools


def reveal(folk: Folk, livelihood: Livelihood) -> Truth:
    """Work out the truth at the time of the survey."""
    amounts, answers = livelihood.amounts, livelihood.answers
    members = folk.count(np.ones(folk.m, dtype=bool))
    burden = amounts["medical_out_of_pocket"] + 0.1 * amounts["debt_balance"] + amounts["disaster_loss"]
    left = (livelihood.true_income - burden) / members
    granted = answers["gets_low_income_allowance"] | answers["gets_extreme_poverty_support"]
    return Truth(
        really_poor=left < FLOOR,
        true_income_per_head=livelihood.true_income / members,
        left_per_head=left,
        granted_without_need=granted & (livelihood.need > 12_000),
        needy_without_grant=~granted & (livelihood.need < FLOOR),
    )


def write(path: Path, numbers: Sequence[str], truth: Truth) -> None:
    """Write it as CSV (UTF-8), one household a line, beside the register and never into it."""
    columns = (numbers, *(getattr(truth, name).tolist() for name in COLUMNS[1:]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in zip(*columns, strict=True):
            writer.writerow([round(cell) if isinstance(cell, float) else cell for cell in row])
