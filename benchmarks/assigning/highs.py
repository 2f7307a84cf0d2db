"""Asking HiGHS: an oracle that shares no code with Lianxin's solver."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from lianxin.pairing.vocabulary import Floats, Ints

ALONE = Path(__file__).with_name("highs_alone.py")


@dataclass(frozen=True)
class Problem:
    """Arcs (home, cadre, cost); visits and past (points if left alone) of homes; places and room of cadres.

    whole: homes must not be shared out.
    """

    home: Ints
    cadre: Ints
    cost: Floats
    visits: Ints
    past: Floats
    places: Ints
    room: Ints
    whole: bool


@dataclass(frozen=True)
class Answer:
    """value: the least cost, points. share: of each arc, 0 to 1."""

    value: float
    share: Floats


def ask(problems: Sequence[Problem], seconds: float = 60.0) -> list[Answer]:
    """Solve problems one after the other, each within some seconds, in one process of HiGHS."""
    with TemporaryDirectory() as folder:
        names = [f"{number:06}.npz" for number in range(len(problems))]
        for name, problem in zip(names, problems, strict=True):
            np.savez(Path(folder, f"problem-{name}"), **asdict(problem))
        subprocess.run([sys.executable, str(ALONE), folder, str(seconds)], check=True)
        found = [np.load(Path(folder, f"answer-{name}")) for name in names]
        return [Answer(float(answer["value"]), answer["share"]) for answer in found]
