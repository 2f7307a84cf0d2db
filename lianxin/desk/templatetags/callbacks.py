"""Shares of call-backs, as pages write them."""

from django import template

register = template.Library()


@register.filter
def share(part: float) -> str:
    """`57%` of a share of 1."""
    return f"{part:.0%}"
