"""Undoing an import on the page: what will be undone and what stands in the way is told before the button."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.intake import undoing
from lianxin.intake.models import Import
from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Source
from lianxin.work.models import LOST_AFTER, Work
from tests.desk.district import content
from tests.desk.test_imports import bring, roster, village, work_off, write_again  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(enter, town_head, policy):
    return enter(town_head)


@pytest.fixture
def imported(client, roster):  # noqa: F811
    """The address of an import of H1 and H2."""
    return bring(client, roster)


def visit(number):
    home, now = Household.objects.get(number=number), timezone.now()
    facts = [NewFact("income_total", 1000)]
    record_facts(home, facts, observed_on=timezone.localdate(now), source=Source.CADRE, actor=None, now=now)


def test_before_the_button_the_page_says_what_will_be_undone(client, imported):
    assert f'href="{imported}undoing/"' in client.get(imported).content.decode()
    page = content(client.get(f"{imported}undoing/"))
    assert "2 户 能还原" in page
    assert "登记会完全回到导入以前的样子" in page
    assert "整批撤销" in page
    client.post(f"{imported}undoing/")
    assert "排着队" in content(client.get(imported))
    work_off()
    assert "登记已经回到导入以前的样子" in content(client.get(imported))
    assert not Household.objects.exists()


def test_the_page_says_which_households_cannot_be_undone_and_why(client, imported):
    visit("H1")
    page = content(client.get(f"{imported}undoing/"))
    assert "1 户 能还原" in page
    assert "1 户 不能" in page
    assert "H1 记下：家庭年纯收入" in page
    assert "整批撤销" not in page
    assert "撤销能还原的 1 户" in page


def test_the_rest_is_undone_when_that_is_what_was_pressed(client, imported):
    visit("H1")
    client.post(f"{imported}undoing/", {"leave": "changed"})
    work_off()
    page = client.get(imported)
    assert "有 1 户后来又有人改过，保持现在的样子" in content(page)
    assert 'href="/households/H1/"' in page.content.decode()
    assert list(Household.objects.values_list("number", flat=True)) == ["H1"]


def test_a_later_import_is_named_with_the_way_to_undo_it_first(client, imported, roster):  # noqa: F811
    second = bring(client, write_again(roster))
    page = client.get(f"{imported}undoing/")
    assert "1 户被后来的一次导入改过" in content(page)
    assert f'href="{second}undoing/"' in page.content.decode()


def test_an_undo_that_stopped_halfway_says_so_and_is_carried_on(client, imported, monkeypatch):
    monkeypatch.setattr(undoing, "SLICE", 1)

    def cut(*_, **__):
        raise RuntimeError("no power")

    real, calls = undoing._undo_slice, []

    def once(*args, **more):
        calls.append(1)
        return real(*args, **more) if len(calls) == 1 else cut()

    monkeypatch.setattr(undoing, "_undo_slice", once)
    client.post(f"{imported}undoing/")
    work_off()
    page = content(client.get(imported))
    assert "撤销停在了中途" in page
    assert "接着撤销" in page
    assert "撤销了一部分" in content(client.get("/imports/"))
    page = content(client.get(f"{imported}undoing/"))
    assert "已经还原了 1 户" in page
    assert "1 户 能还原" in page
    monkeypatch.setattr(undoing, "_undo_slice", real)
    client.post(f"{imported}undoing/")
    work_off()
    assert not Household.objects.exists()


def test_an_undo_whose_machine_died_goes_on_by_itself_and_says_so(client, imported):
    client.post(f"{imported}undoing/")
    long_ago = timezone.now() - LOST_AFTER - timedelta(minutes=1)
    Work.objects.filter(kind="import.undo").update(state=Work.RUNNING, started_at=long_ago, heard_at=long_ago)
    Import.objects.update(state=Import.UNDOING, written_at=long_ago)
    from lianxin.work.actions import give_up_lost

    give_up_lost(now=timezone.now(), resumable=["import.undo"])
    assert "从停下的地方接着做" in content(client.get(imported))
    work_off()
    assert Import.objects.get().state == Import.UNDONE


def test_there_is_nothing_to_press_while_it_is_at_work_or_done(client, imported):
    client.post(f"{imported}undoing/")
    assert client.get(f"{imported}undoing/")["Location"] == imported
    work_off()
    assert client.get(f"{imported}undoing/")["Location"] == imported


def test_an_import_that_wrote_nothing_needs_no_undo(client, imported, areas):
    now = timezone.now()
    about = {"file_name": "空.xlsx", "sha256": "0" * 64, "state": Import.FAILED, "area": areas["T1"]}
    run = Import.objects.create(**about, started_at=now, written_at=now)
    page = content(client.get(f"/imports/{run.pk}/undoing/"))
    assert "没有写入任何一户" in page
