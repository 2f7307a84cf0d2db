"""What every change to the tree asks first. Each check raises AreaRefusal."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.areas import guards
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import DISTRICT, LONGEST_NAME, PARENT_LEVELS

SHOWN = 3


def lock_tree(*areas: Area) -> list[Area]:
    """Hold the tree until the transaction ends, so that two changes never cross; the areas as they are."""
    Area.objects.select_for_update().filter(parent=None).first()
    return [Area.objects.get(pk=area.pk) for area in areas]


def tidy_name(name: str) -> str:
    name = "".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise AreaRefusal("bad_name", longest=LONGEST_NAME)
    return name


def ensure_open(*areas: Area) -> None:
    for area in areas:
        if not area.is_open:
            raise AreaRefusal("is_closed", name=area.name)


def ensure_below_district(area: Area) -> None:
    if area.level == DISTRICT:
        raise AreaRefusal("is_district")


def ensure_may_hang(name: str, level: str, parent: Area) -> None:
    if parent.level not in PARENT_LEVELS[level]:
        raise AreaRefusal(
            "wrong_level",
            name=name,
            level=Area(level=level).get_level_display(),
            parent=parent.name,
            parent_level=parent.get_level_display(),
        )


def ensure_name_free(name: str, parent: Area, *, besides: Area | None = None) -> None:
    twins = Area.objects.open().filter(parent=parent, name=name)
    if twins.exclude(pk=besides.pk if besides else None).exists():
        raise AreaRefusal("name_taken", parent=parent.name, name=name)


def ensure_empty(area: Area) -> None:
    """Nothing open lies below the area, and no guard counts anything on it."""
    if below := list(Area.objects.open().within(area).exclude(pk=area.pk)):
        some = str(_("、")).join(child.name for child in below[:SHOWN])
        raise AreaRefusal("has_areas", name=area.name, count=len(below), some=some)
    if held := guards.held(area):
        raise AreaRefusal("has_holdings", name=area.name, what=guards.in_words(held))


def day_of_change(area: Area, on: date | None, now: datetime) -> date:
    """The day a change counts from: today unless said otherwise, not before the area's last change."""
    today = timezone.localdate(now)
    day = on or today
    last_name = area.past_names.last()
    since = max(area.opened_on, last_name.to_on) if last_name else area.opened_on
    if day > today:
        raise AreaRefusal("in_the_future", on=day.isoformat())
    if day < since:
        raise AreaRefusal("too_early", on=day.isoformat(), name=area.name, since=since.isoformat())
    return day
