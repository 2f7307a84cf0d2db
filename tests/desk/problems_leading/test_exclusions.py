"""The pages of 不计入考核: proposing on a problem's page, the lists, one exclusion, what towns leave out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.desk.problems.exclusions import towns_of
from lianxin.desk.problems.speech import Speech
from lianxin.people.vocabulary import Role
from lianxin.problems import actions, queries
from lianxin.problems.excluded import Limits
from lianxin.problems.figures import lying
from lianxin.problems.models import Exclusion, Problem, Promise
from lianxin.problems.vocabulary import Channel
from lianxin.proofs.cast import make_worker
from tests.desk.district import content

pytestmark = pytest.mark.django_db
GIVEN = {"ground": "law-forbids", "words": "要在耕地上建三层楼"}


@pytest.fixture
def proposed(lane, worker):
    return actions.propose_exclusion(lane, **GIVEN, actor=worker, now=timezone.now())


@pytest.fixture
def accepted(proposed, desk):
    return actions.review_exclusion(
        proposed, is_accepted=True, words="核过图纸", actor=desk, now=timezone.now()
    )


@pytest.fixture
def leader(areas):
    return make_worker("LEADER", Role.DISTRICT_DESK, areas["D"])


def page(client, one):
    return content(client.get(f"/problems/exclusions/{one.pk}/"))


def test_whoever_works_on_a_problem_proposes_on_its_page(enter, worker, supervisor, lane):
    client = enter(worker)
    assert "提出不计入考核" in content(client.get(f"/problems/{lane.pk}/"))
    assert "提出不计入考核" not in content(enter(supervisor).get(f"/problems/{lane.pk}/"))
    answer = client.post(f"/problems/{lane.pk}/exclusion/", GIVEN, follow=True)
    assert "核定以前，这件事照样计入" in content(answer)
    assert Exclusion.objects.get().proposed_by == worker
    assert "等区里核" in content(client.get(f"/problems/{lane.pk}/"))


def test_a_proposal_without_a_ground_or_words_is_shown_again(enter, worker, lane):
    answer = enter(worker).post(f"/problems/{lane.pk}/exclusion/", {"ground": "too-hard", "words": "。"})
    assert answer.status_code == 422
    assert "请写清楚" in content(answer)
    assert not Exclusion.objects.exists()


def test_the_review_is_offered_to_who_had_no_part_in_it(enter, desk, worker, town_head, proposed):
    assert "请您来核" in page(enter(desk), proposed)
    for other in (worker, town_head):
        assert "请您来核" not in page(enter(other), proposed)
    client, address = enter(town_head), f"/problems/exclusions/{proposed.pk}/review/"
    assert client.post(address, {"answer": "yes", "words": "同意了"}).status_code == 403


def test_a_person_of_the_district_with_a_post_in_the_town_is_told_why_not(enter, proposed, areas):
    both = make_worker("BOTH", Role.DISTRICT_DESK, areas["D"])
    today = timezone.localdate()
    both.posts.create(role=Role.SUPERVISOR.value, area=areas["T1"], from_on=today)
    address = f"/problems/exclusions/{proposed.pk}/review/"
    answer = enter(both).post(address, {"answer": "yes", "words": "同意了"})
    assert answer.status_code == 422
    assert "本镇的人不能定" in content(answer)
    assert Exclusion.objects.get().is_accepted is None


def test_accepted_appealed_and_decided_by_three_people(enter, desk, supervisor, leader, proposed):
    address = f"/problems/exclusions/{proposed.pk}"
    told = {"answer": "yes", "words": "核过图纸"}
    assert "同意不计入" in content(enter(desk).post(f"{address}/review/", told, follow=True))
    said = enter(supervisor).post(
        f"{address}/appeal/", {"channel": "clerk", "words": "不是耕地"}, follow=True
    )
    assert "另请人来定" in content(said)
    assert "请您来定" not in page(enter(desk), proposed)
    ended = enter(leader).post(f"{address}/decision/", {"answer": "no", "words": "确实不是耕地"}, follow=True)
    assert "另一人定：照样计入" in content(ended)
    assert Exclusion.objects.get().is_upheld is False


def test_lists_hold_what_waits_for_each_step(enter, desk, proposed):
    client = enter(desk)
    assert "要在耕地上" not in content(client.get("/problems/exclusions/?area=all&show=appeals"))
    assert "门口到大路" in content(client.get("/problems/exclusions/?area=all"))
    actions.review_exclusion(proposed, is_accepted=False, words="能办", actor=desk, now=timezone.now())
    assert "门口到大路" not in content(client.get("/problems/exclusions/?area=all"))
    assert "没有同意，照样计入" in content(client.get("/problems/exclusions/?area=all&show=decided"))


def test_an_overdue_one_that_does_not_count_is_overdue_for_nobody(enter, desk, accepted):
    Problem.objects.update(due_at=timezone.now() - timedelta(days=2))
    rows = lying(Problem.objects.all(), timezone.now())
    assert [(row.open, row.overdue) for row in rows] == [(1, 0)]
    client = enter(desk)
    assert "没有超期的问题" in content(client.get("/problems/late/?area=all"))
    Exclusion.objects.update(is_upheld=False, appealed_at=timezone.now(), decided_at=timezone.now())
    assert [row.overdue for row in lying(Problem.objects.all(), timezone.now())] == [1]
    assert "没有超期的问题" not in content(client.get("/problems/late/?area=all"))


def test_its_broken_promise_is_in_the_figures_of_all_and_not_in_those_that_count(accepted):
    today = timezone.localdate()
    made = {"due_on": today, "given_at": timezone.now(), "ended_at": timezone.now(), "kept": False}
    Promise.objects.create(problem=accepted.problem, **made)
    everything = Problem.objects.all()
    assert [row.broken for row in queries.kept_of_all(everything, today, today)] == [1]
    assert [row.broken for row in queries.kept_by_town(everything, today, today)] == [0]


def test_leaders_see_both_figures_of_each_town_and_its_grounds(enter, desk, accepted):
    Problem.objects.update(due_at=timezone.now() - timedelta(days=2))
    said = content(enter(desk).get("/problems/exclusions/?area=all&show=decided"))
    for words in ("要办的事法律不允许 1", "100.0%", "0 (1)"):
        assert words in said, words
    assert "偏多" not in said  # one is not many


def test_a_town_that_leaves_out_much_stands_out():
    limits = Limits(5, 30, 5, 3)
    assert limits.is_alarming(4, 100)
    assert not limits.is_alarming(3, 100)
    assert not limits.is_alarming(2, 2)


def test_the_household_appeal_reaches_the_list(enter, desk, accepted):
    actions.appeal_exclusion(accepted, channel=Channel.RESIDENT, actor=None, now=timezone.now())
    assert "1" in content(enter(desk).get("/problems/exclusions/?area=all&show=appeals"))
    assert "没有另写理由" in page(enter(desk), accepted)


def test_it_is_lifted_by_two_people_on_its_page(enter, desk, leader, accepted):
    first, second = enter(desk), enter(leader)
    assert "请您来定收不收回" not in page(second, accepted)
    assert first.post(f"/problems/exclusions/{accepted.pk}/lifting/", {"words": ""}).status_code == 422
    asked = first.post(f"/problems/exclusions/{accepted.pk}/lifting/", {"words": "规划改了"}, follow=True)
    assert "等第二个人定" in content(asked)
    assert "请您来定收不收回" not in page(first, accepted)
    listed = content(second.get("/problems/exclusions/?show=liftings"))
    assert "1 件有人提出收回" in listed
    assert "规划改了" in page(second, accepted)
    given = {"answer": "yes", "words": "看过新规划"}
    assert first.post(f"/problems/exclusions/{accepted.pk}/lifting/answer/", given).status_code == 422
    done = content(second.post(f"/problems/exclusions/{accepted.pk}/lifting/answer/", given, follow=True))
    assert "区里收回，照样计入" in done
    assert "看过新规划" in done
    assert "1 件已经定了" in content(second.get("/problems/exclusions/?show=decided"))


def test_what_was_lifted_stands_among_what_was_taken_back(enter, desk, leader, accepted):
    now = timezone.now()
    actions.ask_lifting(accepted, words="规划改了", actor=desk, now=now)
    actions.answer_lifting(accepted, is_agreed=True, words="看过", actor=leader, now=now)
    (row,) = towns_of(Problem.objects.all(), Speech.at(now), timezone.localdate(now))
    assert (row.excluded, row.overturned) == (0, 1)


def test_nobody_of_the_town_or_of_supervision_lifts(enter, town_head, supervisor, worker, accepted):
    for person in (town_head, supervisor, worker):
        client = enter(person)
        assert "提出收回" not in page(client, accepted)
        answer = client.post(f"/problems/exclusions/{accepted.pk}/lifting/", {"words": "规划改了"})
        assert answer.status_code == 403
