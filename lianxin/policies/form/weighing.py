"""What a form costs the people who fill it in, held against the budget of its own policy. Pure.

A question about residents counts once for each member of a home of ordinary size. In one visit no more than
`form_questions` facts are asked, however long the form is, so that is what its minutes are counted by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from lianxin.policies.form.parts import Question

NUMBERS = (
    *("form_questions", "form_fields", "form_minutes"),
    *("form_members", "form_seconds", "form_items_minutes"),
)
"""What a policy with a form must state: most questions in a visit, most fields, most minutes; members of an
ordinary home, seconds a field takes, minutes that needs, advice and effects take."""


@dataclass(frozen=True, slots=True)
class Weight:
    """`over` is the first question with which the form has too many fields; None: it keeps to the budget."""

    fields: int
    minutes: int
    over: Question | None


def weigh(questions: Sequence[Question], numbers: Mapping[str, int | float]) -> Weight:
    """Count the fields and minutes of a form; `numbers` holds all of NUMBERS."""
    fields, over = 0, None
    for question in questions:
        fields += int(numbers["form_members"]) if question.about == "resident" else 1
        if over is None and fields > numbers["form_fields"]:
            over = question
    asked = min(fields, int(numbers["form_questions"]))
    minutes = ceil(asked * numbers["form_seconds"] / 60 + numbers["form_items_minutes"])
    return Weight(fields, minutes, over)
