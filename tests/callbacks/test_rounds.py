"""A round is opened, sealed, drawn once, closed, and can be drawn again by anybody."""

from datetime import date, timedelta

import pytest

from lianxin.callbacks.actions import (
    CallbacksRefused,
    close_due,
    close_round,
    discard_round,
    draw_round,
    open_round,
)
from lianxin.callbacks.checking import faults_in
from lianxin.callbacks.models import Call, Finding, Round
from lianxin.callbacks.queries import result_of
from lianxin.callbacks.vocabulary import Answer, Outcome, Part, Question
from lianxin.ledger.models import Event
from lianxin.ledger.seal import seal_ledger
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Household, Resident
from lianxin.visits.models import Visit
from lianxin.voice.actions import give_consent, withdraw_consent
from lianxin.voice.vocabulary import Purpose
from tests.callbacks.conftest import OCTOBER, settle_homes, visited

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs):
    with pytest.raises(CallbacksRefused) as told:
        call(*args, **kwargs)
    return told.value.code


def month(areas, actor, now, area="D", **more):
    from_on, to_on = OCTOBER
    return open_round(areas[area], **{"from_on": from_on, "to_on": to_on} | more, actor=actor, now=now)


def test_the_ledger_knows_the_commitment_and_nobody_the_secret(opened):
    told = Event.objects.get(kind="callbacks.opened")
    assert told.after["commitment"] == opened.commitment
    assert opened.secret.hex() not in str(Event.objects.values_list("after_json", flat=True))
    assert opened.shown == ""


def test_a_period_is_drawn_once_in_a_place(opened, areas, supervisor, now):
    assert refused(month, areas, supervisor, now) == "period-taken"
    overlapping = {"from_on": date(2026, 10, 31), "to_on": date(2026, 11, 5)}
    assert refused(month, areas, supervisor, now, **overlapping) == "period-taken"
    month(areas, supervisor, now, area="T1")


def test_a_round_that_was_discarded_stays_to_be_seen_and_a_drawn_one_is_not(opened, areas, supervisor, now):
    by = {"actor": supervisor, "now": now}
    assert refused(discard_round, opened, reason=" ", **by) == "reason-needed"
    gone = discard_round(opened, reason="时间写错了", **by)
    assert refused(draw_round, gone, **by) == "discarded"
    again = month(areas, supervisor, now)
    seal_ledger(now=now)
    draw_round(again, **by)
    assert refused(discard_round, again, reason="不喜欢这批户", **by) == "drawn"
    assert refused(draw_round, again, **by) == "drawn"
    assert Round.objects.count() == 2
    assert Event.objects.filter(kind="callbacks.discarded").count() == 1


def test_nothing_is_drawn_before_the_commitment_is_sealed(homes, areas, supervisor, now, own_anchor):
    made = month(areas, supervisor, now)
    assert refused(draw_round, made, actor=supervisor, now=now) == "not-sealed"


def test_nothing_is_drawn_before_the_period_is_over(homes, areas, supervisor, now, own_anchor):
    made = month(areas, supervisor, now, to_on=date(2026, 11, 30))
    seal_ledger(now=now)
    assert refused(draw_round, made, actor=supervisor, now=now) == "period-open"


def test_periods_and_sizes_make_sense(areas, supervisor, now):
    assert refused(month, areas, supervisor, now, to_on=date(2026, 9, 1)) == "period-wrong"
    assert refused(month, areas, supervisor, now, calls=0) == "size-wrong"
    assert refused(month, areas, supervisor, now, margin=0.001) == "size-wrong"
    assert refused(month, areas, supervisor, now, confidence=80) == "size-wrong"


def test_a_place_without_visits_draws_nothing(areas, supervisor, now, own_anchor):
    made = month(areas, supervisor, now)
    seal_ledger(now=now)
    assert refused(draw_round, made, actor=supervisor, now=now) == "empty-frame"


def test_each_town_has_its_share(drawn, areas):
    sizes = {code: (size, wanted) for code, size, wanted in drawn.strata}
    assert sizes == {areas["T1"].code: (30, 18), areas["T2"].code: (10, 6)}
    assert Call.objects.filter(round=drawn, part=Part.RANDOM).count() == 24


