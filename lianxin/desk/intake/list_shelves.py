"""Workbooks in which each row stands for itself: the calendar of a year, lists of problems handed over."""

from django.utils.translation import gettext_lazy as _

from lianxin.desk.intake.shelves import Figure, Shelf
from lianxin.intake.calendar.template import write_calendar_template
from lianxin.intake.models import CALENDAR, PETITIONS
from lianxin.intake.petitions.template import write_petitions_template

CALENDARS = Shelf(
    kind=CALENDAR,
    prefix="calendar-",
    folder="calendar",
    here="policies",
    blank="desk:calendar-template",
    write_blank=write_calendar_template,
    parts=("years",),
    figures=(Figure(_("新的年份"), "years", "created"), Figure(_("更新的年份"), "years", "updated")),
    too_large=_("文件超过 %(limit)d MB。一年的安排用不了这么大，请核对是不是选错了文件。"),
)
PETITION_LISTS = Shelf(
    kind=PETITIONS,
    prefix="petition-",
    folder="petitions",
    here="problems",
    blank="desk:petition-template",
    write_blank=write_petitions_template,
    parts=("problems",),
    figures=(Figure(_("新开的问题"), "problems", "created"),),
    too_large=_("文件超过 %(limit)d MB。请按月或按镇拆成几个文件再交。"),
)
SHELVES = (CALENDARS, PETITION_LISTS)
UNDOING = {CALENDAR: "calendar.undo", PETITIONS: "petitions.undo"}
"""By kind of file, the work that takes an import of it back."""
