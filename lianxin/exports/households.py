"""Households as rows of a table: who they are, where, their class and why, and what is known of them.

ID numbers and phones are not among the columns: they are looked at one by one, for a purpose.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.classification.models import Standing
from lianxin.classification.vocabulary import Tier
from lianxin.databases.reading import raw_keys, raw_rows
from lianxin.exports.places import place_line
from lianxin.exports.vocabulary import Form
from lianxin.exports.writing import table
from lianxin.policies.catalogue import default
from lianxin.policies.models import Policy
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import shown
from lianxin.registry.vocabulary import HouseholdState, Relation, ResidentState

AT_ONCE = 1000
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
    lines = {area.pk: place_line(area, places) for area in places.values()}
    words = _Words(_rule_titles(lang), lang)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        seen = Household.objects.seen_by(person).filter(pk__among=some).defer("note").in_bulk()
        yield from _some_rows([seen[key] for key in some if key in seen], lines, words)


def _some_rows(
    households: Sequence[Household], lines: Mapping[UUID, list[str]], words: "_Words"
) -> Iterator[list[str]]:
    """Some rows with three queries, one for each table."""
    keys = [household.pk for household in households]
    members, heads = _people(keys)
    standings = {one.pk: one for one in Standing.objects.filter(pk__among=keys)}
    known = _known(keys)
    for one, raw in zip(households, raw_keys(keys), strict=True):
        row = [one.number, heads.get(raw, ""), str(members[raw])]
        row += [*lines[one.area_id], one.group_name, one.address]
        row.append(words.state(one.state))
        row += words.of_class(standings.get(one.pk))
        values = known.get(raw, {})
        row += [words.value(code, values[code]) if code in values else "" for code in words.codes]
        yield row


def _people(keys: Sequence[UUID]) -> tuple[Counter[Any], dict[Any, str]]:
    """By raw key of the household: how many are present, and the name of the head, of a present one first."""
    members: Counter[Any] = Counter()
    heads: dict[Any, str] = {}
    people = Resident.objects.filter(household__among=keys).order_by()
    for home, state, relation, name in raw_rows(people.values_list("household", "state", "relation", "name")):
        is_present = state == ResidentState.PRESENT.value
        members[home] += is_present
        if relation == Relation.HEAD.value and (is_present or home not in heads):
            heads[home] = name
    return members, heads


def _known(keys: Sequence[UUID]) -> dict[Any, dict[str, str]]:
    """By raw key: the household's own current facts, as their canonical texts.

    The codes are named instead of `resident=None`: without a resident there are a million facts, and SQLite
    would begin with those.
    """
    codes = [indicator.code for indicator in default().about("household")]
    facts = Fact.objects.current().filter(household__among=keys, indicator__in=codes)
    found: dict[Any, dict[str, str]] = {}
    for home, code, value in raw_rows(facts.values_list("household", "indicator", "value")):
        found.setdefault(home, {})[code] = value
    return found


class _Words:
    """How things are said in one language; what was said once is remembered, for most of it comes again."""

    def __init__(self, titles: Mapping[tuple[UUID, str], str], lang: str) -> None:
        self._titles, self._lang = titles, lang
        self._between = "; " if lang == "en" else "；"
        self._indicators = {one.code: one for one in default().about("household")}
        self.codes = tuple(self._indicators)
        self.state = cache(lambda state: _said(HouseholdState(state), lang))
        self.value = cache(lambda code, text: shown(text, self._indicators[code], lang))
        self._tier = cache(lambda tier: _said(Tier(tier), lang))
        self._reasons = cache(self._join_reasons)
        self._asked = cache(self._join_asked)

    def of_class(self, standing: Standing | None) -> list[str]:
        """The five cells about the class; empty where there is none yet."""
        if standing is None:
            return ["", "", "", "", ""]
        return [
            self._tier(standing.tier),
            standing.since_on.isoformat(),
            self._reasons(standing.policy_id, tuple(standing.rules)),
            self._between.join(self._tier(tier) for tier in standing.could_be),
            self._asked(tuple(standing.ask)),
        ]

    def _join_reasons(self, policy: UUID, rules: Sequence[str]) -> str:
        return self._between.join(self._titles.get((policy, rule), rule) for rule in rules)

    def _join_asked(self, codes: Sequence[str]) -> str:
        asked = [default().get(code) for code in codes]
        return self._between.join(
            (one.title_en if self._lang == "en" else one.title_zh) for one in asked if one
        )


def _rule_titles(lang: str) -> dict[tuple[UUID, str], str]:
    """(policy, rule) → its title, of all policies a standing can name."""
    found = {}
    for policy in Policy.objects.filter(kind="tiers"):
        for rule in policy.document.rules:
            found[policy.pk, rule.id] = rule.title_en if lang == "en" else rule.title_zh
    return found


def _said(word: Any, lang: str) -> str:
    return str(word.en if lang == "en" else word.zh)
