"""A household as one line of a list: three queries for a page of them, however long it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from lianxin.classification.models import Standing
from lianxin.desk.words import is_english
from lianxin.policies.catalogue import default
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import Relation

ASKED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """`standing` is None where a household was never judged; `ask` are the titles of the first questions."""

    household: Household
    head_name: str
    members: int
    standing: Standing | None
    ask: list[str]
    asks_more: int

    @property
    def tier(self) -> str:
        return self.standing.tier if self.standing else "unassessed"

    @property
    def is_leaving(self) -> bool:
        """Whether people are to decide if the household may leave 连心户."""
        return bool(self.standing and self.standing.is_leaving)


def rows_of(households: Iterable[Household]) -> list[Row]:
    """Rows in the order given; the households must come with their area."""
    listed = list(households)
    keys = [household.pk for household in listed]
    residents = Resident.objects.filter(household__in=keys).order_by()
    members = dict(residents.present().values_list("household").annotate(Count("pk")))
    # A household that left still has the head it had. In the order of states "present" comes last and wins.
    known = residents.filter(relation=Relation.HEAD.value).order_by("state")
    heads = dict(known.values_list("household", "name"))
    standings = Standing.objects.in_bulk(keys)
    return [
        _row(
            household, heads.get(household.pk, ""), members.get(household.pk, 0), standings.get(household.pk)
        )
        for household in listed
    ]


def _row(household: Household, head_name: str, members: int, standing: Standing | None) -> Row:
    asked: list[Any] = standing.ask if standing else []
    return Row(household, head_name, members, standing, titles(asked[:ASKED]), max(len(asked) - ASKED, 0))


def titles(codes: Iterable[str]) -> list[str]:
    """The titles of indicators; a code the catalogue no longer knows is left out."""
    known = [default().get(code) for code in codes]
    return [(one.title_en if is_english() else one.title_zh) for one in known if one]
