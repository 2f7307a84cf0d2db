"""What to ask of each home on the next visit: the form's questions, for many homes at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from lianxin.classification.inputs import FROM_RESIDENTS, missing_behind
from lianxin.classification.judging import read_inputs
from lianxin.classification.traits import People, known_of
from lianxin.criteria import Column
from lianxin.policies.catalogue import Catalogue
from lianxin.registry.models import Fact, Resident
from lianxin.visits.forms import Known, Member, VisitForm, questions_for
from lianxin.visits.forms.asking import About


def questions_of(
    homes: Sequence[UUID],
    asks: Mapping[UUID, Sequence[str]],
    facts: Mapping[UUID, Sequence[Fact]],
    residents: Mapping[UUID, Sequence[Resident]],
    form: VisitForm | None,
    catalogue: Catalogue,
    today: date,
) -> dict[UUID, list[dict[str, Any]]]:
    """Per home its questions, most telling first. `asks`: what could change each class (`Standing.ask`)."""
    if form is None:
        return {}
    deciding = _deciding(homes, asks, catalogue, today)
    found = {}
    for home in homes:
        known = {
            (fact.indicator, fact.resident_id): Known(fact.value, fact.observed_on)
            for fact in facts.get(home, ())
        }
        members = [Member(one.pk, age_on(one.birth_on, today)) for one in residents.get(home, ())]
        asked = questions_for(form, known, deciding.get(home, frozenset()), today, members)
        found[home] = [
            {
                "indicator": one.indicator,
                "resident_id": str(one.resident_id) if one.resident_id else None,
                "why": one.why.value,
                "value": one.known.value if one.known else None,
                "observed_on": one.known.observed_on.isoformat() if one.known else None,
            }
            for one in asked
        ]
    return found


def age_on(birth: date | None, today: date) -> int | None:
    """Whole years; None where the day of birth is not known."""
    if birth is None:
        return None
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def _deciding(
    homes: Sequence[UUID], asks: Mapping[UUID, Sequence[str]], catalogue: Catalogue, today: date
) -> dict[UUID, frozenset[About]]:
    """What could change each class, as facts one can ask for: of the home, or of the members behind it."""
    found: dict[UUID, set[About]] = defaultdict(set)
    derived: dict[UUID, list[str]] = {}
    for home in homes:
        for code in asks.get(home, ()):
            if code in FROM_RESIDENTS:
                derived.setdefault(home, []).append(code)
            else:
                found[home].add((code, None))
    for home, about in _behind(derived, catalogue, today):
        found[home].add(about)
    return {home: frozenset(about) for home, about in found.items()}


def _behind(
    derived: Mapping[UUID, Iterable[str]], catalogue: Catalogue, today: date
) -> Iterator[tuple[UUID, About]]:
    """The members' facts that leave derived inputs unknown."""
    if not derived:
        return
    inputs = read_inputs(catalogue, as_of=today, keys=list(derived))
    keys = inputs.register.members.keys
    row_of = {key: row for row, key in enumerate(inputs.register.keys)}
    for home, codes in derived.items():
        if home not in row_of:
            continue
        rows = np.flatnonzero(inputs.people.home == row_of[home])
        people = People(np.zeros(len(rows), np.int64), _rows_of(inputs.people.facts, rows))
        for code in codes:
            for row, fact in missing_behind(code, people):
                yield home, (fact, keys[int(rows[row])])


def _rows_of(columns: Mapping[str, Column], rows: Any) -> dict[str, Column]:
    return {
        code: Column(column.values[rows], known_of(column)[rows], column.choices)
        for code, column in columns.items()
    }
