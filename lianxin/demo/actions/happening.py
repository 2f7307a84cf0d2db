"""What happened lately in the homes of those whose logins are printed: something is owed there today."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.demo.staff import Colleague
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.planning import vocabulary as planning
from lianxin.planning.actions import report

LATELY = ((planning.Report.HOSPITAL, 7), (planning.Report.JOB_LOSS, 3))
"""What, and how many days ago: a stay in hospital calls for a visit within seven days, so it is due today."""


def let_happen(colleagues: Iterable[Colleague], *, now: datetime) -> int:
    """Report it of the first homes of every collector with a login, as he would; returns how many reports."""
    numbers = [one.number for one in colleagues if one.is_login and one.role is Role.COLLECTOR]
    told = 0
    for cadre in Staff.objects.filter(number__in=numbers):
        homes = cadre.kept.select_related("area").order_by("number")[: len(LATELY)]
        for home, (kind, days) in zip(homes, LATELY, strict=False):
            on = timezone.localdate(now) - timedelta(days=days)
            report(kind.value, area=home.area, household=home, happened_on=on, actor=cadre, now=now)
            told += 1
    return told
