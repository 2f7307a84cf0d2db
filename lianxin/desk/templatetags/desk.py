"""What templates of the desk may ask for: the rail, words for days and classes, and shares as a bar."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from lianxin.desk import rail, words
from lianxin.desk.area_switch import Switch, switch_for
from lianxin.desk.reviews.words import KINDS, OUTCOMES
from lianxin.notices.models import Entry
from lianxin.people.access import may
from lianxin.people.middleware import open_step
from lianxin.registry.masking import mask_id_number, mask_phone
from lianxin.registry.vocabulary import HouseholdState, Sex, Source

register = template.Library()


@register.simple_tag
def sections(request: Any) -> list[rail.Section]:
    """The entries of the rail; none before signing in is complete."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated or open_step(person):
        return []
    return rail.sections_for(person)


@register.simple_tag
def unread_notices(request: Any) -> int:
    """How many lines of the person's own list are new to him."""
    return Entry.objects.of(request.user).unread().count()


@register.simple_tag
def area_switch(request: Any) -> Switch | None:
    """The choice of an area at the top of the page."""
    return switch_for(request)


@register.simple_tag
def allowed(person: Any, verb: str, thing: Any = None) -> bool:
    """Whether to show a button: `{% allowed request.user "fact.record" household as may_record %}`."""
    return may(person, verb, thing)


@register.filter
def day(moment: date | datetime | None) -> str:
    return words.day_words(moment, timezone.localdate()) if moment else ""


@register.filter
def ago(moment: date | datetime | None) -> str:
    return words.age_words(moment, timezone.localdate()) if moment else ""


@register.filter
def clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def counted(number: int | float) -> str:
    return f"{number:,}"


@register.filter
def tier(code: str) -> str:
    return words.tier_word(code)


@register.filter
def percent_of(part: int, whole: int) -> str:
    """`12.3%`, and nothing when there is no whole."""
    return f"{100 * part / whole:.1f}%" if whole else ""


@register.filter
def years(birth: date) -> int:
    return words.years_between(birth, timezone.localdate())


@register.filter
def household_state(code: str) -> str:
    return words.said(HouseholdState(code))


@register.filter
def sex(code: str) -> str:
    return words.said(Sex(code))


@register.filter
def source(code: str) -> str:
    return words.said(Source(code))


@register.filter
def review_kind(code: str) -> str:
    return str(KINDS[code])


@register.filter
def outcome(code: str) -> str:
    return str(OUTCOMES.get(code, ""))


@register.filter
def masked_id(number: str) -> str:
    return mask_id_number(number)


@register.filter
def masked_phone(number: str) -> str:
    return mask_phone(number)


@register.filter
def either(tiers: Sequence[str]) -> str:
    return words.either(list(tiers))


@register.filter
def unit(name: str) -> str:
    return words.unit_words(name)


@register.filter
def titled(thing: Any) -> str:
    return words.titled(thing)
