"""Which rules of a policy of visits hold in an example: of a place, of a home, of the people in it. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np

from lianxin.classification.proofs import values_of
from lianxin.classification.vocabulary import Plain
from lianxin.criteria import Column, Kind, Ruleset
from lianxin.planning.must_visit import Level, level_of
from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.policies.vocabulary import Example, PolicyDocument

KINDS: Mapping[str, Kind] = {"money": "number", "number": "number", "bool": "bool", "choice": "text"}


def rules_that_hold(example: Example, policy: PolicyDocument) -> tuple[list[str], list[str]]:
    """The ids of the rules that are true in the example, and of those that are unknown, in their order.

    A rule of residents is true when it is for one of them. An example that tells only of a village asks
    nothing of homes, and the other way round.
    """
    catalogue = policy.catalogue
    values: dict[str, Plain | None] = {one.code: None for one in catalogue.about("area")}
    values |= values_of(example, catalogue)
    home = {code: _column([value], catalogue[code]) for code, value in values.items() if code in catalogue}
    people = _people(example, catalogue, values)
    true, unknown = [], []
    told = _levels(example, catalogue)
    for rule in policy.rules:
        level = level_of(rule, catalogue)
        if level not in told:
            continue
        columns = people if level == "resident" else home
        holds, known = Ruleset([rule.when], policy.values).run(columns, threads=1).rule(0).unpack()
        if (holds & known).any():
            true.append(rule.id)
        elif not known.all() or not len(known):
            unknown.append(rule.id)
    return true, unknown


def _levels(example: Example, catalogue: Catalogue) -> frozenset[Level]:
    """Of what the example tells."""
    of_places = {catalogue[code].about == "area" for code in example.values}
    levels: set[Level] = {"place"} if True in of_places else set()
    if False in of_places or example.residents:
        levels |= {"home", "resident"}
    return frozenset(levels)


def _people(
    example: Example, catalogue: Catalogue, values: Mapping[str, Plain | None]
) -> Mapping[str, Column]:
    """One row for each resident; what is known of the home stands beside each."""
    rows = example.residents
    beside = {
        code: _column([value] * len(rows), catalogue[code])
        for code, value in values.items()
        if code in catalogue
    }
    own = {
        one.code: _column([row.facts.get(one.code) for row in rows], one)
        for one in catalogue.about("resident")
    }
    return beside | own


def _column(values: Sequence[Plain | None], indicator: Indicator) -> Column:
    kind = KINDS[indicator.type]
    if kind == "text":
        known = np.array([value is not None for value in values], np.bool_)
        places = [0 if value is None else indicator.choice_codes.index(str(value)) for value in values]
        return Column(np.array(places, np.int16), known, indicator.choice_codes)
    return Column.of(values, kind)
