"""Which places and homes must be visited, and by when; by the shipped policy."""

from datetime import date

import numpy as np
import pytest

from lianxin.criteria import Column
from lianxin.planning.judging import KINDS
from lianxin.planning.must_visit import NEVER, level_of, must_visit
from lianxin.planning.vocabulary import Reason
from tests.planning.policies import shipped, spoilt

TODAY = date(2026, 11, 22)
NOW = TODAY.toordinal()


def table(policy, level, rows):
    """Columns for some rows, each a dict of what is known."""
    about = {"place": {"area"}, "home": {"household", "derived"}}.get(level)
    codes = [one for one in policy.catalogue if about is None or one.about in about]
    return {one.code: Column.of([row.get(one.code) for row in rows], KINDS[one.type]) for one in codes}


def judged(level, rows, *, done=None, since=None, home=None, until=TODAY, policy=None):
    """(row, reason, opens, due) of every visit owed; days counted from today."""
    policy = policy or shipped("must-visit")
    count = len(rows) if home is None else max(home) + 1
    found = must_visit(
        policy,
        level,
        table(policy, level, rows),
        today=TODAY,
        until=until,
        done_on=np.array(done if done is not None else [NEVER] * count),
        since_on=since,
        home=None if home is None else np.array(home),
    )
    days = zip(found.row.tolist(), found.opens - NOW, found.due - NOW, strict=True)
    return [(row, found.reason(at), int(opens), int(due)) for at, (row, opens, due) in enumerate(days)]


def test_a_rule_asks_of_places_homes_or_people():
    policy = shipped("must-visit")
    levels = {rule.id: level_of(rule, policy.catalogue) for rule in policy.rules}
    assert levels["many-petitions"] == "place"
    assert levels["poor-household"] == "home"
    assert levels["delegate"] == "resident"


def test_a_poor_village_is_gone_to_within_thirty_days():
    assert judged("place", [{"priority_share": 0.2}, {"priority_share": 0.1}]) == [
        (0, Reason.PLACE_POOR, 0, 30)
    ]


def test_what_nobody_knows_makes_no_visit_due():
    assert judged("place", [{}]) == []
    assert judged("home", [{}]) == []


def test_several_reasons_are_several_duties_and_two_rules_of_one_reason_are_one():
    village = {"overdue_problems": 9, "overdue_visit_share": 0.5, "km_to_town": 40}
    assert [reason for _, reason, _, _ in judged("place", [village])] == [
        Reason.PLACE_REMOTE,
        Reason.PLACE_STUCK,
    ]


def test_a_visit_lately_is_enough_until_it_is_owed_anew():
    village = [{"km_to_town": 40}]
    assert judged("place", village, done=[NOW - 10]) == []
    later = date.fromordinal(NOW + 100)
    assert judged("place", village, done=[NOW - 10], until=later) == [(0, Reason.PLACE_REMOTE, 80, 110)]
    assert judged("place", village, done=[NOW - 90]) == [(0, Reason.PLACE_REMOTE, 0, 30)]


def test_a_visit_before_it_happened_does_not_count():
    home, since = [{"days_since_death": 5}], {Reason.DEATH: np.array([NOW - 5])}
    assert judged("home", home, done=[NOW - 6], since=since) == [(0, Reason.DEATH, 0, 7)]
    assert judged("home", home, done=[NOW - 5], since=since) == []


def test_a_death_calls_for_one_visit_and_no_more():
    home, since = [{"days_since_death": 5}], {Reason.DEATH: np.array([NOW - 5])}
    assert judged("home", home, done=[NOW - 1], since=since, until=date(2027, 12, 31)) == []


def test_disaster_is_gone_to_within_two_days():
    assert judged("place", [{"days_since_disaster": 1}]) == [(0, Reason.PLACE_DISASTER, 0, 2)]
    assert judged("place", [{"days_since_disaster": 31}]) == []


def test_a_home_with_two_delegates_is_owed_one_visit():
    people = [{"is_delegate": True}, {"is_delegate": True}, {"is_veteran_party_member": True}, {}]
    assert judged("resident", people, home=[1, 1, 0, 2]) == [
        (0, Reason.PERSON_VETERAN_PARTY_MEMBER, 0, 60),
        (1, Reason.PERSON_DELEGATE, 0, 60),
    ]


def test_a_policy_without_rules_of_a_level_owes_nothing_there():
    policy = spoilt("must-visit", "rules:\n", "rules:\n")
    only_homes = type(policy)(
        policy.id, policy.kind, policy.effective_on, policy.source, policy.numbers,
        tuple(rule for rule in policy.rules if level_of(rule, policy.catalogue) == "home"),
        (), policy.catalogue, policy.text,
    )  # fmt: skip
    assert judged("place", [{"km_to_town": 40}], policy=only_homes) == []


def test_why_says_the_rule_in_both_languages_and_the_last_visit():
    policy = shipped("must-visit")
    columns = table(policy, "place", [{"overdue_visit_share": 0.5}])
    found = must_visit(policy, "place", columns, today=TODAY, until=TODAY, done_on=np.array([NEVER]))
    assert found.why(0, date(2026, 3, 1)) == {
        "title_zh": "很多户没按时走访的地方",
        "title_en": "A place where many visits are overdue",
        "days": 15,
        "again": 60,
        "last": "2026-03-01",
    }
    assert found.why(0, None)["last"] is None


@pytest.mark.parametrize("kind", ["tiers", "benefits", "signals", "visits", "pairing", "deadlines"])
def test_figures_of_a_place_and_public_roles_serve_visits_alone(kind):
    catalogue = shipped("must-visit").catalogue
    marks = [
        one
        for one in catalogue
        if one.about == "area" or one.code.startswith(("is_vet", "is_del", "is_vill"))
    ]
    assert len(marks) > 8
    assert [one.code for one in marks if kind in one.uses] == []
