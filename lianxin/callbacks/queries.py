"""What a closed round says: rates, and shares with their intervals; nothing of one cadre, home or town."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.callbacks.estimating import Answers, Estimate, Rates, estimate, rates
from lianxin.callbacks.models import Round
from lianxin.callbacks.populations import population_of
from lianxin.callbacks.vocabulary import CHOICES, GRADES, Answer, Outcome, Part, Question
from lianxin.ratings.pooling import K


@dataclass(frozen=True, slots=True)
class Line:
    """How many homes of the frame would answer so."""

    answer: Answer
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Result:
    """`outcomes` and `rates` by part. `lines` by question, of the part drawn by chance alone: empty where too
    few answered to say anything. `few`: how many it takes."""

    outcomes: Mapping[Part, Mapping[Outcome, int]]
    rates: Mapping[Part, Rates]
    lines: Mapping[Question, tuple[Line, ...]]
    answered: int
    few: int


def result_of(made: Round, few: int) -> Result | None:
    """The result of a round; None before it is closed. At least `few` answers, never fewer than five homes;
    never fewer than ten where ratings are asked, as for a pool of one bad opinion.

    Shares are told of the whole round only: single towns would be too few, and told beside the whole they
    would give away each other.
    """
    if made.tallies is None:
        return None
    told, questions = made.tallies, population_of(made).questions
    few = max(few, 2 * K if GRADES & set(questions) else K)
    outcomes = {
        part: {Outcome(code): number for code, number in told["outcomes"].get(part.value, {}).items()}
        for part in Part
    }
    first, *further = questions
    lines = {first: _lines(told["strata"], first, made.confidence, few, is_of_all=True)}
    lines |= {question: _lines(told["strata"], question, made.confidence, few) for question in further}
    answered = sum(n for _code, _size, n, _said in told["strata"])
    return Result(outcomes, {part: rates(some) for part, some in outcomes.items()}, lines, answered, few)


def _lines(
    strata: list, question: Question, confidence: int, few: int, *, is_of_all: bool = False
) -> tuple[Line, ...]:
    """What only some are asked, as those who saw somebody, is told of them: they are their own whole, each
    stratum as large as those of its answers say it is. `is_of_all`: the question is put to everybody."""
    sizes = []
    for _code, size, n, said in strata:
        asked = sum(said.get(question.value, {}).values())
        whole = size if is_of_all else round(size * asked / n) if n else 0
        sizes.append((max(whole, asked), asked, said.get(question.value, {})))
    lines = []
    for answer in CHOICES[question]:
        answers = [Answers(size, n, said.get(answer.value, 0)) for size, n, said in sizes]
        found = estimate(answers, confidence=confidence, few=few)
        if found is None:
            return ()
        lines.append(Line(answer, found))
    return tuple(lines)
