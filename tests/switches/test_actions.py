"""Changing a switch: a dated fact with an author and a reason, and two people where lives are touched."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

import lianxin
from lianxin import switches
from lianxin.ledger.models import Event
from lianxin.switches.actions import approve_change, refuse_change, set_switch, withdraw_change
from lianxin.switches.models import SwitchChange
from lianxin.switches.refusals import SwitchRefusal
from lianxin.switches.switchboard import SWITCHES
from lianxin.switches.vocabulary import Kind

WHY = "区委办会议纪要〔2026〕8号"


@pytest.fixture
def wish(admin, now):
    """The administrator asks for photos."""
    return set_switch(code="photos", value="on", reason=WHY, actor=admin, now=now)


def refused(step, *args, **kwargs):
    with pytest.raises(SwitchRefusal) as refusal:
        step(*args, **kwargs)
    return refusal.value.code


def kinds():
    return list(Event.objects.filter(subject_kind="switch").values_list("kind", flat=True))


def test_nobody_has_changed_anything_and_the_defaults_hold(db):
    assert not switches.is_on("gps")
    assert switches.number_of("session_hours") == 12
    with pytest.raises(KeyError):
        switches.is_on("teleport")


def test_a_plain_switch_changes_at_once_and_the_ledger_tells(admin, now):
    set_switch(code="session_hours", value="4", reason=WHY, actor=admin, now=now)
    assert switches.number_of("session_hours") == 4
    event = Event.objects.get(kind="switch.changed")
    assert (event.before, event.after) == ({"value": "12"}, {"switch": "session_hours", "value": "4"})
    assert (event.actor_id, event.reason) == (admin.pk, WHY)


def test_photos_are_on_only_when_a_second_person_agreed(wish, admin, desk, now):
    assert not switches.is_on("photos")
    assert refused(approve_change, wish, actor=admin, now=now) == "second-person"
    assert refused(approve_change, wish, actor=None, now=now) == "second-person"
    assert not switches.is_on("photos")
    approve_change(wish, actor=desk, now=now)
    assert switches.is_on("photos")
    assert kinds() == ["switch.asked", "switch.changed"]
    assert refused(refuse_change, wish, actor=desk, now=now) == "decided"


def test_one_person_turns_photos_off_at_once(wish, admin, desk, now):
    approve_change(wish, actor=desk, now=now)
    later = now + timedelta(days=1)
    set_switch(code="photos", value="off", reason=WHY, actor=admin, now=later)
    assert not switches.is_on("photos")


def test_a_wish_can_be_refused_or_withdrawn_and_changes_nothing(wish, admin, desk, now):
    assert refused(withdraw_change, wish, actor=desk, now=now) == "not-yours"
    withdraw_change(wish, actor=admin, now=now)
    again = set_switch(code="photos", value="on", reason=WHY, actor=admin, now=now)
    refuse_change(again, actor=desk, now=now)
    assert not switches.is_on("photos")
    assert kinds() == ["switch.asked", "switch.withdrawn", "switch.asked", "switch.refused"]
    assert [change.outcome for change in SwitchChange.objects.order_by("id")] == ["withdrawn", "refused"]


def test_what_makes_no_sense_is_refused(wish, admin, now):
    by = {"actor": admin, "now": now}
    assert refused(set_switch, code="photos", value="on", reason=WHY, **by) == "waiting"
    assert refused(set_switch, code="gps", value="off", reason=WHY, **by) == "same-value"
    assert refused(set_switch, code="gps", value="on", reason="  ", **by) == "reason-needed"
    assert refused(set_switch, code="ranking", value="on", reason=WHY, **by) == "never"
    assert refused(set_switch, code="session_hours", value="99", reason=WHY, **by) == "out-of-range"


def asked_in_code():
    """The codes that rooms ask for: the first argument of is_on, value_of, number_of."""
    found = set()
    for path in Path(lianxin.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("switches.") and node.args:
                found |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return found


def test_every_switch_does_something_or_says_what_it_waits_for():
    asked = asked_in_code()
    idle = {
        code
        for code, switch in SWITCHES.items()
        if switch.kind is not Kind.NEVER and not switch.waits_for[0] and code not in asked
    }
    assert idle == set()
    assert asked <= set(SWITCHES)
