"""The ledger of problems in the village demo: alive, without a fault, and the clock walks on from it."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.test import TestCase, override_settings

from lianxin.demo.actions import make_demo
from lianxin.demo.actions.carding import PRINTED
from lianxin.demo.vocabulary import Size
from lianxin.ledger.models import Event, Pending
from lianxin.operations import opening
from lianxin.operations.clock import tick
from lianxin.people.models import Staff
from lianxin.problems import queries
from lianxin.problems.faults import faults
from lianxin.problems.models import Custody, Ending, Joint, Packet, Pause, Problem, Promise, Reply, YearCount
from lianxin.problems.vocabulary import End, How, Phase
from lianxin.proofs.anonymity.attack import Attack, hidden_in
from lianxin.proofs.anonymity.districts import close_all
from lianxin.proofs.anonymity.proving import cadres_beside
from lianxin.ratings.queries import latest_month
from lianxin.ratings.vocabulary import Kind
from lianxin.registry.models import Household
from lianxin.visits.actions import forms
from lianxin.visits.models import Item
from lianxin.voice.models import Asking, Batch, Card, Request
from tests.demo.attacked import district_of, given_away, overhear, published_pools

NOW = datetime(2026, 11, 19, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Thursday


def wrong():
    return {name: some.count() for name, some in faults().items() if some.exists()}


class ProblemsOfTheVillage(TestCase):
    """A Django test case, because its `setUpTestData` makes the village once for all of its tests."""

    @classmethod
    def setUpTestData(cls):
        cls.home = Path(cls.enterClassContext(TemporaryDirectory()))
        cls.enterClassContext(override_settings(LIANXIN_HOME=cls.home))
        cls.enterClassContext(mock.patch.object(opening.tables, "bring_up_to_date"))
        cls.enterClassContext(mock.patch.dict(forms._keys, clear=True))  # of policies that are rolled back
        cls.heard = []
        with overhear(cls.heard):
            make_demo(size=Size.VILLAGE, seed=1, now=NOW)

    def test_nothing_is_missing_and_the_clock_owes_nothing(self):
        assert wrong() == {}
        assert not Problem.objects.stirring(NOW).exists()
        assert not Pending.objects.exists()

    def test_a_year_of_all_kinds_of_ends_and_of_what_happens_on_the_way(self):
        assert Problem.objects.count() > 80
        assert Problem.objects.filter(opened_at__lt=NOW - timedelta(days=300)).exists()
        assert set(Ending.objects.values_list("end", flat=True)) >= {End.SOLVED, End.REFUSED, End.MERGED}
        assert set(Custody.objects.values_list("how", flat=True)) >= {
            How.FIRST, How.ACCEPTED, How.TAKEN, How.ROSE, How.REOPENED
        }  # fmt: skip
        assert set(Promise.objects.values_list("kept", flat=True)) == {True, False, None}
        assert all(some.objects.exists() for some in (Packet, Pause, Joint))
        assert Problem.objects.longstanding().exists()
        assert len(set(Problem.objects.values_list("channel", flat=True))) == 3

    def test_every_item_is_followed_settled_or_answered_once(self):
        assert Reply.objects.exclude(answered_at=None).exists()
        twice = Item.objects.annotate(n=Count("origins", distinct=True)).filter(n__gt=1)
        assert all(item.origins.exclude(via=None).exists() for item in twice), "only by a merger"

    def test_numbers_run_through_each_year(self):
        for year in YearCount.objects.all():
            numbers = Problem.objects.filter(number__startswith=f"连-{year.year}-").order_by("number")
            found = [int(number[-6:]) for number in numbers.values_list("number", flat=True)]
            assert found == list(range(1, year.last + 1))
        assert sum(year.last for year in YearCount.objects.all()) == Problem.objects.count()

    def test_the_ledger_tells_it_in_the_order_of_time(self):
        moments = list(Event.objects.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert Event.objects.filter(kind="problem.opened").count() == Problem.objects.count()

    def test_something_is_due_today_for_everybody_whose_login_is_printed(self):
        by = {one.number: one for one in Staff.objects.filter(number__in=("WORKER", "HEAD", "DESK"))}
        for number in ("WORKER", "HEAD"):
            queue = Problem.objects.of(by[number])
            assert 3 < queue.count() < 60
            assert queue.filter(due_at__gt=NOW, due_at__lt=NOW + timedelta(hours=9)).exists()
        district = by["DESK"].posts.first().area
        assert queries.packets_to_answer([district.pk]).count() >= 2
        phases = set(Problem.objects.open().values_list("phase", flat=True))
        assert phases >= {Phase.WAITING, Phase.HELD, Phase.ASKED, Phase.SENT_BACK, Phase.DECIDING}
        assert Problem.objects.at(Phase.ENDED).exists()

    def test_homes_ask_what_is_kept_of_them_and_suggest_things_and_the_offices_answer(self):
        assert Request.objects.exclude(answered_at=None).exclude(outcome="").exists()
        assert Request.objects.open().exists()
        assert Asking.objects.exclude(end="").exists()
        for one in (*Request.objects.all(), *Asking.objects.all()):
            assert NOW - timedelta(days=251) < one.asked_at < NOW
        kinds = {"rights.asked": Request.objects, "ask.raised": Asking.objects}
        kinds |= {"rights.answered": Request.objects.exclude(answered_at=None)}
        for kind, rows in kinds.items():
            assert Event.objects.filter(kind=kind).count() == rows.count(), kind

    def test_every_home_of_the_worker_s_town_has_a_card_and_some_were_opened(self):
        homes = Household.objects.present().filter(created_at__lt=NOW - timedelta(days=PRINTED))
        assert Card.objects.working().values("household").distinct().count() == homes.count() > 100
        opened = Card.objects.exclude(opened_at=None)
        assert 5 < opened.count() < 40
        assert Event.objects.filter(kind="card.opened").count() == opened.count()
        assert sum(Batch.objects.values_list("cards_made", flat=True)) == Card.objects.count()

    def test_a_solver_that_reads_all_published_ratings_finds_nobody(self):
        for kind in Kind:
            district, pools = district_of(self.heard, kind), published_pools(kind)
            formed = [pool for pool in close_all(district) if pool.formed <= latest_month()]
            assert sorted(map(str, formed)) == sorted(map(str, pools)), "nothing but whole pools is published"
            hidden, found = given_away(district, pools)
            assert len(hidden) > 20
            assert found == []

    def test_the_same_solver_finds_what_figures_that_leave_out_small_cells_give_away(self):
        """The control: the same ballots, published by half-years wherever there are five of them."""
        district = district_of(self.heard, Kind.VISIT)
        hidden = list(hidden_in(district))
        assert Attack(district, cadres_beside(district, published_pools(Kind.VISIT))).finds(hidden)

    def test_the_clock_walks_through_a_month(self):
        done = dict.fromkeys(("problems_rise", "problems_warn", "problems_remind", "problems_ask"), 0)
        for day in range(1, 31):
            now = NOW + timedelta(days=day)
            for key, count in tick(now=now).items():
                if key in done:
                    done[key] += count
            assert wrong() == {}, now
            assert not Problem.objects.stirring(now).exists()
        assert all(done.values()), done
        assert not Problem.objects.open().exclude(rung="district").exclude(phase=Phase.PAUSED).exists()
