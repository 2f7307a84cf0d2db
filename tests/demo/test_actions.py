"""The village demo, made once for all tests here and rolled back after them."""

import argparse
import csv
import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.management.base import CommandError
from django.test import TestCase, override_settings
from django.utils.timezone import localdate

from lianxin.callbacks.checking import faults_in
from lianxin.callbacks.models import Call, Finding, Round
from lianxin.callbacks.queries import result_of
from lianxin.callbacks.vocabulary import Question
from lianxin.classification.models import Review, Standing, Tenure
from lianxin.demo import commands
from lianxin.demo.actions import PASSWORD, make_demo
from lianxin.demo.exclusions import GROUNDS
from lianxin.demo.lives import Birth, Death, Departure, Wedding, unfold_lives
from lianxin.demo.newcomers import introduce
from lianxin.demo.vocabulary import Size
from lianxin.demo.year import unfold
from lianxin.ledger.models import Event
from lianxin.operations import doctor, opening
from lianxin.people.access import held_today
from lianxin.people.models import Staff
from lianxin.planning.models import Duty, Trip
from lianxin.planning.workload import overloaded
from lianxin.problems.actions import ProblemsRefused, answer_lifting
from lianxin.problems.actions.doers import doers_of
from lianxin.problems.models import Ending, Exclusion, Lifting, Problem
from lianxin.registry.models import Fact, Household, Resident
from lianxin.visits.actions import forms
from lianxin.visits.models import Visit
from lianxin.voice.actions import open_by_code
from lianxin.voice.rules import read_code
from lianxin.workdays import official
from tests.planning.acting import faults
from tests.planning.policies import shipped

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def login(number):
    return Staff.objects.get(number=number)


