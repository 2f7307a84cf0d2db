"""The office's side of visits: the list, one visit, two claims, families, feedback, what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lianxin import flow
from lianxin.registry.models import Household, Resident
from lianxin.visits.actions import take_in
from lianxin.visits.models import Clash, FamilyProposal, Visit
from tests.desk.district import content, know
from tests.visits.phones import answer, need, told, visit

RECORDS, CLASHES = reverse("desk:visit-records"), reverse("desk:clashes")
FAMILIES = reverse("desk:family-changes")


@pytest.fixture
def moment():
    return timezone.now()


@pytest.fixture
def kept(wang, worker):
    """王有田's home in the worker's care."""
    Household.objects.filter(pk=wang.pk).update(keeper=worker)
    wang.refresh_from_db()
    return wang


@pytest.fixture
def met(kept, worker, moment):
    """Somebody told these things from the home; what follows in the register has followed."""

    def meet(home=kept, by=worker, at=moment, **more):
        one = visit(by=by, now=at, home=home, **more)
        take_in([one], now=at)
        flow.carry_on(now=at)
        return Visit.objects.get(op_id=one.op_id)

    return meet


def family(home, by, now, **more):
    about = {"proposal_id": more.pop("id", None) or Visit._meta.pk.default(), "on": timezone.localdate(now)}
    one = told("family.propose", about | more, by=by, now=now, home=home)
    take_in([one], now=now)
    return FamilyProposal.objects.get(op_id=one.op_id)


def test_a_visit_is_listed_with_what_the_home_said(enter, town_head, met, policy):
    made = met(
        items=[need("要一张轮椅", quantity=1, unit="张"), need("路灯不亮", settled={"how": "当场换了"})]
    )
    shown = content(enter(town_head).get(RECORDS, {"month": f"{made.visited_on:%Y-%m}"}))
    assert "王有田" in shown
    assert "1 张 要一张轮椅" in shown
    assert "当场办了事 1" in shown
    assert "问需 1" in shown


def test_the_list_is_narrowed_by_what_was_said(enter, town_head, met, policy, moment):
    noon = timezone.localtime(moment).replace(hour=12) - timedelta(days=1)
    met(items=[need("要一张轮椅")], at=noon)
    met(at=noon - timedelta(minutes=90))
    client, month = enter(town_head), {"month": f"{noon:%Y-%m}"}
    assert "没提什么 1" in content(client.get(RECORDS, month))
    nothing = content(client.get(RECORDS, month | {"show": "nothing"}))
    assert "共 1 次" not in nothing  # one page has no footer
    assert "要一张轮椅" not in nothing
    assert "要一张轮椅" in content(client.get(RECORDS, month | {"show": "need"}))
    assert "没有这样的走访" in content(client.get(RECORDS, month | {"show": "clash"}))


def test_a_month_without_visits_teaches_and_leads_back(enter, town_head, wang, policy):
    shown = content(enter(town_head).get(RECORDS, {"month": "2026-02"}))
    assert "这个月还没有走访记录" in shown
    assert "看上个月" in shown


def test_pages_are_cut_by_day_and_lead_back(enter, town_head, kept, worker, moment, policy):
    take_in(
        [visit(by=worker, now=moment - timedelta(minutes=5 * at), home=kept) for at in range(60)], now=moment
    )
    client = enter(town_head)
    home = {"home": kept.number}
    first = client.get(RECORDS, home)
    assert "共 60 次" in content(first)
    after = first.context["page"].after
    second = client.get(RECORDS, home | {"after": after})
    seen = [line.visit.pk for page in (first, second) for line in page.context["lines"]]
    assert len(set(seen)) == 60
    back = client.get(RECORDS, home | {"before": second.context["page"].before})
    assert [line.visit.pk for line in back.context["lines"]] == seen[:50]


@pytest.mark.parametrize(
    "query", ["month=2026-13", "after=2026-02-31~x", "show=love", "cadre=1", "home=%00", "before=~"]
)
def test_an_unclear_address_is_answered_not_crashed_on(enter, town_head, wang, policy, query):
    assert enter(town_head).get(f"{RECORDS}?{query}").status_code == 400


def test_a_home_out_of_sight_is_not_there(enter, neighbour, met, policy):
    made = met(items=[need("要一张轮椅")])
    client = enter(neighbour)
    assert "王有田" not in content(client.get(RECORDS))
    assert client.get(RECORDS, {"home": made.household.number}).status_code == 404
    assert client.get(reverse("desk:visit-record", args=[made.pk])).status_code == 404


def test_a_cadre_finds_his_own_visits(enter, worker, town_head, met, policy):
    met(items=[need("要一张轮椅")])
    assert "要一张轮椅" in content(enter(worker).get(RECORDS, {"cadre": str(worker.pk)}))
    assert "还没有走访记录" in content(enter(worker).get(RECORDS, {"cadre": str(town_head.pk)}))
    assert "我的走访记录" in content(enter(worker).get(reverse("desk:my-households")))


def test_one_visit_says_what_was_known_and_what_was_told(enter, worker, kept, met, moment, policy):
    know(kept, days_ago=40, income_per_head=3100)
    head = kept.residents.get(relation="head")
    told_now = [answer("income_per_head", "5200", old="3100"), answer("housing_is_safe", "true")]
    made = met(answers=told_now, items=[need()], met=[head.pk], filling_seconds=300, fields=6)
    take_in(
        [told("visit.add", {"visit_id": made.pk, "text": "下次带尺子"}, by=worker, now=moment)], now=moment
    )
    shown = content(enter(worker).get(reverse("desk:visit-record", args=[made.pk])))
    for words in (
        "3,100 元/年",
        "5,200 元/年",
        "已写进登记",
        "没有登记",
        "王有田",
        "下次带尺子",
        "6 项，5 分钟",
    ):
        assert words in shown
    assert "40 分钟" in shown


def test_a_clash_shows_both_claims_and_ends_with_a_reason(enter, worker, town_head, kept, met, policy):
    know(kept, days_ago=3, income_per_head=3100)
    made = met(answers=[answer("income_per_head", "9000", old="2000")])
    clash = Clash.objects.get()
    client = enter(town_head)
    shown = content(client.get(CLASHES))
    assert "3,100 元/年" in shown
    assert "9,000 元/年" in shown
    assert "有两种说法，等人定" in content(client.get(reverse("desk:visit-record", args=[made.pk])))
    assert "1 处有两种说法" in content(client.get(reverse("desk:household", args=[kept.number])))
    decide = reverse("desk:clash-decision", args=[clash.pk])
    assert enter(worker).post(decide, {"claim": "told", "words": "看过"}).status_code == 403
    assert "请选定" in content(client.post(decide, {"claim": "told", "words": " "}, follow=True))
    client.post(decide, {"claim": "told", "words": "看过工资条"})
    clash.refresh_from_db()
    assert clash.decision == "told"
    assert kept.facts.current().get(indicator="income_per_head").value == "9000"
    assert "看过工资条" in content(client.get(CLASHES, {"state": "decided"}))
    assert "没有等人定的两种说法" in content(client.get(CLASHES))


def test_a_family_change_enters_the_register_only_when_accepted(
    enter, worker, town_head, kept, moment, policy
):
    born = family(kept, worker, moment, change="born", name="王小满", sex="f", relation="grandchild")
    client = enter(town_head)
    assert "王小满" in content(client.get(FAMILIES))
    assert not Resident.objects.filter(name="王小满").exists()
    decide = reverse("desk:family-decision", args=[born.pk])
    assert enter(worker).post(decide, {"accept": "yes"}).status_code == 403
    client.post(decide, {"accept": "yes"})
    assert Resident.objects.filter(name="王小满", household=kept).exists()
    assert "改了登记" in content(client.get(FAMILIES, {"state": "decided"}))
    assert "已经处理过" in content(client.post(decide, {"accept": "yes"}, follow=True))


def test_turning_a_family_change_down_needs_a_word(enter, worker, town_head, kept, moment, policy):
    head = kept.residents.get(relation="head")
    gone = family(kept, worker, moment, change="moved_out", resident_id=head.pk)
    client, decide = enter(town_head), reverse("desk:family-decision", args=[gone.pk])
    assert "以后谁是户主" in content(client.get(FAMILIES))
    assert "为什么" in content(client.post(decide, {"accept": "no"}, follow=True))
    client.post(decide, {"accept": "no", "answer": "只是出门打工"})
    gone.refresh_from_db()
    assert gone.is_accepted is False
    assert "只是出门打工" in content(enter(worker).get(FAMILIES, {"state": "decided"}))


def test_a_resident_of_another_home_is_never_named(enter, worker, town_head, kept, li, moment, policy):
    stranger = li.residents.first()
    family(kept, worker, moment, change="died", resident_id=stranger.pk)
    assert stranger.name not in content(enter(town_head).get(FAMILIES))


def test_the_household_shows_what_is_open_and_its_card(enter, worker, kept, met, moment, policy):
    met(items=[need("要一张轮椅")])
    left = told("card.leave", {"token_sha256": "a" * 64}, by=worker, now=moment, home=kept)
    take_in([left], now=moment)
    shown = content(enter(worker).get(reverse("desk:household", args=[kept.number])))
    assert "还没办的" in shown
    assert "要一张轮椅" in shown
    assert "留在家里" in shown


def test_what_waits_stands_on_the_first_page(enter, worker, town_head, kept, met, moment, policy):
    know(kept, days_ago=3, income_per_head=3100)
    met(answers=[answer("income_per_head", "9000", old="2000")])
    family(kept, worker, moment, change="born", name="王小满")
    shown = content(enter(town_head).get(reverse("desk:today")))
    assert "1 处有两种说法，等人定" in shown
    assert "1 条家庭成员变动，等人定" in shown
    assert "等人定" not in content(enter(worker).get(reverse("desk:today")))


def test_changes_in_families_take_as_many_queries_however_many_wait(
    enter, desk, worker, kept, moment, policy, django_assert_num_queries
):
    client, heads = enter(desk), kept.residents.filter(relation="head")
    family(kept, worker, moment, change="moved_out", resident_id=heads.get().pk)
    content(client.get(FAMILIES))
    with CaptureQueriesContext(connection) as few:
        content(client.get(FAMILIES))
    for at in range(6):
        family(kept, worker, moment, change="died", resident_id=heads.get().pk, words=f"{at}")
    with django_assert_num_queries(len(few)):
        assert "等人定 7" in content(client.get(FAMILIES))
