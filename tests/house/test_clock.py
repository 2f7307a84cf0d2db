"""A run of the tests can be moved to another hour or day; what keeps the machine's clock stays out of it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tests import clock

NEW_YEAR = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)  # five past midnight in China


@pytest.fixture
def moved(monkeypatch):
    """Move the clock as a session does, and let the test end it as the end of a session does."""
    endings = []

    def moved(text):
        monkeypatch.setenv(clock.WANTED, text)
        clock.move(SimpleNamespace(add_cleanup=endings.append))

    yield moved
    for end in endings:
        end()


def test_the_clock_begins_at_the_moment_asked_for_and_goes_on(moved):
    moved("2027-01-01T00:05+08:00")
    first, second = datetime.now(UTC), datetime.now(UTC)
    assert NEW_YEAR <= first < second < NEW_YEAR + timedelta(minutes=1)


@pytest.mark.parametrize("text", ["2027-01-01T00:05", "2027-01-01", "midnight"])
def test_a_moment_without_its_distance_from_utc_is_refused(moved, text):
    with pytest.raises(pytest.UsageError, match=clock.WANTED):
        moved(text)


class Item:
    def __init__(self, *markers):
        self.markers = list(markers)

    def get_closest_marker(self, name):
        return name in self.markers or None

    def add_marker(self, marker):
        self.markers.append(marker.name)


def test_what_keeps_the_clock_of_the_machine_is_skipped_only_when_the_clock_is_moved(monkeypatch):
    def skipped():
        items = [Item("browser"), Item("real_clock"), Item("django_db"), Item()]
        clock.skip_those_of_the_real_clock(items)
        return ["skip" in item.markers for item in items]

    monkeypatch.setenv(clock.WANTED, "2027-01-01T00:05+08:00")
    assert skipped() == [True, True, False, False]
    monkeypatch.delenv(clock.WANTED)
    assert skipped() == [False] * 4
