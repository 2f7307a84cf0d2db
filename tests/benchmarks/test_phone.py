"""What the benchmark of the phone says of numbers; the numbers themselves are never asserted."""

from benchmarks.phone import SLOWDOWN, report


def test_it_tells_the_main_threads_time_as_a_slow_phone_would_take_it(capsys):
    report("until the PIN can be typed", [0.1, 0.2, 0.3], [1.0, 9.0, 2.0])
    said = capsys.readouterr().out
    assert f"main thread {0.2 * SLOWDOWN:.2f} s (0.40 to 1.20)" in said
    assert "within 2 s" in said
    assert "clock when slowed 2.00 s (1.00 to 9.00)" in said


def test_it_says_when_the_goal_is_missed(capsys):
    report("until the PIN can be typed", [0.6], [1.0])
    assert "beyond 2 s" in capsys.readouterr().out
