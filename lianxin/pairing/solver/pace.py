"""The time that is left. Pure but for the clock, and the only place where the solver looks at one.

All work is cut into steps that are the same on every run; the clock may only say that no further step is
begun. As long as it never does, the same task and seed give the same plan.
"""

import time


class Pace:
    """A budget of seconds that begins now. cut_short: a step was left out because it was spent."""

    def __init__(self, seconds: float) -> None:
        self.began = time.perf_counter()
        self.budget = seconds
        self.cut_short = False

    def allows(self) -> bool:
        """Whether another step may begin."""
        if self.spent() < self.budget:
            return True
        self.cut_short = True
        return False

    def spent(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self.began
