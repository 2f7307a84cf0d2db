"""What an order is worth, minute by minute, and the best there is: written from the definitions."""

from itertools import permutations

from benchmarks.day_routes.task import BEGINS, ENDS, Day


def travel(day: Day, order: list[int]) -> int | None:
    """Minutes on the road; None when somebody is missed or the way home ends too late. Stops count from 0."""
    if sorted(order) != list(range(len(day.stops))):
        return None
    here, now, road = 0, BEGINS, 0
    for stop in order:
        opens, closes, stay = day.stops[stop]
        road += day.minutes[here][stop + 1]
        now = max(now + day.minutes[here][stop + 1], opens) + stay
        if now > closes:
            return None
        here = stop + 1
    return road + day.minutes[here][0] if now + day.minutes[here][0] <= ENDS else None


def best(day: Day) -> int | None:
    """The least minutes on the road, by trying every order (eight stops: 40,320)."""
    found = (travel(day, list(order)) for order in permutations(range(len(day.stops))))
    return min((one for one in found if one is not None), default=None)
