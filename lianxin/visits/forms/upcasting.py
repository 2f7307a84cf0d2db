"""A visit told with an earlier form, in the codes of a later one. Pure.

A form names the codes it gave up and what took their place (`replaced`); options are never renamed, and a
code that nobody replaced stays as it is: nothing that was told is left out.
"""

from typing import Any

import msgspec

from lianxin.policies.form.parts import VisitForm
from lianxin.visits.payloads import ItemUrgent, VisitRecord


def upcast(payload: Any, from_version: str | None, form: VisitForm) -> Any:
    """The payload as `form` would have it; the same object where nothing in it was replaced.

    `from_version`: the form it was told with, None where there was none. Doing it twice changes nothing more.
    """
    if from_version == form.version:
        return payload
    indicators, categories = form.replaced.indicators, form.replaced.categories
    if isinstance(payload, ItemUrgent):
        new = categories.get(payload.category, payload.category)
        return payload if new == payload.category else msgspec.structs.replace(payload, category=new)
    if not isinstance(payload, VisitRecord):
        return payload
    answers = [
        msgspec.structs.replace(one, indicator=indicators[one.indicator])
        if one.indicator in indicators
        else one
        for one in payload.answers
    ]
    items = [
        msgspec.structs.replace(one, category=categories[one.category]) if one.category in categories else one
        for one in payload.items
    ]
    if answers == payload.answers and items == payload.items:
        return payload
    return msgspec.structs.replace(payload, answers=answers, items=items)
