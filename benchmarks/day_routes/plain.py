"""What one would write by hand: dynamic programming over sets of stops, and going to the nearest next."""

from benchmarks.day_routes.courses import Order, Ordering
from benchmarks.day_routes.task import BEGINS, ENDS, Day

State = tuple[int, int]  # stops made (mask), the last one
Label = tuple[int, int, tuple[int, ...]]  # minutes on the road, the time, the order


def dynamic(count: int, seed: int) -> Ordering:
    """Exact: all ways to a state that are not both longer and later than another."""
    return Ordering(_dynamic, count, seed)


def nearest(count: int, seed: int) -> Ordering:
    """The nearest stop that is still open on arrival; what comes too late is not noticed before."""
    return Ordering(_nearest, count, seed)


def _dynamic(day: Day) -> Order:
    layer: dict[State, list[Label]] = {(0, -1): [(0, BEGINS, ())]}
    for _ in day.stops:
        following: dict[State, list[Label]] = {}
        for (made, last), labels in layer.items():
            for stop, (opens, closes, stay) in enumerate(day.stops):
                if made >> stop & 1:
                    continue
                step = day.minutes[last + 1][stop + 1]
                known = following.setdefault((made | 1 << stop, stop), [])
                for road, now, order in labels:
                    leaves = max(now + step, opens) + stay
                    if leaves <= closes and not any(
                        one[0] <= road + step and one[1] <= leaves for one in known
                    ):
                        known[:] = [one for one in known if one[0] < road + step or one[1] < leaves]
                        known.append((road + step, leaves, (*order, stop)))
        layer = following
    ends = [
        (road + day.minutes[last + 1][0], order)
        for (_, last), labels in layer.items()
        for road, now, order in labels
        if now + day.minutes[last + 1][0] <= ENDS
    ]
    return list(min(ends)[1]) if ends else None


def _nearest(day: Day) -> Order:
    here, now, left, order = 0, BEGINS, set(range(len(day.stops))), []
    while left:
        row = day.minutes[here]
        open_still = [one for one in left if now + row[one + 1] + day.stops[one][2] <= day.stops[one][1]]
        stop = min(open_still or left, key=lambda one: (row[one + 1], one))
        opens, _, stay = day.stops[stop]
        now, here = max(now + row[stop + 1], opens) + stay, stop + 1
        left.remove(stop)
        order.append(stop)
    return order
