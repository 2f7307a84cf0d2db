"""What the page of a problem says of whether it counts."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone

from lianxin.desk.problems.exclusions import ProposalForm, title_of
from lianxin.desk.problems.speech import Speech
from lianxin.desk.words import said
from lianxin.people.access import may
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.actions.excluding import refuse_settled
from lianxin.problems.models import Exclusion, Problem

register = template.Library()


@dataclass(frozen=True, slots=True)
class Standing:
    """The exclusions of a problem with (exclusion, ground, stage) of each, the latest first; `form` where one
    may be proposed."""

    lines: list[tuple[Exclusion, str, str]]
    form: ProposalForm | None


@register.simple_tag
def exclusions_of(problem: Problem, person: Any) -> Standing:
    speech = Speech.at(timezone.now())
    rows = Exclusion.objects.filter(problem=problem).order_by("-proposed_at", "-pk")
    lines = [(one, title_of(one.ground, speech), said(one.stage)) for one in rows]
    form = None
    if speech.ground and speech.ground.ladder.exclusions and may(person, "exclusion.propose", problem):
        try:
            refuse_settled(problem)
        except ProblemsRefused:
            pass
        else:
            form = ProposalForm(speech.ground.ladder, auto_id="exclusion-%s")
    return Standing(lines, form)
