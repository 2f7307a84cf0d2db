"""The changes an area page offers: the form of each, what it will do, and the action that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.areas import actions
from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT, VILLAGE
from lianxin.desk.areas import foresight, forms

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change. `fits(area)`: the page offers it; `run(area, given, by)`: the action, done."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    form: Callable[..., Any]
    foresee: Callable[[Area, Given], list[str]]
    run: Callable[[Area, Given, Mapping[str, Any]], Area]
    fits: Callable[[Area], bool]

    def rehearse(self, area: Area, given: Given, *, actor: Any, now: datetime) -> None:
        """Do it and take it all back at once. Raises AreaRefusal where it would be refused."""
        with transaction.atomic():
            self.run(area, given, {"actor": actor, "now": now})
            transaction.set_rollback(True)


def _dated(given: Given) -> dict[str, Any]:
    return {"on": given.get("on"), "reason": given["reason"]}


def _is_part(area: Area) -> bool:
    return area.is_open and area.level != DISTRICT


CHANGES: dict[str, Change] = {
    "name": Change(
        title=_("改名"),
        button=_("改名"),
        done=_("已改名。"),
        form=forms.NameForm,
        foresee=foresight.of_name,
        run=lambda area, given, by: actions.rename_area(
            area=area, name=given["name"], level=given.get("level"), **_dated(given), **by
        ),
        fits=lambda area: area.is_open,
    ),
    "parent": Change(
        title=_("改上级"),
        button=_("移过去"),
        done=_("已移到新的上级下面。"),
        form=forms.ParentForm,
        foresee=foresight.of_parent,
        run=lambda area, given, by: actions.move_area(
            area=area, parent=given["other"], **_dated(given), **by
        ),
        fits=lambda area: _is_part(area) and area.level != "town",
    ),
    "merger": Change(
        title=_("并入别处"),
        button=_("合并"),
        done=_("已合并。"),
        form=forms.MergerForm,
        foresee=foresight.of_merger,
        run=lambda area, given, by: actions.merge_area(area=area, into=given["other"], **_dated(given), **by),
        fits=_is_part,
    ),
    "closing": Change(
        title=_("撤销区划"),
        button=_("撤销这个区划"),
        done=_("已撤销。"),
        form=forms.ClosingForm,
        foresee=foresight.of_closing,
        run=lambda area, given, by: actions.close_area(area=area, **_dated(given), **by),
        fits=_is_part,
    ),
    "reopening": Change(
        title=_("恢复区划"),
        button=_("恢复这个区划"),
        done=_("已恢复。"),
        form=forms.ReopeningForm,
        foresee=foresight.of_reopening,
        run=lambda area, given, by: actions.reopen_area(
            area=area, parent=given.get("other"), reason=given["reason"], **by
        ),
        fits=lambda area: not area.is_open,
    ),
    "below": Change(
        title=_("下面设新的区划"),
        button=_("设立"),
        done=_("已设立。"),
        form=forms.BelowForm,
        foresee=foresight.of_below,
        run=lambda area, given, by: actions.add_area(
            parent=area, **{key: given[key] for key in ("code", "name", "level", "on", "reason")}, **by
        ),
        fits=lambda area: area.is_open and area.level != VILLAGE,
    ),
}


def offered(area: Area) -> list[tuple[str, Change]]:
    """What can be done with an area as it stands, by the words of the address."""
    return [(code, change) for code, change in CHANGES.items() if change.fits(area)]
