"""What templates of problems may ask for: the tabs of the section, and the words of codes."""

from typing import Any

from django import template
from django.urls import reverse

from lianxin.desk.problems import tabs
from lianxin.desk.visits.words import word
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Channel, End, Phase

register = template.Library()


@register.simple_tag
def problem_tabs(person: Any) -> list[tabs.Tab]:
    return tabs.tabs_for(person)


@register.filter
def step_address(noun: str, problem: Problem) -> str:
    """Where the form of a step is sent to."""
    return reverse(f"desk:problem-{noun}", args=[problem.pk])


def _of(kind: type[Any]) -> Any:
    return lambda code: word(kind, code)


register.filter("problem_phase", _of(Phase))
register.filter("problem_end", _of(End))
register.filter("problem_channel", _of(Channel))