def test_the_size_follows_from_confidence_and_margin(homes, areas, supervisor, now, own_anchor):
    made = month(areas, supervisor, now, confidence=90, margin=0.2)
    seal_ledger(now=now)
    drawn = draw_round(made, actor=supervisor, now=now)
    answers = 13  # 17 of an endless population, 13 of forty homes
    assert sum(wanted for _code, _size, wanted in drawn.strata) == -(-answers * 10 // 6)


def test_who_cannot_or_will_not_be_called_is_left_out_and_counted(
    homes, areas, worker, supervisor, now, own_anchor
):
    silent = settle_homes(areas["V1"], 1, start=500, phone=False)[0]
    by_phone, moved = settle_homes(areas["V1"], 2, start=510)
    visited(silent, worker)
    visited(by_phone, worker, place="phone")
    visited(moved, worker)
    visited(homes[0], worker, day=date(2026, 10, 3))
    Household.objects.filter(pk=moved.pk).update(state="left")
    give_consent(homes[1], Purpose.CALLS, actor=None, now=now)
    withdraw_consent(homes[1], Purpose.CALLS, actor=None, now=now)
    made = month(areas, supervisor, now, calls=40)
    seal_ledger(now=now)
    covered = draw_round(made, actor=supervisor, now=now).covered
    told = {"visits": 44, "by_phone": 1, "gone": 1, "earlier": 1, "homes": 41, "no_phone": 1, "withdrawn": 1}
    assert covered == told | {"frame": 39}
    assert not Call.objects.filter(household__in=[silent, by_phone, moved, homes[1]]).exists()
    assert Call.objects.get(household=homes[0]).visit.visited_on == date(2026, 10, 5), "its latest visit"


def test_calls_for_a_risk_say_why_and_stand_apart(homes, areas, worker, supervisor, now, own_anchor):
    odd = settle_homes(areas["V2"], 6, start=600)
    for home in odd:
        visited(home, worker, minutes=2, hour=15)
    made = month(areas, supervisor, now, calls=8)
    seal_ledger(now=now)
    draw_round(made, actor=supervisor, now=now)
    risk = Call.objects.filter(part=Part.RISK)
    assert 0 < risk.count() <= 2
    for one in risk:
        assert "short" in one.reasons
    assert all(one.reasons == [] for one in Call.objects.filter(part=Part.RANDOM))


def test_only_a_third_person_is_given_a_call(drawn, supervisor, worker, town_head):
    assert {one.caller_id for one in Call.objects.all()} == {supervisor.pk}


def test_where_the_only_caller_keeps_the_home_nobody_calls(homes, areas, supervisor, now, own_anchor):
    Household.objects.update(keeper=supervisor)
    made = month(areas, supervisor, now)
    seal_ledger(now=now)
    draw_round(made, actor=supervisor, now=now)
    assert set(Call.objects.values_list("caller", flat=True)) == {None}


def test_a_supervisor_who_is_a_cadre_there_too_does_not_call_there(
    homes, areas, supervisor, desk, now, own_anchor
):
    from tests.people.cast import give_post

    give_post(supervisor, Role.COLLECTOR, areas["V1"])
    made = month(areas, supervisor, now)
    seal_ledger(now=now)
    draw_round(made, actor=supervisor, now=now)
    callers = {one.area_id: one.caller_id for one in Call.objects.all()}
    assert callers[areas["V1"].pk] == desk.pk


def test_the_secret_is_shown_at_the_end_and_the_sample_can_be_drawn_again(drawn, now):
    assert faults_in(drawn) == ["open"]
    close_round(drawn, actor=None, now=now)
    drawn.refresh_from_db()
    assert drawn.shown == drawn.secret.hex()
    assert faults_in(drawn) == []


@pytest.mark.parametrize("what", ["call", "frame", "secret", "part"])
def test_whoever_tampers_with_a_round_is_found(drawn, now, what):
    close_round(drawn, actor=None, now=now)
    if what == "call":
        outside = Visit.objects.exclude(pk__in=Call.objects.values("visit")).first()
        one = Call.objects.first()
        Call.objects.filter(pk=one.pk).update(visit=outside, household=outside.household)
    elif what == "part":
        Call.objects.filter(pk=Call.objects.first().pk).update(part="risk")
    elif what == "frame":
        drawn.refresh_from_db()
        Round.objects.update(frame=bytes(drawn.frame)[29:])
    else:
        Round.objects.update(shown="00" * 32)
    drawn.refresh_from_db()
    assert faults_in(drawn)


def test_a_round_ends_when_all_calls_have_or_its_days_are_over(drawn, answer_all, now):
    assert close_due(now=now) == 0
    answer_all()
    assert close_due(now=now) == 1
    assert close_due(now=now) == 0


def test_what_was_not_called_in_time_is_told_as_that(drawn, now):
    assert close_due(now=now + timedelta(days=14)) == 0
    assert close_due(now=now + timedelta(days=15)) == 1
    assert set(Call.objects.values_list("outcome", flat=True)) == {"not_called"}
    drawn.refresh_from_db()
    told = result_of(drawn, few=20)
    assert told.rates[Part.RANDOM].response == 0.0
    assert not any(told.lines.values())


def test_the_result_rests_on_chance_alone(drawn, answer_all, now):
    answer_all(deny=lambda call: call.part == Part.RISK)
    close_due(now=now)
    drawn.refresh_from_db()
    told = result_of(drawn, few=20)
    came = {line.answer: line.estimate for line in told.lines[Question.CAME]}
    assert (came[Answer.YES].share, came[Answer.YES].n) == (1.0, 24)
    assert came[Answer.YES].low < 1.0
    assert told.outcomes[Part.RANDOM] == {Outcome.ANSWERED: 24}


def test_too_few_answers_say_nothing_and_never_fewer_than_five(drawn, answer_all, now):
    answer_all()
    close_due(now=now)
    drawn.refresh_from_db()
    assert not any(result_of(drawn, few=25).lines.values())
    assert result_of(drawn, few=1).few == 5


def test_the_register_and_the_visits_stay_as_they_were(drawn, answer_all, now):
    before = (
        list(Visit.objects.values_list()),
        list(Household.objects.values_list()),
        Resident.objects.count(),
    )
    answer_all(deny=lambda _call: True)
    close_due(now=now)
    assert (
        list(Visit.objects.values_list()),
        list(Household.objects.values_list()),
        Resident.objects.count(),
    ) == before
    assert Finding.objects.exists()
