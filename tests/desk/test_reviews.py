"""Objections, exits and expiries: opened, looked at, decided, and told."""

import pytest
from django.utils import timezone

from lianxin.classification.models import Review, Standing
from tests.desk.district import ALL_WELL, content, know

pytestmark = pytest.mark.django_db

WORDS = "儿子今年没有寄钱回来，收入没有那么多。"


@pytest.fixture
def contested(enter, worker, poor):
    """王's household has objected, through its worker."""
    response = enter(worker).post(f"/households/{poor.number}/objection/", {"words": WORDS}, follow=True)
    assert "异议已记下" in content(response)
    return Review.objects.get()


@pytest.fixture
def leaving(poor):
    """王's income rose; the household is to leave 连心户 if people agree."""
    from datetime import date

    from tests.desk.district import tell_of

    for resident in poor.residents.all():
        resident.birth_on = resident.birth_on or date(1985, 5, 5)
        resident.save()
        tell_of(resident, labour="full", health="healthy", works_at="home", disability_level="none")
    know(poor, **ALL_WELL)
    return Review.objects.get(kind="exit")


def test_an_objection_keeps_the_words_of_the_household(enter, worker, contested):
    assert (contested.kind, contested.words, contested.opened_by) == ("objection", WORDS, worker)
    assert WORDS in content(enter(worker).get(f"/reviews/{contested.pk}/"))


@pytest.mark.parametrize("words", ["", "   ", "。。。", "x" * 2001, "a\x00b"])
def test_an_objection_that_says_nothing_is_refused(enter, worker, poor, words):
    response = enter(worker).post(f"/households/{poor.number}/objection/", {"words": words})
    assert 'role="alert"' in response.content.decode()
    assert not Review.objects.exists()


def test_a_second_objection_is_refused_with_the_reason(enter, worker, contested, poor):
    response = enter(worker).post(f"/households/{poor.number}/objection/", {"words": "还是不对"})
    assert "已经有一条正在办的异议" in content(response)


def test_who_decides_sees_what_the_class_rests_on(enter, town_head, contested):
    page = content(enter(town_head).get(f"/reviews/{contested.pk}/"))
    assert "按现在知道的" in page
    assert "人均纯收入 3,100 元/年，低于 7,800 元/年" in page


def test_against_an_exit_there_is_one_answer_and_nothing_to_choose(enter, town_head, leaving):
    client = enter(town_head)
    assert "维持原类别" not in content(client.get(f"/reviews/{leaving.pk}/"))
    given = {"outcome": "kept", "answer": "上门看过，还是没有劳动力。"}
    client.post(f"/reviews/{leaving.pk}/decision/", given)
    leaving.refresh_from_db()
    assert leaving.outcome == "kept"


def test_open_reviews_are_listed_by_kind_with_counts(enter, town_head, contested):
    client = enter(town_head)
    page = content(client.get("/reviews/"))
    assert "群众异议 1 退出连心户 0 分类到期 0" in page
    assert "群众异议 王有田 HB000001 东一村 连心户" in page
    assert "没有等人来办的复核" in content(client.get("/reviews/?kind=exit"))
    assert "还没有办结的复核" in content(client.get("/reviews/?state=decided"))


def test_a_review_is_decided_with_an_answer(enter, town_head, contested):
    client = enter(town_head)
    answer = {"outcome": "kept", "answer": "上门看过，收入核实无误。"}
    page = content(client.post(f"/reviews/{contested.pk}/decision/", answer, follow=True))
    assert "已办结，请把答复告诉这一户。" in page
    assert "维持原类别" in page
    assert "上门看过，收入核实无误。" in page
    assert "王有田" in content(client.get("/reviews/?state=decided"))


def test_a_decision_without_an_answer_is_refused_and_what_was_typed_stays(enter, town_head, contested):
    response = enter(town_head).post(f"/reviews/{contested.pk}/decision/", {"outcome": "kept", "answer": ""})
    assert response.status_code == 422
    assert "checked" in response.content.decode()
    contested.refresh_from_db()
    assert contested.decided_at is None


