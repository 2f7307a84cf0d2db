"""What happens to families: moving, splitting, merging, dying; and taking such a step back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.ledger.models import Event
from lianxin.registry.actions.steps import Step, StructureRefused, take_back
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import HouseholdState, Relation, ResidentState

UNDOABLE = (
    "household.moved",
    "household.moved_away",
    "household.split",
    "household.merged",
    "resident.moved",
    "resident.died",
    "resident.left",
    "resident.withdrawn",
)


@transaction.atomic
def move_household(household: Household, *, area: Any, actor: Any, now: datetime, reason: str = "") -> Event:
    """Move a household to another village or community of the district."""
    _need_present(household)
    step = Step()
    step.change(household, area_id=area.pk, group_name="")
    return step.write("household.moved", household, actor=actor, now=now, reason=reason)


@transaction.atomic
def move_household_away(household: Household, *, left_on: date, actor: Any, now: datetime) -> Event:
    """The whole household leaves the district; its history stays."""
    need_past(left_on, now)
    step = Step()
    leave(step, household, present_in(household), left_on=left_on)
    return step.write("household.moved_away", household, actor=actor, now=now)


@transaction.atomic
def move_resident(
    resident: Resident,
    *,
    to: Household,
    relation: Relation,
    actor: Any,
    now: datetime,
    new_head: Resident | None = None,
) -> Event:
    """Move one person to another household (marriage, care); his facts go with him."""
    home = resident.household
    _need_present(to)
    remaining = _remaining(home, present_in(home), [resident], new_head)
    step = Step()
    _join(step, resident, to, relation)
    _follow(step, home, remaining, new_head)
    return step.write("resident.moved", to, actor=actor, now=now)


@transaction.atomic
def split_household(
    household: Household,
    *,
    number: str,
    members: Mapping[Resident, Relation],
    actor: Any,
    now: datetime,
    new_head: Resident | None = None,
) -> Household:
    """Some members found a household of their own, `number`, in the same village; one of them is its head."""
    if list(members.values()).count(Relation.HEAD) != 1:
        raise StructureRefused("one-head", _("分出去的这一户要有一位户主，而且只能有一位。"))
    if Household.objects.filter(number=number).exists():
        raise StructureRefused(
            "number-taken", _("户编号 %(number)s 已经有一户在用，请换一个。") % {"number": number}
        )
    remaining = _remaining(household, present_in(household), members, new_head)
    new = Household.objects.create(
        number=number,
        area_id=household.area_id,
        group_name=household.group_name,
        address=household.address,
        created_at=now,
    )
    step = Step()
    step.note(new, "state", HouseholdState.DISSOLVED.value, new.state)
    for resident, relation in members.items():
        _join(step, resident, new, relation)
    _follow(step, household, remaining, new_head)
    step.write("household.split", household, actor=actor, now=now, reason=number)
    return new


@transaction.atomic
def merge_households(
    household: Household,
    *,
    into: Household,
    relations: Mapping[Resident, Relation],
    actor: Any,
    now: datetime,
) -> Event:
    """Bring all members of `household` into another one; those not named in `relations` become `other`."""
    if household.pk == into.pk:
        raise StructureRefused("same-household", _("不能把一户并入它自己。"))
    _need_present(household)
    _need_present(into)
    step = Step()
    for resident in household.residents.present():
        _join(step, resident, into, relations.get(resident, Relation.OTHER))
    step.change(household, state=HouseholdState.MERGED.value, merged_into_id=into.pk)
    return step.write("household.merged", household, actor=actor, now=now, reason=into.number)


@transaction.atomic
def record_death(
    resident: Resident, *, died_on: date, actor: Any, now: datetime, new_head: Resident | None = None
) -> Event:
    """A resident died. When it was the head, `new_head` follows; an empty household is closed."""
    household = resident.household
    need_past(died_on, now)
    step = Step()
    die(step, resident, present_in(household), died_on=died_on, new_head=new_head)
    return step.write("resident.died", household, actor=actor, now=now)


@transaction.atomic
def move_resident_away(
    resident: Resident, *, left_on: date, actor: Any, now: datetime, new_head: Resident | None = None
) -> Event:
    """One person leaves the district and the others stay; an empty household is closed."""
    household = resident.household
    need_past(left_on, now)
    remaining = _remaining(household, present_in(household), [resident], new_head)
    step = Step()
    step.change(resident, state=ResidentState.MOVED.value, left_on=left_on)
    _follow(step, household, remaining, new_head)
    return step.write("resident.left", household, actor=actor, now=now)


@transaction.atomic
def withdraw_resident(
    resident: Resident, *, actor: Any, now: datetime, new_head: Resident | None = None
) -> Event:
    """Take somebody off the register who was put there by mistake; what was said of him stays readable."""
    household = resident.household
    remaining = _remaining(household, present_in(household), [resident], new_head)
    step = Step()
    step.change(resident, state=ResidentState.MISTAKEN.value, left_on=timezone.localdate(now))
    _follow(step, household, remaining, new_head)
    return step.write("resident.withdrawn", household, actor=actor, now=now)


@transaction.atomic
def undo_structure(event: Event, *, actor: Any, now: datetime) -> Event:
    """Take a step back: every field it changed returns to what it was.

    Raises StructureRefused when the event is no such step, or something it touched was changed since.
    """
    if event.kind not in UNDOABLE:
        raise StructureRefused("not-undoable", _("这一步不能撤销。"))
    household = Household.objects.get(pk=event.subject_id)
    step = take_back(event)
    household.refresh_from_db()
    return step.write("step.undone", household, actor=actor, now=now, reason=f"{event.kind} {event.pk}")


def leave(step: Step, household: Household, present: Sequence[Resident], *, left_on: date) -> None:
    """Everyone of a household leaves the district, and it with them."""
    _need_present(household)
    for resident in present:
        step.change(resident, state=ResidentState.MOVED.value, left_on=left_on)
    step.change(household, state=HouseholdState.MOVED_AWAY.value)


def die(
    step: Step, resident: Resident, present: Sequence[Resident], *, died_on: date, new_head: Resident | None
) -> None:
    """A resident dies; whoever is named leads the household from now on."""
    household = resident.household
    remaining = _remaining(household, present, [resident], new_head)
    step.change(resident, state=ResidentState.DEAD.value, left_on=died_on)
    _follow(step, household, remaining, new_head)


def present_in(household: Household) -> Sequence[Resident]:
    return list(household.residents.present())


def need_past(day: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        raise StructureRefused("day-ahead", _("日期 %(day)s 还没到，请核对。") % {"day": day})


def _need_present(household: Household) -> None:
    if household.state != HouseholdState.PRESENT.value:
        raise StructureRefused(
            "not-present", _("%(number)s 户已不在册，不能再做这一步。") % {"number": household.number}
        )


def _remaining(
    home: Household, present: Iterable[Resident], leaving: Iterable[Resident], new_head: Resident | None
) -> set[UUID]:
    """Who stays. Everyone who leaves must live here; a head who leaves others behind names who follows."""
    _need_present(home)
    living = {resident.pk: resident for resident in present}
    gone = {resident.pk for resident in leaving}
    if strange := gone - set(living):
        raise StructureRefused(
            "not-a-member",
            _("有 %(people)s 人不在 %(number)s 户，请核对。")
            % {"people": len(strange), "number": home.number},
        )
    remaining = set(living) - gone
    head_leaves = any(living[key].relation == Relation.HEAD.value for key in gone)
    if head_leaves and remaining and (new_head is None or new_head.pk not in remaining):
        raise StructureRefused("head-needed", _("户主不在这一户了，请先从留下的人里选一位新户主。"))
    return remaining


def _join(step: Step, resident: Resident, to: Household, relation: Relation) -> None:
    if relation is Relation.HEAD and to.head:
        raise StructureRefused(
            "second-head", _("%(number)s 户已有户主%(name)s。") % {"number": to.number, "name": to.head.name}
        )
    step.change(resident, household_id=to.pk, relation=relation.value)


def _follow(step: Step, home: Household, remaining: set[UUID], new_head: Resident | None) -> None:
    """The new head takes over; a household that nobody lives in any more is closed."""
    if new_head:
        step.change(new_head, relation=Relation.HEAD.value)
    elif not remaining:
        step.change(home, state=HouseholdState.DISSOLVED.value)
