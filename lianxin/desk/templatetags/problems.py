"""What templates of problems may ask for: the tabs of the section."""

from typing import Any

from django import template

from lianxin.desk.problems import tabs

register = template.Library()


@register.simple_tag
def problem_tabs(person: Any) -> list[tabs.Tab]:
    return tabs.tabs_for(person)
