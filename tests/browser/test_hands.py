"""A household is dragged to another cadre, seen to cost what it costs, confirmed, and taken back."""

import pytest
from playwright.sync_api import expect

from lianxin.pairing.actions import choose_cadre
from lianxin.registry.models import Household
from tests.desk.test_pairing import other, pairing_policy

__all__ = ["other", "pairing_policy"]


@pytest.mark.one_database
def test_a_household_is_dragged_confirmed_and_taken_back(
    enter, town_head, areas, wang, worker, other, pairing_policy, now
):
    choose_cadre(wang, worker, actor=None, now=now)
    page = enter(town_head)
    page.goto(f"/pairing/?area={areas['V1'].code}")
    home = page.locator(f"[data-household={wang.number}]")
    target = page.locator(f"[data-cadre='{other.pk}']")
    home.hover()
    page.mouse.down()
    target.hover()
    target.hover()
    expect(target.locator("[data-cost]")).to_contain_text("和现在一样多分")
    page.mouse.up()
    expect(page.get_by_text(f"→ {other.name}")).to_be_visible()
    expect(page.get_by_label("为什么是他")).to_be_hidden()
    assert Household.objects.get().keeper == worker
    page.get_by_role("button", name="从今天起由他联系").click()
    expect(target.locator(f"[data-household={wang.number}]")).to_be_visible()
    assert Household.objects.get().keeper == other
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销，恢复原来的联系干部。")).to_be_visible()
    assert Household.objects.get().keeper == worker
