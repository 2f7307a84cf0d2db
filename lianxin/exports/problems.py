"""Problems as rows of a table: what kind, where, with whom, until when, how ended; never anybody's words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.exports.places import place_line
from lianxin.exports.vocabulary import Form
from lianxin.exports.writing import table
from lianxin.people.models import Staff
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.models import Ending, Judgement, Problem, Promise
from lianxin.problems.vocabulary import Channel, End, Phase
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import Relation

AT_ONCE = 1000
TITLE = ("问题", "Problems")
COLUMNS = (
    ("问题编号", "Number"),
    ("类别", "Category"),
    ("数量", "Quantity"),
    ("单位", "Unit"),
    ("户编号", "Household no."),
    ("户主", "Head"),
    ("镇、街道", "Town"),
    ("社区", "Community"),
    ("村", "Village"),
    ("从哪里来", "Came by"),
    ("哪天记下", "Opened on"),
    ("紧急程度", "Urgency"),
    ("历史遗留", "Long-standing"),
    ("在哪一级", "Rung"),
    ("办理阶段", "Phase"),
    ("归哪里办", "Held by"),
    ("谁负责", "In the hands of"),
    ("到期", "Due"),
    ("暂定", "Provisional"),
    ("超期", "Overdue"),
    ("承诺", "Promised for"),
    ("怎么办结的", "Ended"),
    ("哪天办结", "Ended on"),
    ("群众怎么说", "The household says"),
    ("没办好几次", "Not done, times"),
)

Progress = Callable[[int], None]


def header(lang: str) -> list[str]:
    return [titles[1 if lang == "en" else 0] for titles in COLUMNS]


def write_problems(
    path: Path,
    keys: Sequence[UUID],
    *,
    person: Any,
    form: Form,
    now: datetime,
    lang: str = "zh",
    progress: Progress = lambda done: None,
) -> int:
    """Write those of the problems that `person` sees now, in the order given; returns how many."""
    written = 0
    with table(path, form, header(lang), TITLE[1 if lang == "en" else 0]) as write:
        for row in _rows(keys, person, now, lang):
            write(row)
            written += 1
            if written % AT_ONCE == 0:
                progress(written)
    return written


def _rows(keys: Sequence[UUID], person: Any, now: datetime, lang: str) -> Iterator[list[str]]:
    places = {area.path: area for area in Area.objects.all()}
    lines = {area.pk: place_line(area, places) for area in places.values()}
    names = {area.pk: area.name for area in places.values()}
    ground = ground_or_none(now)
    words = _Words(ground.ladder if ground else None, lang)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        seen = Problem.objects.seen_by(person).filter(pk__among=some).defer("words", "wished").in_bulk()
        yield from _some_rows([seen[key] for key in some if key in seen], lines, names, words, now)


def _some_rows(
    problems: Sequence[Problem],
    lines: Mapping[UUID, list[str]],
    names: Mapping[UUID, str],
    words: "_Words",
    now: datetime,
) -> Iterator[list[str]]:
    """Some rows with a query for each table."""
    keys = [one.pk for one in problems]
    homes = Household.objects.defer("note").in_bulk({one.household_id for one in problems} - {None})
    people = Resident.objects.present().filter(household__among=list(homes), relation=Relation.HEAD.value)
    heads = dict(people.order_by().values_list("household", "name"))
    staff = Staff.objects.only("name").in_bulk({one.owner_id for one in problems} - {None})
    promises = Promise.objects.standing().filter(problem__among=keys).values_list("problem", "due_on")
    promised = dict(promises.order_by())
    standing = Ending.objects.filter(problem__among=keys, reopened_at=None).values_list("pk", "problem")
    ends = dict(standing.order_by())
    judged = {ends[one.pk]: one.is_done for one in Judgement.objects.filter(pk__in=list(ends))}
    for one in problems:
        home, owner = homes.get(one.household_id), staff.get(one.owner_id)
        yield [
            one.number,
            words.category(one.category),
            f"{one.quantity:g}" if one.quantity is not None else "",
            one.unit,
            home.number if home else "",
            heads.get(one.household_id, ""),
            *lines[one.area_id],
            words.of(Channel, one.channel),
            timezone.localdate(one.opened_at).isoformat(),
            words.urgency(one.urgency),
            words.yes(one.is_longstanding),
            words.rung(one.rung),
            words.of(Phase, one.phase),
            names.get(one.holder_id, ""),
            owner.name if owner else "",
            _moment(one.due_at),
            words.yes(one.is_provisional),
            words.yes(one.is_open and one.due_at < now),
            promised[one.pk].isoformat() if one.pk in promised else "",
            words.of(End, one.end) if one.end else "",
            timezone.localdate(one.ended_at).isoformat() if one.ended_at else "",
            words.judged(judged.get(one.pk)),
            str(one.not_done),
        ]


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


class _Words:
    """Codes in the language of the list; what no policy names stays itself."""

    def __init__(self, ladder: Ladder | None, lang: str) -> None:
        self.lang = lang
        self.rungs = {one.code: one.title for one in ladder.rungs} if ladder else {}
        self.categories = {code: one.title for code, one in ladder.categories.items()} if ladder else {}
        self.urgencies = {code: one.title for code, one in ladder.urgencies.items()} if ladder else {}

    def rung(self, code: str) -> str:
        return self._said(self.rungs.get(code), code)

    def category(self, code: str) -> str:
        return self._said(self.categories.get(code), code)

    def urgency(self, code: str) -> str:
        return self._said(self.urgencies.get(code), code)

    def of(self, kind: type[Any], code: str) -> str:
        return self._said(kind(code), code) if code in list(kind) else code

    def yes(self, truth: bool) -> str:
        return ("yes" if self.lang == "en" else "是") if truth else ""

    def judged(self, is_done: bool | None) -> str:
        if is_done is None:
            return ""
        words = ("done", "not done") if self.lang == "en" else ("办好了", "没办好")
        return words[0 if is_done else 1]

    def _said(self, title: Any, code: str) -> str:
        if title is None:
            return code
        return str(title.en if self.lang == "en" else title.zh)
