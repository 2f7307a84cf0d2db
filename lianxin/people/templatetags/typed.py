"""What somebody wrote and could not send, back on the page that says why."""

from typing import Any

from django import template

from lianxin.people import unsent

register = template.Library()


@register.inclusion_tag("people/typed.html", takes_context=True)
def typed(context: dict[str, Any]) -> dict[str, list[str]]:
    """The texts of the form that was sent here, for its writer to copy; nothing where no form was sent."""
    return {"words": unsent.words_of(context["request"])}
