"""Contestants for the tests of the harness."""

from typing import Any


class Counting:
    """Counts its runs, and talks where it should not."""

    def __init__(self, start: int) -> None:
        self.runs = start

    def run(self) -> int:
        print("this line is not for the parent")
        self.runs += 1
        return self.runs

    def show(self, answer: int, **options: Any) -> dict[str, Any]:
        return {"answer": answer, **options}


def counting(start: int = 0) -> Counting:
    return Counting(start)


def failing() -> Counting:
    raise ValueError("no input")
