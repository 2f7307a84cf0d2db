"""The frame: what each role finds in the rail, languages, light and dark, and pages that went wrong."""

import re

import pytest
from django.test import Client

from lianxin.desk.rail import SECTIONS
from lianxin.proofs.access.spec import ALLOWED, ROLES
from tests.desk.district import content, words

pytestmark = pytest.mark.django_db


def rail(response):
    nav = response.content.decode().split('<nav aria-label="主导航">')[1].split("</nav>")[0]
    return re.findall(r'data-icon="(\w+)"', nav)


def test_everybody_finds_in_the_rail_what_he_may_use(enter, worker, town_head, desk, supervisor, admin):
    roles = dict(zip(ROLES, (worker, town_head, desk, supervisor, admin), strict=True))
    for role, person in roles.items():
        usable = [section.icon for section in SECTIONS if not section.verb or role in ALLOWED[section.verb]]
        assert rail(enter(person).get("/")) == usable
    assert rail(enter(admin).get("/")) == ["today", "staff", "areas", "settings"]
    assert "ledger" not in rail(enter(town_head).get("/"))


def test_the_section_one_is_in_is_marked(enter, worker, wang):
    client = enter(worker)
    assert 'data-icon="households" aria-current="page"' in client.get("/households/").content.decode()
    page = client.get(f"/households/{wang.number}/").content.decode()
    assert 'data-icon="households" aria-current="true"' in page


def test_the_search_box_says_what_it_finds_for_whom(enter, admin, worker):
    assert "身份证号" in enter(worker).get("/").content.decode()
    page = enter(admin).get("/").content.decode()
    assert 'role="search"' in page
    assert "身份证号" not in page


def test_the_page_can_be_turned_to_english_and_back(enter, worker, wang):
    client = enter(worker)
    assert 'lang="en"' in client.get("/households/?lang=en").content.decode().split(">")[1]
    assert "Households" in words(client.get("/households/"))
    assert "户情" in words(client.get("/households/?lang=zh-hans"))


def test_turning_the_language_keeps_the_filter(enter, worker, wang):
    page = enter(worker).get("/households/?tier=fine").content.decode()
    assert "?tier=fine&amp;lang=en" in page


def test_light_or_dark_is_a_wish_the_browser_keeps(enter, worker):
    client = enter(worker)
    assert "data-theme" not in client.get("/").content.decode()
    response = client.post("/look/", {"look": "dark", "next": "/policies/"})
    assert response.headers["Location"] == "/policies/"
    assert '<html lang="zh-hans" data-theme="dark">' in client.get("/").content.decode()
    client.post("/look/", {"look": "auto"})
    assert "data-theme" not in client.get("/").content.decode()


def test_no_page_carries_a_script_or_a_style_of_its_own(enter, desk, wang, policy):
    client = enter(desk)
    for address in (
        "/",
        "/households/",
        f"/households/{wang.number}/",
        "/reviews/",
        "/policies/",
        "/ledger/",
    ):
        html = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
        assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


def test_a_page_that_is_not_there_helps_on(enter, worker):
    response = enter(worker).get("/nowhere/")
    assert response.status_code == 404
    assert "没有这一页" in content(response)
    assert "回到今天" in content(response)


def test_a_villager_who_mistyped_an_address_is_shown_the_ways_in(db):
    response = Client().get("/akk/")
    assert response.status_code == 404
    ways = re.findall(r'href="(/[^"?]*)"', response.content.decode().partition('<ul class="lines">')[2])
    assert ways == ["/ask/", "/ask/follow/", "/r/", "/sign-in/"]
    assert "搜索框" not in content(response)


def test_a_refusal_says_that_nothing_was_changed(enter, worker):
    response = enter(worker).get("/ledger/")
    assert response.status_code == 403
    assert "您现在的职务没有这项权限，什么都没有改动。" in content(response)


def test_a_form_that_waited_too_long_says_what_to_do(worker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    response = client.post("/look/", {"look": "dark"})
    assert response.status_code == 403
    assert "这一页放得太久了" in content(response)


def test_an_error_of_ours_is_not_blamed_on_the_reader(enter, worker, monkeypatch):
    from lianxin.desk.today import views as today

    monkeypatch.setattr(today, "may", None)
    client = enter(worker)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "这不是您的错" in content(response)
