"""Households as rows of a table: who they are, where, their class and why, and what is known of them.

ID numbers and phones are not among the columns: they are looked at one by one, for a purpose.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.classification.models import Standing
from lianxin.classification.vocabulary import Tier
from lianxin.exports.vocabulary import Form
from lianxin.exports.writing import table
from lianxin.policies.catalogue import default
from lianxin.policies.models import Policy
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import shown
from lianxin.registry.vocabulary import HouseholdState, Relation

AT_ONCE = 500
COLUMNS = (
    ("户编号", "Household no."),
    ("户主", "Head"),
    ("人口", "Members"),
    ("镇、街道", "Town"),
    ("社区", "Community"),
    ("村", "Village"),
    ("组", "Group"),
    ("住址", "Address"),
    ("在册情况", "On the register"),
    ("类别", "Class"),
    ("何时起", "Since"),
    ("理由", "Reasons"),
    ("还可能是", "Could still be"),
    ("还要问", "Still to ask"),
)
TITLE = ("户情", "Households")
LEVELS = ("town", "community", "village")

Progress = Callable[[int], None]


def header(lang: str) -> list[str]:
    """The titles of all columns: the fixed ones, then one for each fact of a household."""
    spoken = 1 if lang == "en" else 0
    facts = [one.title_en if spoken else one.title_zh for one in default().about("household")]
    return [titles[spoken] for titles in COLUMNS] + facts


def write_households(
    path: Path,
    keys: Sequence[UUID],
    *,
    person: Any,
    form: Form,
    lang: str = "zh",
    progress: Progress = lambda done: None,
) -> int:
    """Write those of the households that `person` sees now, in the order given; returns how many."""
    written = 0
    with table(path, form, header(lang), TITLE[1 if lang == "en" else 0]) as write:
        for row in _rows(keys, person, lang):
            write(row)
            written += 1
            if written % AT_ONCE == 0:
                progress(written)
    return written


def _rows(keys: Sequence[UUID], person: Any, lang: str) -> Iterator[list[str]]:
    places = {area.path: area for area in Area.objects.all()}
    titles = _rule_titles(lang)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        seen = Household.objects.seen_by(person).select_related("area").in_bulk(some)
        yield from _some_rows([seen[key] for key in some if key in seen], places, titles, lang)


def _some_rows(
    households: Sequence[Household], places: dict[str, Area], titles: dict[tuple[UUID, str], str], lang: str
) -> Iterator[list[str]]:
    """A handful of rows with five queries."""
    keys = [household.pk for household in households]
    residents = Resident.objects.filter(household__in=keys).order_by()
    members = dict(residents.present().values_list("household").annotate(Count("pk")))
    known = residents.filter(relation=Relation.HEAD.value).order_by("state")  # "present" comes last and wins
    heads = dict(known.values_list("household", "name"))
    standings = Standing.objects.in_bulk(keys)
    facts = Fact.objects.current().filter(household__in=keys, resident=None)
    values = {(key, code): value for key, code, value in facts.values_list("household", "indicator", "value")}
    for one in households:
        row = [one.number, heads.get(one.pk, ""), str(members.get(one.pk, 0))]
        row += [*_place(one.area, places), one.group_name, one.address]
        row.append(_said(HouseholdState(one.state), lang))
        row += _class(standings.get(one.pk), titles, lang)
        for indicator in default().about("household"):
            value = values.get((one.pk, indicator.code))
            row.append("" if value is None else shown(value, indicator, lang))
        yield row


def _place(area: Area, places: dict[str, Area]) -> list[str]:
    """The names of town, community and village; empty where a level is left out."""
    codes = area.codes
    line = [places.get("/".join(codes[: end + 1]) + "/") for end in range(len(codes))]
    names = {one.level: one.name for one in line if one}
    return [names.get(level, "") for level in LEVELS]


def _class(standing: Standing | None, titles: dict[tuple[UUID, str], str], lang: str) -> list[str]:
    if standing is None:
        return ["", "", "", "", ""]
    between = "; " if lang == "en" else "；"
    asked = [default().get(code) for code in standing.ask]
    return [
        _said(Tier(standing.tier), lang),
        standing.since_on.isoformat(),
        between.join(titles.get((standing.policy_id, rule), rule) for rule in standing.rules),
        between.join(_said(Tier(tier), lang) for tier in standing.could_be),
        between.join((one.title_en if lang == "en" else one.title_zh) for one in asked if one),
    ]


def _rule_titles(lang: str) -> dict[tuple[UUID, str], str]:
    """(policy, rule) → its title, of all policies a standing can name."""
    found = {}
    for policy in Policy.objects.filter(kind="tiers"):
        for rule in policy.document.rules:
            found[policy.pk, rule.id] = rule.title_en if lang == "en" else rule.title_zh
    return found


def _said(word: Any, lang: str) -> str:
    return str(word.en if lang == "en" else word.zh)
