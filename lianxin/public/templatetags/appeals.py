"""What the household's page asks for by itself."""

from django import template
from django.utils import timezone

from lianxin.public.appeals import Told, told_to
from lianxin.registry.models import Household

register = template.Library()


@register.simple_tag
def left_out_of(household: Household) -> list[Told]:
    """The household's problems that staff are not measured by, with why, and until when it may appeal."""
    return told_to(household, timezone.now())