def test_an_answer_that_comes_second_is_refused_and_given_back(enter, town_head, contested):
    client, address = enter(town_head), f"/reviews/{contested.pk}/decision/"
    client.post(address, {"outcome": "kept", "answer": "上门看过，收入核实无误。"})
    late = {"outcome": "kept", "answer": "我也去看过，写了很久。"}
    response = client.post(address, late, headers={"Origin": "http://testserver"})
    assert response.status_code == 422
    assert "已经有了结论" in content(response)
    assert "我也去看过，写了很久。" in content(response)
    contested.refresh_from_db()
    assert contested.answer == "上门看过，收入核实无误。"


def test_who_may_not_decide_gets_no_form_and_is_refused(enter, worker, contested):
    client = enter(worker)
    assert "等镇办或群众工作部的人来办" in content(client.get(f"/reviews/{contested.pk}/"))
    answer = {"outcome": "kept", "answer": "好"}
    assert client.post(f"/reviews/{contested.pk}/decision/", answer).status_code == 403


def test_leaving_takes_a_visit_and_two_people(enter, town_head, desk, leaving):
    first, second = enter(town_head), enter(desk)
    page = first.post(f"/reviews/{leaving.pk}/approvals/", follow=True)
    assert "要先有人上门核实" in content(page)
    day = {"visited_on": timezone.localdate().isoformat()}
    assert "上门核实已登记" in content(first.post(f"/reviews/{leaving.pk}/visit/", day, follow=True))
    page = content(first.post(f"/reviews/{leaving.pk}/approvals/", follow=True))
    assert "您已同意，还要另一个人同意。" in page
    assert "您已经同意过了" in page
    assert Standing.objects.get().tier == "priority"
    page = content(second.post(f"/reviews/{leaving.pk}/approvals/", follow=True))
    assert "两人都已同意，这一户退出连心户。" in page
    assert Standing.objects.get().tier != "priority"


@pytest.mark.parametrize("day", ["", "2999-01-01", "2026-02-31", "昨天"])
def test_a_visit_needs_a_day_that_makes_sense(enter, town_head, leaving, day):
    enter(town_head).post(f"/reviews/{leaving.pk}/visit/", {"visited_on": day})
    leaving.refresh_from_db()
    assert leaving.visited_on is None


def test_the_household_page_says_that_it_is_leaving(enter, worker, leaving):
    page = content(enter(worker).get(f"/households/{leaving.household.number}/"))
    assert "退出连心户要上门核实，还要两个人同意" in page
    assert "复核 退出连心户" in page


def test_a_neighbour_sees_no_review(enter, neighbour, contested):
    client = enter(neighbour)
    assert "王有田" not in content(client.get("/reviews/"))
    assert client.get(f"/reviews/{contested.pk}/").status_code == 404


def test_many_reviews_cost_as_many_queries_as_one(enter, desk, areas, policy, django_assert_max_num_queries):
    from lianxin.registry.models import Household
    from tests.desk.district import settle_households

    client = enter(desk)

    def open_reviews(count, start):
        settle_households(areas["V1"], count, start=start)
        for household in Household.objects.filter(number__gte=f"HB{start:06d}"):
            Review.objects.create(household=household, kind="objection", opened_at=timezone.now())

    open_reviews(1, 100)
    with django_assert_max_num_queries(14) as few:
        client.get("/reviews/")
    open_reviews(20, 200)
    with django_assert_max_num_queries(14) as many:
        client.get("/reviews/")
    assert len(few) == len(many)


def test_every_refusal_of_a_review_has_its_words_on_the_desk():
    from lianxin.classification.actions.reviews import MESSAGES
    from lianxin.desk.reviews.words import REFUSALS

    assert {code: str(words) for code, words in REFUSALS.items()} == MESSAGES
