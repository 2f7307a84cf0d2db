"""The titles on 总览: each says what its picture shows, in one sentence with numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lianxin.desk.overview.course import Course
from lianxin.desk.overview.movements import Line


def course_title(course: Course) -> str:
    """`连心户 4,018 户，比 3 个月前少 36 户`."""
    values = {"number": f"{course.counts['priority'][-1]:,}", "months": course.compared}
    change = course.change("priority")
    if change is None:
        return _("连心户 %(number)s 户；登记的户还在增加，先不和以前比") % values
    if change == 0:
        return _("连心户 %(number)s 户，和 %(months)d 个月前一样多") % values
    values["change"] = f"{abs(change):,}"
    if change < 0:
        return _("连心户 %(number)s 户，比 %(months)d 个月前少 %(change)s 户") % values
    return _("连心户 %(number)s 户，比 %(months)d 个月前多 %(change)s 户") % values


def changes_title(lines: Sequence[Line]) -> str:
    """`流水镇多 9 户，关庙镇少 20 户`: the greatest rise and the greatest fall."""
    known = [line for line in lines if line.change is not None]
    rise = max((line.change for line in known), default=0)
    fall = min((line.change for line in known), default=0)
    values = {"rise": f"{rise:,}", "fall": f"{-fall:,}"}
    values["up"] = _names([line for line in known if line.change == rise])
    values["down"] = _names([line for line in known if line.change == fall])
    if rise > 0 and fall < 0:
        return _("连心户增加最多：%(up)s，多 %(rise)s 户；减少最多：%(down)s，少 %(fall)s 户") % values
    if rise > 0:
        return _("连心户增加最多：%(up)s，多 %(rise)s 户；没有哪里减少") % values
    if fall < 0:
        return _("连心户减少最多：%(down)s，少 %(fall)s 户；没有哪里增加") % values
    return _("各处的连心户都没有增减")


def _names(lines: Sequence[Line]) -> str:
    """One or two areas by name, and of more the first one with how many they are."""
    names = [line.short_name for line in lines]
    if len(names) <= 2:
        return _("、").join(names)
    return _("%(name)s等 %(count)d 处") % {"name": names[0], "count": len(names)}


def map_title(lines: Sequence[Line]) -> str:
    """`连心户占比最高的是晏坝镇：9.1%`."""
    known = [line for line in lines if line.priority]
    if not known:
        return _("这里没有连心户")
    highest = max(known, key=lambda line: line.priority / line.households)
    share = f"{100 * highest.priority / highest.households:.1f}%"
    return _("连心户占比最高的是%(name)s：%(share)s") % {"name": highest.area.name, "share": share}
