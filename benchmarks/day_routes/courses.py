"""What all contestants have in common: they order every day, and show the orders."""

from collections.abc import Callable
from typing import Any

from benchmarks.day_routes.task import Day, days

Order = list[int] | None
Orders = list[Order]


class Ordering:
    """Calls `order` for one day after the other."""

    def __init__(self, order: Callable[[Day], Order], count: int, seed: int) -> None:
        self.order, self.days = order, days(count, seed)

    def run(self) -> Orders:
        return [self.order(day) for day in self.days]

    def show(self, answer: Orders, **options: Any) -> dict[str, Any]:
        return {"orders": answer}
