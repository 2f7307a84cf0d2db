"""What the page says: cadre, town, matters step by step, promises and why they changed, and: is it done?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.problems.actions import note, pause
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Origin, Problem
from lianxin.problems.vocabulary import Channel
from lianxin.voice.actions import set_contact
from tests.desk.district import content
from tests.public.raising import end_problem, promise_for, raise_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(wang, town_head, ladder):
    return raise_problem(wang, town_head)


def test_the_page_names_the_cadre_and_the_way_to_the_town(guest, wang, worker, areas):
    wang.keeper = worker
    wang.save()
    set_contact(areas["T1"], phone="0915-3210000", hours="工作日", actor=None, now=timezone.now())
    page = content(guest.get("/r/page/"))
    assert worker.name in page
    assert "0915-3210000" in page


def test_a_matter_is_told_with_its_owner_and_its_promise(guest, matter, town_head):
    day = timezone.localdate() + timedelta(days=9)
    promise_for(matter, town_head, day, words="先修门口那一段")
    page = content(guest.get("/r/page/"))
    assert "门口的路坏了" in page
    assert "先修门口那一段" in page
    assert town_head.name in page
    assert f"{day.month}月{day.day}日" in page


def test_a_changed_promise_gives_its_reason(guest, matter, town_head):
    today = timezone.localdate()
    promise_for(matter, town_head, today + timedelta(days=3))
    matter.refresh_from_db()
    later = today + timedelta(days=9)
    promise_for(matter, town_head, later, reason="雨天铺不了水泥")
    assert "雨天铺不了水泥" in content(guest.get("/r/page/"))


def test_a_pause_says_why_in_the_words_of_the_policy(guest, matter, town_head):
    from lianxin.problems.actions import accept

    now = timezone.now()
    accept(matter, actor=town_head, now=now)
    reason = next(iter(ladder_pauses()))
    until = timezone.localdate() + timedelta(days=3)
    pause(matter, reason=reason.code, until=until, words="等您回来", actor=town_head, now=now)
    page = content(guest.get("/r/page/"))
    assert reason.words.zh in page
    assert "等您回来" in page


def ladder_pauses():
    from lianxin.problems.actions import ground_at

    return ground_at(timezone.now()).ladder.pauses.values()


def test_what_is_said_inside_the_office_stays_there(guest, matter, town_head):
    note(matter, words="这户上次态度不好", actor=town_head, now=timezone.now())
    end_problem(matter, town_head)
    page = content(guest.get("/r/page/"))
    assert "态度不好" not in page
    assert "村里验收单" not in page
    assert "路修好了" in page


def test_a_matter_that_another_home_raised_is_not_told_in_its_words(guest, wang, li, town_head, ladder):
    other = raise_problem(li, town_head, words="李明芳家的病")
    Origin.objects.create(
        problem=other, household=wang, channel=Channel.CLERK.value, raised_at=timezone.now()
    )
    promise_for(other, town_head, timezone.localdate() + timedelta(days=3), words="给李明芳家送药")
    page = content(guest.get("/r/page/"))
    assert "答应" in page
    assert "李明芳" not in page


def test_a_home_that_only_raised_it_too_does_not_judge(guest, wang, li, town_head, ladder):
    other = end_problem(raise_problem(li, town_head), town_head)
    Origin.objects.create(
        problem=other, household=wang, channel=Channel.CLERK.value, raised_at=timezone.now()
    )
    guest.post(f"/r/page/judgements/{other.pk}/", {"done": "yes"})
    assert Problem.objects.get(pk=other.pk).phase == "ended"


def test_the_household_says_that_it_is_done(guest, matter, town_head):
    end_problem(matter, town_head)
    assert "办好了吗" in content(guest.get("/r/page/"))
    page = content(guest.post(f"/r/page/judgements/{matter.pk}/", {"done": "yes"}, follow=True))
    assert "办好了吗" not in page
    matter.refresh_from_db()
    assert matter.phase == "closed"
    assert matter.endings.get().judgement.channel == "resident"
    assert Event.objects.get(kind="problem.judged").actor_id is None


def test_one_tap_opens_it_again_and_both_claims_stand(guest, matter, town_head):
    end_problem(matter, town_head)
    data = {"done": "no", "words": "只修了一半"}
    page = content(guest.post(f"/r/page/judgements/{matter.pk}/", data, follow=True))
    matter.refresh_from_db()
    assert matter.is_open
    assert "办的人说：办成了" in page
    assert "您家说：没办好" in page
    assert matter.endings.get().judgement.words == "只修了一半"


def test_three_things_are_asked_and_two_of_them_lead_back_to_nobody(guest, wang, matter, town_head):
    from django.apps import apps

    from lianxin.ratings.models import Ballot

    end_problem(matter, town_head)
    page = content(guest.get("/r/page/"))
    for asked in ("您满意吗", "镇里做得到吗", "办好了吗"):
        assert asked in page
    data = {"done": "yes", "satisfied": "bad", "reasonable": "good"}
    for _again in range(2):
        guest.post(f"/r/page/judgements/{matter.pk}/", data)
    assert Ballot.objects.count() == 1, "a matter is answered once"
    named = {field.name for field in Ballot._meta.get_fields()}
    assert not named & {"household", "problem", "ending"}
    told = "".join(f"{event.kind}{event.before}{event.after}" for event in Event.objects.all())
    assert "satisfied" not in told
    assert apps.get_model("problems", "Judgement").objects.get().words == ""


def test_without_a_word_on_both_no_ballot_is_cast(guest, matter, town_head):
    from lianxin.ratings.models import Ballot

    end_problem(matter, town_head)
    guest.post(f"/r/page/judgements/{matter.pk}/", {"done": "no", "satisfied": "wonderful"})
    matter.refresh_from_db()
    assert matter.is_open
    assert not Ballot.objects.exists()


def test_whoever_did_it_cannot_say_it_for_the_household(matter, town_head):
    from lianxin.problems.actions import judge

    end_problem(matter, town_head)
    with pytest.raises(ProblemsRefused) as refused:
        judge(matter, is_done=True, channel=Channel.CLERK, actor=town_head, now=timezone.now())
    assert refused.value.code == "own-work"


def test_nobody_judges_the_matter_of_another(guest, li, town_head, ladder):
    other = end_problem(raise_problem(li, town_head), town_head)
    guest.post(f"/r/page/judgements/{other.pk}/", {"done": "yes"})
    other.refresh_from_db()
    assert other.phase == "ended"


def test_a_second_answer_changes_nothing(guest, matter, town_head):
    end_problem(matter, town_head)
    for done in ("yes", "no", "perhaps"):
        guest.post(f"/r/page/judgements/{matter.pk}/", {"done": done})
    matter.refresh_from_db()
    assert matter.phase == "closed"


def test_the_page_can_be_taken_along(guest, matter):
    response = guest.get("/r/page/paper/")
    assert response.content.startswith(b"%PDF")


def test_without_a_font_the_page_itself_is_printed(guest, monkeypatch):
    from lianxin.public.views import page
    from lianxin.voice.fonts import NoFont

    def none():
        raise NoFont

    monkeypatch.setattr(page, "font_in_use", none)
    assert "请用浏览器打印" in content(guest.get("/r/page/paper/", follow=True))


def test_the_page_speaks_english(guest, matter):
    response = guest.get("/r/page/?lang=en")
    assert '<html lang="en">' in response.content.decode()
    assert "What you raised" in content(response)
