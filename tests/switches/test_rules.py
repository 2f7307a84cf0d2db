"""What a switch takes, and when one person is not enough."""

import pytest

from lianxin.switches.rules import BadValue, in_words, needs_second_person, value_for
from lianxin.switches.switchboard import GROUPS, SWITCHES
from lianxin.switches.vocabulary import Kind


def refused(code, text):
    with pytest.raises(BadValue) as bad:
        value_for(SWITCHES[code], text)
    return bad.value.code


def test_what_reaches_into_lives_is_off_by_default_and_takes_two_people_to_turn_on():
    for code in ("gps", "photos"):
        switch = SWITCHES[code]
        assert switch.default == "off"
        assert needs_second_person(switch, "on")
        assert not needs_second_person(switch, "off")


@pytest.mark.parametrize("code", ["ranking", "online_time", "clock_in", "app_assessment"])
def test_what_the_law_of_the_land_forbids_has_no_value_but_off(code):
    assert SWITCHES[code].kind is Kind.NEVER
    assert (refused(code, "on"), refused(code, "off")) == ("never", "never")


def test_a_number_stays_within_its_bounds():
    assert value_for(SWITCHES["session_hours"], " 08 ") == "8"
    assert refused("session_hours", "0") == "out-of-range"
    assert refused("session_hours", "13") == "out-of-range"
    assert [refused("session_hours", text) for text in ("", "-1", "1.5", "八", "²")] == ["not-a-number"] * 5


def test_a_choice_is_one_of_those_listed():
    assert value_for(SWITCHES["second_factor"], "leaders") == "leaders"
    assert refused("second_factor", "nobody") == "not-a-choice"
    assert refused("gps", "yes") == "not-a-choice"


def test_every_switch_says_what_it_does_and_on_what_rule_it_rests_in_both_languages():
    for code, switch in SWITCHES.items():
        assert switch.group in GROUPS
        assert all([*switch.title, *switch.does, *switch.law]), code
        assert switch.kind is Kind.NEVER or value_for(switch, switch.default) == switch.default


def test_values_are_said_in_words():
    assert in_words(SWITCHES["gps"], "on") == "开"
    assert in_words(SWITCHES["session_hours"], "8", "en") == "8 hours"
    assert in_words(SWITCHES["second_factor"], "everyone") == "所有人"
