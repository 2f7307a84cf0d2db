"""The harness: a process each, turns in a changing order, a warm-up that does not count."""

import pytest

from benchmarks.fairness import Contestant, Result, Runner, table, take_turns


def contestant(name, factory="counting", **options):
    return Contestant(name, f"tests.benchmarks.courses:{factory}", options)


def test_everyone_runs_as_often_and_the_first_round_does_not_count():
    with Runner(contestant("one")) as one, Runner(contestant("two", start=10)) as two:
        results = take_turns([one, two], repeats=3)
        assert [len(result.seconds) for result in results] == [3, 3]
        assert one.ask("show", echo=7) == {"answer": 4, "echo": 7}
        assert two.ask("show") == {"answer": 14}


def test_a_contestant_that_dies_is_an_error_not_a_time(capfd):
    with pytest.raises(RuntimeError, match="died"):
        Runner(contestant("late", "failing"))


def test_a_sample_is_scaled_and_the_ratio_is_ours_over_theirs():
    results = [
        Result("ours", (1.0, 2.0, 3.0), (2.0, 2.0, 2.0), 5.0, 0.1, 10, ""),
        Result("theirs", (8.0, 8.0, 8.0), (4.0, 4.0, 4.0), 9.0, 0.1, 10, "extrapolated"),
    ]
    ours, theirs = table(results, "ours").splitlines()[1:]
    assert "2.000s" in ours
    assert theirs.split()[4:8] == ["8.000s", "0.250", "4.000s", "0.500"]
    assert theirs.endswith("extrapolated")
