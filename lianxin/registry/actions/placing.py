"""Correcting where a household is written down: its village or community, and its group."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.ledger.models import Event
from lianxin.registry.actions.steps import Step, StructureRefused
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import HouseholdState

LONGEST_GROUP = 40


@transaction.atomic
def correct_place(
    household: Household, *, area: Any, group_name: str, actor: Any, now: datetime, reason: str = ""
) -> Event:
    """Write a household down in another area or group; `undo_structure` takes the event back.

    Raises StructureRefused: not-present, not-a-village (households live in villages and communities),
    closed-area, same-place.
    """
    household = Household.objects.select_for_update(of=("self",)).select_related("area").get(pk=household.pk)
    group_name = group_name.strip()[:LONGEST_GROUP]
    if household.state != HouseholdState.PRESENT.value:
        raise StructureRefused(
            "not-present", _("%(number)s 户已不在册，不能再做这一步。") % {"number": household.number}
        )
    if area.level not in ("community", "village"):
        raise StructureRefused(
            "not-a-village", _("%(area)s不是村也不是社区，户要登记到村或社区。") % {"area": area.name}
        )
    if not area.is_open:
        raise StructureRefused(
            "closed-area", _("%(area)s已经撤销，请选现在的村或社区。") % {"area": area.name}
        )
    if (household.area_id, household.group_name) == (area.pk, group_name):
        raise StructureRefused(
            "same-place", _("%(number)s 户本来就登记在那里。") % {"number": household.number}
        )
    step = Step()
    step.change(household, area_id=area.pk, group_name=group_name)
    return step.write("household.moved", household, actor=actor, now=now, reason=reason)