class VillageDemo(TestCase):
    """A Django test case, because its `setUpTestData` makes the village once for all of its tests."""

    @classmethod
    def setUpTestData(cls):
        cls.home = Path(cls.enterClassContext(TemporaryDirectory()))
        cls.enterClassContext(override_settings(LIANXIN_HOME=cls.home))
        # The tables are there already, and a migration cannot run inside a transaction.
        cls.enterClassContext(mock.patch.object(opening.tables, "bring_up_to_date"))
        cls.enterClassContext(mock.patch.dict(forms._keys, clear=True))  # of policies that are rolled back
        cls.made = make_demo(size=Size.VILLAGE, seed=1, now=NOW)
        lives = unfold_lives(cls.made.county, unfold(cls.made.county))
        cls.came = [one for one in lives if isinstance(one, Birth | Wedding)]
        cls.died = [one for one in lives if isinstance(one, Death)]
        cls.left = [one for one in lives if isinstance(one, Departure)]

    @pytest.fixture(autouse=True)
    def _hear(self, capsys):
        self.heard = capsys

    def test_everyone_in_the_county_is_on_the_register(self):
        assert Household.objects.count() == 120
        assert Resident.objects.count() == self.made.county.folk.m + len(self.came)
        assert Staff.objects.count() == self.made.staff == 17

    def test_every_household_stands_in_a_class_and_every_class_appears(self):
        assert Standing.objects.count() == Household.objects.present().count() == 120 - len(self.left)
        assert set(Standing.objects.values_list("tier", flat=True)) == {
            "priority",
            "watch",
            "fine",
            "unassessed",
        }

    def test_the_family_of_the_living_specification_is_priority_for_the_right_reasons(self):
        standing = Standing.objects.get(household__number="HB004217")
        assert standing.tier == "priority"
        assert {"income-below-line", "adults-at-home-disabled", "severe-disability-low-income"} <= set(
            standing.rules
        )
        assert standing.since_on < NOW.date() - timedelta(days=90)

    def test_the_year_left_a_history_of_facts_and_classes(self):
        superseded = Fact.objects.filter(is_current=False)
        assert superseded.count() > 20
        assert not superseded.filter(retracted_at__isnull=False).exists()
        assert Tenure.objects.exclude(to_on=None).exists(), "some household changed its class"
        assert Fact.objects.filter(source="cadre", by=None).count() == 0, "a cadre said each change"

    def test_births_weddings_deaths_and_departures_are_on_the_register(self):
        assert self.came
        assert self.died
        assert self.left
        assert Resident.objects.filter(state="dead").count() == len(self.died)
        gone = Household.objects.filter(state="moved_away")
        numbers = {self.made.county.numbers[one.household] for one in self.left}
        assert set(gone.values_list("number", flat=True)) == numbers
        assert not Resident.objects.present().filter(household__in=gone).exists()

    def test_the_story_of_a_household_tells_who_came_and_who_went(self):
        told = Counter(Event.objects.values_list("kind", flat=True))
        assert told["resident.died"] == len(self.died)
        assert told["household.moved_away"] == len(self.left)
        people = introduce(self.made.county, self.came)
        names = {event.after.get("resident") for event in Event.objects.filter(kind="household.changed")}
        assert {person.name for person in people.values()} <= names

    def test_every_household_with_people_has_one_head(self):
        heads = Household.objects.present().filter(residents__relation="head", residents__state="present")
        assert heads.count() == Household.objects.present().count()

    def test_current_facts_are_what_the_county_holds_after_its_year(self):
        newest = {}
        for change in sorted(unfold(self.made.county), key=lambda one: -one.days_ago):
            if change.resident < 0 and change.indicator == "income_total":
                newest[self.made.county.numbers[change.household]] = str(change.value)
        facts = Fact.objects.current().filter(household__number__in=newest, indicator="income_total")
        assert newest
        assert dict(facts.values_list("household__number", "value")) == newest

    def test_the_ledger_tells_the_year_in_order_and_is_sealed(self):
        moments = list(Event.objects.order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert moments[-1] - moments[0] > timedelta(days=400)
        assert not [problem for problem in doctor.examine(processes=1) if problem.code.startswith("ledger")]

    def test_two_rounds_of_call_backs_can_be_drawn_again_and_a_third_waits_for_its_callers(self):
        first, second, third = Round.objects.filter(subject="visits").order_by("from_on")
        assert [faults_in(one) for one in (first, second, third)] == [[], [], ["open"]]
        for one in (first, second):
            assert result_of(one, few=20).lines[Question.CAME]
            assert one.drawn_at < one.closed_at < NOW
        for one in (first, second, third):
            opened_on = localdate(one.opened_at)
            assert timedelta(0) < one.from_on - opened_on < timedelta(days=12), "right before its time"
            assert official().is_workday(opened_on)
        assert (
            Finding.objects.filter(answered_at=None, asks_on__lt=NOW.date() - timedelta(days=4)).count() == 0
        )
        waiting = Call.objects.filter(ended_at=None).values_list("round", "caller__number")
        shares = Counter(caller for _round, caller in waiting)
        assert shares.keys() == {"SUPERVISOR", "DESK", "DESK2"}
        assert max(shares.values()) - min(shares.values()) <= 2, "all that wait for somebody count"
        drawn = sum(made == third.pk for made, _caller in waiting)
        assert 15 <= drawn <= 30, "which homes are drawn, and so how many are also risky, is chance"

    def test_what_was_said_to_be_solved_was_asked_about_too(self):
        asked, asking = Round.objects.filter(subject="endings").order_by("from_on")
        assert [faults_in(one) for one in (asked, asking)] == [[], ["open"]]
        calls = Call.objects.filter(round=asked).exclude(outcome="not_called")
        assert {tuple(one.answers) for one in calls if one.answers} == {("done",)}
        for one in calls:
            said_no = (one.answers or {}).get("done") == "no"
            assert (one.ending.reopened_at == NOW) == said_no
        assert Call.objects.filter(round=asking, ended_at=None).exclude(caller=None).exists()

    def test_what_is_left_out_of_figures_was_refused_by_law_and_went_through_the_hands_it_takes(self):
        found = list(Exclusion.objects.select_related("problem"))
        assert found
        for one in found:
            ending = Ending.objects.filter(problem=one.problem).latest("ended_at")
            assert (ending.end, ending.refusal in GROUNDS) == ("refused", True)
            assert ending.ended_at < one.proposed_at < NOW
            assert {one.reviewed_by_id, one.decided_by_id} & doers_of(one.problem) == set()

    def test_what_one_of_the_desk_asked_to_lift_waits_for_the_other(self):
        (asked,) = Lifting.objects.all()
        assert (asked.asked_by, asked.is_agreed) == (login("DESK"), None)
        words = {"is_agreed": True, "words": "同意。", "now": NOW}
        with pytest.raises(ProblemsRefused) as refused:
            answer_lifting(asked.exclusion, actor=login("DESK"), **words)
        assert refused.value.code == "own-exclusion"
        assert answer_lifting(asked.exclusion, actor=login("DESK2"), **words).is_agreed

    def test_every_login_works_with_the_demos_password_and_need_not_change_it(self):
        for one in self.made.logins:
            staff = login(one.number)
            assert staff.check_password(PASSWORD)
            assert not staff.must_change_password
            assert {post.role for post in held_today(staff)} == {one.role}

    def test_nobody_but_the_logins_has_a_password(self):
        numbers = {one.number for one in self.made.logins}
        others = Staff.objects.exclude(number__in=numbers)
        assert others
        assert not any(staff.has_usable_password() for staff in others)

    def test_the_worker_sees_the_village_and_the_neighbour_nothing(self):
        assert Household.objects.seen_by(login("WORKER")).count() == 120
        assert Household.objects.seen_by(login("NEIGHBOUR")).count() == 0
        assert Household.objects.seen_by(login("ADMIN")).count() == 0

    def test_every_household_has_a_cadre_and_a_year_of_rounds_that_keeps_every_rule(self):
        assert not Household.objects.present().filter(keeper=None).exists()
        year, times = (date(2027, 1, 1), date(2027, 12, 31)), shipped("tiers").values
        homes = list(Household.objects.present().select_related("standing"))
        broken = {
            home.number: found
            for home in homes
            if (found := faults(home, times[f"visits_{home.standing.tier}"], year, official()))
        }
        assert broken == {}
        lost = Duty.objects.filter(household=homes[0], opens_on__year=2027).first()
        lost.delete()
        assert faults(homes[0], times[f"visits_{homes[0].standing.tier}"], year, official())

    def test_no_cadre_has_a_week_beyond_the_policy_and_the_worker_knows_where_to_go(self):
        assert overloaded(today=NOW.date(), weeks=58) == []
        due = Duty.objects.open().filter(staff=login("WORKER"), opens_on__lte=NOW.date() + timedelta(days=7))
        assert due.exists()
        assert Trip.objects.filter(staff=login("WORKER")).exists()

    def test_reviews_open_only_what_people_must_decide(self):
        kinds = Counter(Review.objects.values_list("kind", flat=True))
        assert set(kinds) <= {Review.EXIT, Review.OBJECTION}

    def test_id_numbers_on_the_register_can_belong_to_nobody(self):
        numbers = [resident.id_number for resident in Resident.objects.all() if resident.id_number]
        assert len(numbers) > 400
        assert {number[:6] for number in numbers} == {"610998"}

    def test_the_truth_lies_beside_the_register_and_not_in_it(self):
        with (self.home / "demo-truth.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert {row["number"] for row in rows} == set(self.made.county.numbers)
        assert {row["really_poor"] for row in rows} == {"True", "False"}
        assert not set(rows[0]) & set(Fact.objects.values_list("indicator", flat=True))

    def test_the_home_is_marked_as_a_demo(self):
        assert json.loads((self.home / "demo.json").read_text())["size"] == "village"

    def test_a_home_that_holds_a_demo_is_refused(self):
        with pytest.raises(CommandError, match="已经有一个演示区县"):
            make_demo(size=Size.VILLAGE, seed=2, now=NOW)

    def test_a_home_that_holds_a_real_district_is_refused_and_left_alone(self):
        mark = self.home / "demo.json"
        text = mark.read_text()
        mark.unlink()
        try:
            with pytest.raises(CommandError, match="真实数据"):
                make_demo(size=Size.VILLAGE, seed=2, now=NOW)
            assert not mark.exists(), "a real home must not be marked as a demo"
            assert Household.objects.count() == 120
        finally:
            mark.write_text(text)

    def test_the_command_answers_with_the_keys_of_the_contract(self):
        args = argparse.Namespace(size=Size.VILLAGE, seed=1, json=True)
        with mock.patch.object(commands, "make_demo", return_value=self.made):
            answer = commands.run_demo(args)
        assert {"households", "residents", "staff", "visits", "problems", "seconds"} <= set(answer)
        assert answer["households"] == 120
        assert answer["problems"] == Problem.objects.count() > 50
        assert answer["visits"] == Visit.objects.count() > 3 * 120
        said = self.heard.readouterr()
        assert said.out == "", "with --json nothing but the answer may stand on standard output"
        assert PASSWORD in said.err
        assert "WORKER" in said.err
        shown = commands.show_demo(answer)
        assert "NEIGHBOUR" in shown
        assert answer["card"]["code"] in shown

    def test_the_card_that_is_told_opens_a_home_of_the_worker(self):
        opened = open_by_code(read_code(self.made.card.code), source="10.0.0.1", now=NOW)
        home = Household.objects.get(pk=opened.household)
        assert home.number == self.made.card.household
        assert home.keeper.number == "WORKER"
        assert home.problems.exists()


@pytest.mark.parametrize("seed", ["-1", "1.5", "one", ""])
def test_a_seed_that_is_no_whole_number_is_wrong_usage(seed):
    with pytest.raises(argparse.ArgumentTypeError):
        commands.natural(seed)
