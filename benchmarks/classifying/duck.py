"""DuckDB: one SQL statement over a table in memory, the answer into another table."""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from benchmarks.classifying.task import FINE, PRIORITY, UNASSESSED, WATCH, Task, households, shown, task
from benchmarks.classifying.translate import Words, write

WORDS = Words(
    name=str,
    in_sum=lambda name: f"{name}::DOUBLE",
    conjunction="AND",
    disjunction="OR",
    negation="NOT ",
    equal="=",
)


@dataclass
class Sql:
    """With `unknowns`, facts are NULL where unknown, and SQL's own three-valued logic does the rest."""

    task: Task
    connection: duckdb.DuckDBPyConnection
    unknowns: bool

    def statement(self) -> str:
        rules = [write(tree, WORDS) for tree in self.task.trees]
        mask = "UINTEGER" if self.task.mask is np.uint32 else "UBIGINT"
        if not self.unknowns:
            reasons = " | ".join(f"(({rule})::{mask} << {at})" for at, rule in enumerate(rules))
            return (
                f"SELECT CASE WHEN reasons & {self.task.priority} <> 0 THEN {PRIORITY} "
                f"WHEN reasons <> 0 THEN {WATCH} ELSE {FINE} END::UTINYINT AS tier, reasons "
                f"FROM (SELECT {reasons} AS reasons FROM households)"
            )
        named = ", ".join(f"{rule} AS rule_{at}" for at, rule in enumerate(rules))
        sure = " | ".join(f"(coalesce(rule_{at}, false)::{mask} << {at})" for at in range(len(rules)))
        settled = " AND ".join(f"rule_{at} IS NOT NULL" for at in range(len(rules)))
        return (
            f"SELECT CASE WHEN reasons & {self.task.priority} <> 0 THEN {PRIORITY} WHEN reasons <> 0 "
            f"THEN {WATCH} WHEN settled THEN {FINE} ELSE {UNASSESSED} END::UTINYINT AS tier, reasons "
            f"FROM (SELECT {sure} AS reasons, {settled} AS settled FROM (SELECT {named} FROM households))"
        )

    def run(self) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE answer AS {self.statement()}")

    def show(self, answer: Any, sample: list[int]) -> dict[str, Any]:
        found = self.connection.execute("SELECT tier, reasons FROM answer").fetchnumpy()
        return shown(np.asarray(found["tier"]), np.asarray(found["reasons"]), sample)


def sql(rows: int, seed: int, unknowns: bool = False) -> Sql:
    work = task()
    values, known = households(work.names, rows, seed)
    connection = duckdb.connect()
    everything = dict(values)
    columns = ", ".join(work.names)
    if unknowns:
        everything |= {f"{name}_known": known[name] for name in work.names}
        columns = ", ".join(f"CASE WHEN {name}_known THEN {name} END AS {name}" for name in work.names)
    connection.register("arrays", everything)
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(f"CREATE TABLE households AS SELECT {columns} FROM arrays")
    connection.unregister("arrays")
    return Sql(work, connection, unknowns)
