"""The child's side of a side-by-side benchmark: prepare once, then work when told to. See `fairness.py`."""

import importlib
import json
import os
import resource
import sys
import time
from typing import Any, Protocol


class Course(Protocol):
    """Made by a factory that has already loaded the input. `run` alone is timed."""

    def run(self) -> Any:
        """Do the work and return the answer."""

    def show(self, answer: Any, **options: Any) -> dict[str, Any]:
        """What is needed to check the answer, as JSON."""


def main(target: str, options: str) -> None:
    # Whatever a library prints must not reach the parent.
    to_parent = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(**words: Any) -> None:
        print(json.dumps(words), file=to_parent, flush=True)

    started = time.perf_counter()
    module, factory = target.split(":")
    course: Course = getattr(importlib.import_module(module), factory)(**json.loads(options))
    say(seconds=time.perf_counter() - started)
    answer: Any = None
    for line in sys.stdin:
        asked = json.loads(line)
        if asked.pop("command") == "run":
            answer = None  # giving back the last answer's memory is nobody's work
            began, started = time.process_time(), time.perf_counter()
            answer = course.run()
            taken, worked = time.perf_counter() - started, time.process_time() - began
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            say(seconds=taken, cpu=worked, peak_mb=peak_mb)
        else:
            say(**course.show(answer, **asked))


if __name__ == "__main__":
    main(*sys.argv[1:])
