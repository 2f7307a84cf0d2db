"""Polars: one lazy query over a frame in memory, collected into a frame of tiers and reasons."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import polars as pl

from benchmarks.classifying.task import FINE, PRIORITY, WATCH, Task, households, shown, task
from benchmarks.classifying.translate import Words, write

WORDS = Words(
    name=lambda name: f'pl.col("{name}")',
    in_sum=lambda name: f'pl.col("{name}").cast(pl.Float64)',
    conjunction="&",
    disjunction="|",
    negation="~",
)


@dataclass
class Lazy:
    task: Task
    frame: pl.DataFrame

    def run(self) -> pl.DataFrame:
        rules = [eval(write(tree, WORDS), {"pl": pl}) for tree in self.task.trees]
        mask = pl.UInt32 if self.task.mask is np.uint32 else pl.UInt64
        reasons = reduce(or_, (rule.cast(mask) * (1 << at) for at, rule in enumerate(rules)))
        is_priority = pl.col("reasons") & self.task.priority != 0
        tier = pl.when(is_priority).then(PRIORITY).when(pl.col("reasons") != 0).then(WATCH).otherwise(FINE)
        query = self.frame.lazy().select(reasons=reasons)
        return query.with_columns(tier=tier.cast(pl.UInt8)).collect()

    def show(self, answer: pl.DataFrame, sample: list[int]) -> dict[str, Any]:
        return shown(answer["tier"].to_numpy(), answer["reasons"].to_numpy(), sample)


def lazy(rows: int, seed: int) -> Lazy:
    work = task()
    values, _ = households(work.names, rows, seed)
    return Lazy(work, pl.DataFrame(values))
