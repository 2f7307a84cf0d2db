"""All contestants give the oracle's answers, and a wrong answer would be caught before any time is shown."""

from dataclasses import dataclass

import pytest

from benchmarks.classification import COMPLETE, DUCKDB_NULLS, OURS, check
from benchmarks.classifying import duck, lazy, openfisca, ours, zen
from benchmarks.classifying.task import PRIORITY, task
from benchmarks.fairness import Contestant

ROWS, SEED = 400, 5


@dataclass
class InProcess:
    """A runner without a process, whose answer may be bent on the way."""

    contestant: Contestant
    course: object
    bend: object = None

    def ask(self, command, **options):
        if command == "run":
            self.answer = self.course.run()
            return {}
        shown = self.course.show(self.answer, **options)
        if self.bend:
            self.bend(shown)
        return shown


def runner(name, course, bend=None):
    return InProcess(Contestant(name, "", {"rows": ROWS}), course, bend)


def faults_of(*runners):
    return check(runners, task(), ROWS, SEED, ROWS)


@pytest.mark.parametrize(
    ("name", "factory", "options"),
    [
        (OURS, ours.evaluator, {}),
        (OURS, ours.whole, {}),
        (COMPLETE, ours.evaluator, {"unknowns": False}),
        ("OpenFisca's technique", openfisca.vectorised, {}),
        ("DuckDB", duck.sql, {}),
        (DUCKDB_NULLS, duck.sql, {"unknowns": True}),
        ("Polars", lazy.lazy, {}),
        ("ZEN", zen.engine, {"of": ROWS}),
    ],
)
def test_every_contestant_gives_the_answers_of_the_oracle(name, factory, options):
    assert faults_of(runner(name, factory(rows=ROWS, seed=SEED, **options))) == []


def test_a_wrong_tier_and_a_wrong_reason_are_caught():
    def bend_tier(shown):
        shown["tiers"][3] = PRIORITY if shown["tiers"][3] != PRIORITY else 0

    def bend_reason(shown):
        shown["reasons"][3] ^= 1

    for bend in (bend_tier, bend_reason):
        assert len(faults_of(runner(OURS, ours.evaluator(ROWS, SEED), bend))) == 1


def test_answers_that_differ_outside_the_sample_are_caught_by_their_totals():
    def bend(shown):
        shown["total"] += 1

    right = runner("right", openfisca.vectorised(ROWS, SEED))
    wrong = runner("wrong", openfisca.vectorised(ROWS, SEED), bend)
    assert len(faults_of(right, wrong)) == 1


def test_an_engine_without_unknowns_does_not_pass_for_one_with():
    assert faults_of(runner(OURS, ours.evaluator(ROWS, SEED, unknowns=False))) != []
