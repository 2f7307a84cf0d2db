"""How the desk says what a round found."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.callbacks.queries import Result
from lianxin.callbacks.vocabulary import Answer, Outcome, Question
from lianxin.desk.callbacks.forms import answer_words
from lianxin.desk.words import said
from lianxin.policies.script import CallScript


@dataclass(frozen=True, slots=True)
class Share:
    """One answer with its share of all homes asked of, in whole per cent; `n` homes answered the question."""

    answer: str
    percent: int
    low: int
    high: int
    n: int


def result_lines(result: Result, script: CallScript) -> list[tuple[str, list[Share]]]:
    """By question, in the order of the script, the share of each answer; a question with too few answers has
    none."""
    return [
        (
            said(script.questions[question.value]),
            [
                Share(
                    answer_words(question, line.answer),
                    round(100 * line.estimate.share),
                    int(100 * line.estimate.low),
                    min(100, -int(-100 * line.estimate.high // 1)),
                    line.estimate.n,
                )
                for line in lines
            ],
        )
        for question, lines in result.lines.items()
    ]


def outcome_lines(outcomes: Mapping[Outcome, int]) -> list[tuple[str, int]]:
    """What came of the calls, in the order of `Outcome`, without those that nothing came of."""
    return [(said(one), outcomes[one]) for one in Outcome if outcomes.get(one)]


def said_answers(answers: Mapping[str, str], script: CallScript) -> list[tuple[str, str]]:
    """The answers of one home, question and answer."""
    return [
        (said(script.questions[question.value]), answer_words(question, Answer(answers[question.value])))
        for question in Question
        if question.value in answers and question.value in script.questions
    ]
