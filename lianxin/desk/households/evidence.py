"""The members a derived input rests on: who is disabled, when the reason says that somebody is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.classification.inputs import COUNTS, FLAGS
from lianxin.classification.traits import People, Trait
from lianxin.criteria import Column
from lianxin.desk.words import spoken, years_between
from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.registry.models import Fact, Resident
from lianxin.registry.values import shown

Facts = Mapping[tuple[Any, str], Fact]


class Evidence:
    """Says of a derived input which members it rests on, and what is known of them."""

    def __init__(
        self, residents: Sequence[Resident], facts: Facts, catalogue: Catalogue, today: date
    ) -> None:
        self.residents = list(residents)
        self.facts = facts
        self.indicators = catalogue.about("resident")
        self.today = today

    def behind(self, code: str) -> list[str]:
        """`["王有田 49 岁，残疾，二级"]`; nothing for an input that does not come from the members.

        Where the input says that somebody is so, those who are; where it says that nobody is, everybody.
        """
        if code in COUNTS:
            traits, needed = [COUNTS[code]], COUNTS[code].facts
        elif code in FLAGS:
            traits = [line.trait for line in FLAGS[code] if line.wanted]
            needed = frozenset().union(*(line.trait.facts for line in FLAGS[code]))
        else:
            return []
        chosen = self._those_who_are(traits) or self.residents
        told = [(resident.name, self._known(resident, needed)) for resident in chosen]
        return [f"{name} {_('，').join(known)}" for name, known in told if known]

    def _those_who_are(self, traits: Iterable[Trait]) -> list[Resident]:
        people = self._people()
        found = np.zeros(len(self.residents), np.bool_)
        for trait in traits:
            found |= trait.judge(people).true
        return [resident for resident, is_found in zip(self.residents, found, strict=True) if is_found]

    def _people(self) -> People:
        columns = {one.code: self._column(one) for one in self.indicators if one.choices}
        born = [resident.birth_on for resident in self.residents]
        years = np.array([years_between(day, self.today) if day else 0 for day in born], np.int64)
        columns["age"] = Column(years, np.array([day is not None for day in born], np.bool_))
        return People(np.zeros(len(born), np.int64), columns)

    def _column(self, indicator: Indicator) -> Column:
        told = [self.facts.get((resident.pk, indicator.code)) for resident in self.residents]
        codes = indicator.choice_codes
        known = np.array([fact is not None and fact.value in codes for fact in told], np.bool_)
        at = [codes.index(fact.value) if fact and fact.value in codes else 0 for fact in told]
        return Column(np.array(at, np.int64), known, codes)

    def _known(self, resident: Resident, needed: Iterable[str]) -> list[str]:
        known = []
        if "age" in needed and resident.birth_on:
            years = years_between(resident.birth_on, self.today)
            known.append(ngettext("%(years)d 岁", "%(years)d 岁", years) % {"years": years})
        for indicator in self.indicators:
            fact = self.facts.get((resident.pk, indicator.code))
            if fact and indicator.code in needed and fact.value != "none":
                known.append(shown(fact.value, indicator, spoken()))
        return known
