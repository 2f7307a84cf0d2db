"""The form of a visit as people see it, what filling it in costs, and what cadres say of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import PolicyDraft
from lianxin.registry.models import Household
from lianxin.visits.actions import take_in
from tests.desk.district import content
from tests.visits.phones import told, visit

FORM, BURDEN, FEEDBACK = reverse("desk:visit-form"), reverse("desk:burden"), reverse("desk:feedback")


@pytest.fixture
def form(policy, now):
    """The policy of visits, with its form, in force beside that of classes."""
    text = (SHIPPED / "visits" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


def bring(client, name, data):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("desk:visit-form-drafts"), {"file": file}, follow=True)


def test_the_form_says_what_is_asked_why_and_what_it_costs(enter, worker, form):
    shown = content(enter(worker).get(FORM))
    for words in ("住房安全", "人均纯收入低于监测线", "天内问过就不再问", "问每个满 16 岁的人"):
        assert words in shown
    stated = form.document.form
    assert f"填一次约 {stated.minutes} 分钟，最多问 {stated.most_questions} 项情况" in shown
    assert "只在" in shown
    assert "起草新一版" not in shown
    assert "现行" in shown


def test_without_a_form_the_page_teaches(enter, desk, policy):
    client = enter(desk)
    assert "没有表" in content(client.get(FORM))
    assert client.get(reverse("desk:visit-form-workbook")).status_code == 404
    assert "还没有走访表" in content(client.get(BURDEN))


def test_the_form_goes_out_as_a_workbook_and_comes_back_as_a_draft(enter, desk, worker, form):
    client = enter(desk)
    written = client.get(reverse("desk:visit-form-workbook"))
    assert written["Content-Disposition"].endswith('.xlsx"')
    page = bring(client, "form.xlsx", written.content)
    assert "已读成走访办法的草稿" in content(page)
    draft = PolicyDraft.objects.get()
    assert "housing_is_safe" in draft.content["form"]
    assert bring(enter(worker), "form.xlsx", written.content).status_code == 403


def test_a_workbook_that_is_no_form_is_refused_with_its_place(enter, desk, form):
    page = bring(enter(desk), "form.xlsx", b"not a workbook")
    assert page.status_code == 422
    assert "这个文件还不能用" in content(page)
    assert not PolicyDraft.objects.exists()


def test_a_draft_is_started_from_the_page(enter, desk, form):
    client = enter(desk)
    assert "起草新一版走访办法" in content(client.get(FORM))
    client.post(reverse("desk:drafts"), {"base": str(form.pk)})
    assert PolicyDraft.objects.get().content["form"]


def test_minutes_are_compared_with_what_the_form_promised(enter, town_head, worker, wang, form):
    Household.objects.filter(pk=wang.pk).update(keeper=worker)
    promised, now = form.document.form.minutes, timezone.now()
    client = enter(town_head)
    assert f"填一次最多 {promised} 分钟" in content(client.get(BURDEN))
    slow = [visit(by=worker, now=now - timedelta(minutes=at), home=wang, fields=9,
                  filling_seconds=60 * (promised + 4)) for at in range(2)]  # fmt: skip
    take_in(slow, now=now)
    shown = content(client.get(BURDEN))
    assert f"平均 {promised + 4}.0 分钟，超过了答应的 {promised} 分钟" in shown
    assert "100.0%" in shown
    assert worker.name not in shown
    quick = [visit(by=worker, now=now, home=wang, fields=3, filling_seconds=60) for _ in range(8)]
    take_in(quick, now=now)
    assert "以内" in content(client.get(BURDEN))


def test_what_cadres_say_of_the_system_is_read_by_those_who_mend_it(
    enter, worker, town_head, neighbour, desk, admin, supervisor, policy
):
    now = timezone.now()
    for by, text in ((worker, "住房那一项每家都一样"), (neighbour, "字太浅")):
        take_in([told("feedback.send", {"about": "form", "text": text}, by=by, now=now)], now=now)
    shown = content(enter(desk).get(FEEDBACK))
    assert "住房那一项每家都一样" in shown
    assert "字太浅" in shown
    assert "走访表 2" in shown
    assert "字太浅" not in content(enter(town_head).get(FEEDBACK))
    assert "住房那一项" in content(enter(supervisor).get(FEEDBACK))
    assert "没有等答复的反馈" in content(enter(supervisor).get(FEEDBACK, {"about": "app"}))
    assert enter(worker).get(FEEDBACK).status_code == 403
    assert enter(admin).get(FEEDBACK).status_code == 403
    assert enter(desk).get(FEEDBACK, {"about": "love"}).status_code == 400
