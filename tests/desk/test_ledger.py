"""The ledger in sentences: every kind of event has one, and what is sensitive stays out."""

import ast
import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

import lianxin
from lianxin.desk.telling import GROUPS, SENTENCES, kinds_of, tell
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.registry.actions import correct_resident, move_household_away
from tests.desk.district import content, know, tell_of
from tests.registry.families import ID_OF_WANG, member

pytestmark = pytest.mark.django_db

KIND = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = {"record", "Note", "Change", "write", "_tell", "tell_exclusion", "note", "note_of"}

# Named by a constant, or written by earlier versions only: ledgers keep what they were told.
STILL_READ = {"problem.evidence_expired", "card.burnt"}


def kinds_recorded():
    """Every kind of event that the product writes."""
    files = Path(lianxin.__file__).parent.rglob("*.py")
    return set().union(*(kinds_in(path.read_text("utf-8")) for path in files if "proofs" not in path.parts))


def kinds_in(source):
    """The kinds that are handed to the ledger's functions, as `kind=` or first, or put into `kind` before."""
    given = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in WRITERS:
            given += [*node.args[:1], *(word.value for word in node.keywords if word.arg == "kind")]
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "kind":
            given.append(node.value)
    texts = {part.value for value in given for part in ast.walk(value) if isinstance(part, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and KIND.fullmatch(text)}


def test_every_kind_of_event_has_a_sentence_and_a_group():
    assert sorted(kinds_recorded() - set(SENTENCES)) == []
    assert sorted(set(SENTENCES) - kinds_recorded() - STILL_READ) == []
    assert sorted(set(SENTENCES) - {kind for group in GROUPS for kind in kinds_of(group)}) == []


def test_a_kind_without_a_sentence_would_be_found():
    source = 'kind = "goat.sold" if x else "goat.lost"\nrecord(kind="goat.bought")\nask(None, "goat.see")'
    assert kinds_in(source) == {"goat.sold", "goat.lost", "goat.bought"}


def test_what_happened_is_told_with_who_and_to_whom(enter, desk, worker, wang, policy):
    enter(worker).post(f"/residents/{wang.head.pk}/disclosures/", {"field": "phone", "purpose": "visit"})
    page = content(enter(desk).get("/ledger/"))
    assert "李秀英 HB000001 看了王有田的电话，用途：上门走访联系" in page
    assert "系统 tiers-2026-01-01 采用办法 tiers-2026-01-01，自 2026-01-01 起施行" in page


def test_what_was_told_again_and_is_the_same_is_said_so(enter, desk, wang, policy):
    for days_ago, income in ((9, 3100), (5, 3100), (1, 2900)):
        know(wang, income_per_head=income, days_ago=days_ago)
    page = content(enter(desk).get("/ledger/?about=register"))
    assert "记下：人均纯收入 3,100 元/年（" in page
    assert "记下：人均纯收入仍为 3,100 元/年（" in page
    assert "记下：人均纯收入 3,100 元/年 → 2,900 元/年（" in page


def test_the_groups_narrow_the_list(enter, desk, worker, wang, policy):
    know(wang, income_per_head=3100)
    client = enter(desk)
    assert "记下：人均纯收入 3,100 元/年" in content(client.get("/ledger/?about=register"))
    assert "记下" not in content(client.get("/ledger/?about=policies"))
    assert client.get("/ledger/?about=secrets").status_code == 400


def test_of_illness_the_ledger_says_only_that_it_was_recorded(enter, desk, wang, policy):
    tell_of(wang.head, health="serious", labour="weak")
    page = content(enter(desk).get("/ledger/"))
    assert "王有田 · 健康状况" in page
    assert "大病" not in page
    assert "弱劳动力或半劳动力" in page


def test_of_an_id_number_the_ledger_says_only_that_it_changed(enter, desk, wang):
    now = timezone.now()
    correct_resident(
        wang.head, actor=None, now=now, reason="看过身份证", id_number="610998196001010030", name="王有天"
    )
    page = content(enter(desk).get("/ledger/"))
    assert "更正王有天的" in page
    assert "姓名 王有田 → 王有天" in page
    assert "身份证号" in page
    assert ID_OF_WANG not in page
    assert "610998196001010030" not in page


def test_a_supervisor_of_a_town_sees_his_town_only(enter, areas, wang, li, policy):
    from lianxin.people.vocabulary import Role
    from tests.people.cast import make_worker

    inspector = make_worker("S-9", Role.SUPERVISOR, areas["T1"], name="何平")
    page = content(enter(inspector).get("/ledger/"))
    assert wang.number in page
    assert li.number not in page
    assert "采用办法" not in page


def test_echoes_of_a_step_are_left_out_of_a_story(wang):
    move_household_away(wang, left_on=timezone.localdate(), actor=None, now=timezone.now())
    events = Event.objects.about("household", wang.pk).order_by("id")
    told = [line.what for line in tell(events, skips_quiet=True)]
    assert told.count("全户迁出本区") == 1
    assert "户的登记信息有变" not in told


def test_a_visit_is_told_once_and_its_duty_only_without_it():
    """The duty of another day, and that of somebody else, are no echoes of it."""
    on, other, cadre, colleague = "2026-03-02", "2026-03-09", new_key(), new_key()
    visit = _event("visit.recorded", cadre, on=on)
    told = [
        _event("duty.done", by, on=day, reason="round")
        for by, day in ((cadre, on), (cadre, other), (colleague, on))
    ]
    assert [line.event for line in tell([*told, visit], skips_quiet=True)] == [*told[1:], visit]
    assert len(tell([*told, visit])) == 4


def _event(kind, actor_id, **after):
    told = json.dumps(after)
    return Event(kind=kind, at=timezone.now(), subject_kind="household", actor_id=actor_id, after_json=told)


def test_an_event_about_something_gone_is_still_told(db):
    event = Event(kind="resident.revealed", at=timezone.now(), subject_kind="household", cause="visit")
    assert tell([event])[0].about == "—"
    assert tell([Event(kind="from.the_future", at=timezone.now())])[0].what == "from.the_future"


def test_fifty_events_cost_as_many_queries_as_one(enter, desk, wang, policy, django_assert_max_num_queries):
    client = enter(desk)
    with django_assert_max_num_queries(20) as few:
        client.get("/ledger/")
    for amount in range(30):
        know(wang, income_per_head=3000 + amount)
        tell_of(member(wang, "王小明"), works_at="home" if amount % 2 else "elsewhere")
    with django_assert_max_num_queries(20) as many:
        assert "下一页" in content(client.get("/ledger/"))
    assert len(many) - len(few) <= 1


def test_what_was_done_for_all_staff_at_once_is_told_without_a_person(enter, desk):
    record(kind="trips.planned", subject=("staff", None), after={"trips": 7}, actor=None, now=timezone.now())
    assert "系统 排近期路线 7 条" in content(enter(desk).get("/ledger/"))
