"""The household reads what does not count, and why; one tap appeals; it keeps everything else."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.people.vocabulary import Role
from lianxin.problems import actions
from lianxin.problems.models import Exclusion
from lianxin.problems.vocabulary import Channel
from lianxin.proofs.cast import make_worker
from tests.desk.district import content
from tests.voice.conftest import card

__all__ = ["card"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(ladder, wang, worker):
    now = timezone.now()
    raised = actions.Raised(
        area=wang.area_id,
        household=wang.pk,
        words="想在耕地上盖楼",
        category="housing",
        channel=Channel.CLERK,
        received_by=worker.pk,
        raised_at=now,
    )
    return actions.open_by_hand(raised, actor=worker, now=now)


@pytest.fixture
def proposed(problem, worker):
    return actions.propose_exclusion(
        problem, ground="law-forbids", words="耕地上不能盖房", actor=worker, now=timezone.now()
    )


@pytest.fixture
def accepted(proposed, desk):
    return actions.review_exclusion(
        proposed, is_accepted=True, words="核过了", actor=desk, now=timezone.now()
    )


def appeal(client, one, **data):
    return client.post(f"/r/page/appeals/{one.pk}/", data, follow=True)


def matters(client):
    """The part of the page that tells of what the household raised."""
    return client.get("/r/page/").content.decode().partition('id="what"')[2].partition("</section>")[0]


def test_nothing_is_said_of_what_was_only_proposed(guest, proposed):
    assert "不算进干部考核" not in content(guest.get("/r/page/"))
    assert "没有可以不同意的事" in content(appeal(guest, proposed))


def test_the_household_reads_why_and_until_when(guest, accepted):
    said = content(guest.get("/r/page/"))
    for words in (
        "不算进干部考核的事",
        "法律不允许政府这样办",
        "耕地上不能盖房",
        "核的人说：核过了",
        "我不同意，请另一个人再看",
    ):
        assert words in said, words


def test_one_tap_appeals_and_once(guest, accepted):
    assert "由另一个没有经手过的人来看" in content(appeal(guest, accepted))
    found = Exclusion.objects.get()
    assert (found.appealed_at is not None, found.appeal_recorded_by) == (True, None)
    said = content(guest.get("/r/page/"))
    assert "正在看" in said
    assert "我不同意，请另一个人再看" not in said
    assert "已经提过了" in content(appeal(guest, accepted))


def test_its_matter_stays_on_the_page_as_it_was(guest, problem, desk, worker):
    before = matters(guest)
    made = actions.propose_exclusion(
        problem, ground="law-forbids", words="耕地上不能盖房", actor=worker, now=timezone.now()
    )
    actions.review_exclusion(made, is_accepted=True, words="核过了", actor=desk, now=timezone.now())
    after = matters(guest)
    assert before == after


def test_another_household_neither_reads_nor_appeals(accepted, li, guest):
    from lianxin.problems.models import Problem

    Problem.objects.update(household=li)
    assert "不算进干部考核" not in content(guest.get("/r/page/"))
    assert "没有可以不同意的事" in content(appeal(guest, accepted))
    assert Exclusion.objects.get().appealed_at is None


def test_without_a_card_nobody_appeals(accepted):
    assert Client().post(f"/r/page/appeals/{accepted.pk}/").status_code == 302
    assert Exclusion.objects.get().appealed_at is None


def test_the_household_reads_that_it_was_lifted_and_why(guest, accepted, desk, areas):
    now = timezone.now()
    leader = make_worker("LEADER", Role.DISTRICT_DESK, areas["D"])
    actions.ask_lifting(accepted, words="规划改了，那块地可以建房了", actor=desk, now=now)
    assert "规划改了" not in content(guest.get("/r/page/")), "not before a second person agreed"
    actions.answer_lifting(accepted, is_agreed=True, words="看过内部图纸", actor=leader, now=now)
    page = content(guest.get("/r/page/"))
    assert "区里两个人重新看过：照样算进考核。" in page
    assert "规划改了，那块地可以建房了" in page
    assert "内部图纸" not in page
    assert "我不同意" not in page
