"""One problem from a call to the word of the household: promised, sent up, ended, not done, open again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lianxin.problems.models import Problem


@pytest.fixture
def deadlines(db):
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import at, text

    return adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-01-05 09:00"))


def step(page, title, **fields):
    """Unfold a step, fill it in, and take it."""
    moves = page.get_by_role("region", name="您现在可以")
    fold = moves.locator("details").filter(has=page.locator("summary").get_by_text(title, exact=True))
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    for label, value in fields.items():
        fold.get_by_label(label).fill(value)
    fold.get_by_role("button", name=title, exact=True).click()
    page.wait_for_load_state()


def test_from_a_call_to_not_done_and_open_again(enter, worker, town_head, desk, wang, deadlines):
    page = enter(worker)
    page.goto(f"/problems/new/?home={wang.number}")
    page.get_by_label("哪一类").select_option("lane")
    page.get_by_label("什么事").fill("门口到大路三百米泥巴路，下雨走不了")
    page.get_by_label("多少").fill("300")
    page.get_by_label("单位").select_option("米")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("入户路、组道 300 米")
    here = page.url

    step(page, "接办")
    expect(page.get_by_text("已接办，现在由您负责。")).to_be_visible()
    day = timezone.localdate() + timedelta(days=5)
    step(page, "向群众承诺", 哪天以前办好=day.isoformat(), 答应了什么="把路铺上砂石")
    expect(page.get_by_text("把路铺上砂石").first).to_be_visible()
    step(page, "上报", 我们做过什么="修过两回", 为什么这一级办不了="村里没有钱", 请上一级做什么="请镇里立项")
    expect(page.get_by_role("heading", name="上报到甲镇")).to_be_visible()

    page = enter(town_head)
    page.goto("/problems/")
    expect(page.get_by_role("heading", name="下面报上来，等答复")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(here)
    step(page, "接收上报")
    expect(page.get_by_text("已接收，现在由您负责。")).to_be_visible()
    step(page, "办成了", 怎么办的="铺了砂石，压实了", 有什么凭据="验收单，户主签字")
    expect(page.get_by_role("heading", name="这一户还没有说")).to_be_visible()
    expect(page.get_by_role("region", name="您现在可以").get_by_text("记群众评判")).to_have_count(0)

    page = enter(desk)
    page.goto(here)
    answer = page.get_by_role("region", name="您现在可以")
    answer.get_by_label("没办好").check()
    answer.get_by_label("怎么问到的").select_option("clerk")
    answer.get_by_label("他的原话").fill("一下雨又烂了")
    answer.get_by_role("button", name="记群众评判").click()
    expect(page.get_by_role("heading", name="这一户说：没办好")).to_be_visible()
    expect(page.get_by_text("一下雨又烂了").first).to_be_visible()
    problem = Problem.objects.get()
    assert (problem.phase, problem.rung, problem.not_done) == ("waiting", "town", 1)


def test_the_glance_beside_the_list_follows_the_keys(enter, worker, wang, deadlines):
    from lianxin.problems.actions import Raised, open_by_hand
    from lianxin.problems.vocabulary import Channel

    now = timezone.now()
    told = {"category": "lane", "channel": Channel.CLERK, "received_by": worker.pk, "raised_at": now}
    for words in ("门口泥巴路走不了", "路灯不亮了"):
        about = {"area": wang.area_id, "household": wang.pk, "words": words}
        open_by_hand(Raised(**told, **about), actor=worker, now=now)
    page = enter(worker)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/problems/all/")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    panel = page.get_by_label("这一件的大概")
    expect(panel.get_by_text("门口泥巴路走不了").first).to_be_visible()
    page.keyboard.press("j")
    expect(panel.get_by_text("路灯不亮了").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
