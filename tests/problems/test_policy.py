"""The policy of deadlines: what it must state, and where a fault of it is found."""

import pytest

from lianxin.policies.comparing import compare
from lianxin.policies.document import read
from lianxin.policies.drafting.contents import content_of
from lianxin.policies.drafting.writing import write
from lianxin.policies.faults import PolicyError
from lianxin.problems.proofs import prove_deadlines
from tests.problems.ladders import ladder, spoilt, text


def found(spoilt_text):
    """(code, the line it is on) of every fault, of reading or of proving."""
    try:
        faults = prove_deadlines(read(spoilt_text))
    except PolicyError as error:
        faults = error.faults
    lines = spoilt_text.splitlines()
    return [(fault.code, lines[fault.line - 1].strip()) for fault in faults]


def test_the_shipped_ladder_has_the_rungs_and_clocks_of_the_practice():
    assert [(rung.code, rung.workdays) for rung in ladder().rungs] == [
        ("village", 3),
        ("town", 7),
        ("district", 15),
    ]
    assert (ladder().urgency("life").hours, ladder().urgency("utilities").hours) == (2, 24)


def test_every_category_of_the_form_of_visits_has_a_rung():
    from tests.planning.policies import shipped

    asked = {one.code for one in shipped("visits").form.needs}
    assert asked <= set(ladder().categories)


def test_a_part_is_as_the_category_above_it_unless_it_says_otherwise():
    water_cut, road, lane = (ladder().category(code) for code in ("water-cut", "road", "lane"))
    assert (water_cut.urgency, water_cut.office.zh, water_cut.path) == (
        "utilities",
        "水利",
        ("water", "water-cut"),
    )
    assert (road.rung, lane.rung, lane.office) == ("town", "village", road.office)


def test_a_category_that_nobody_knows_counts_as_something_else():
    assert ladder().category("of-the-year-2040").code == "other"


def test_a_draft_of_deadlines_keeps_its_ladder_as_it_is_written():
    content = content_of(text(), keeps_id=True)
    again = read(write(content).text)
    assert again.ladder.categories == ladder().categories
    assert again.ladder.refusals == ladder().refusals
    assert "# From the lowest rung to the highest" in write(content).text


def changes(old, new):
    differences = compare(read(text()), read(spoilt(old, new)))
    return [(one.part, one.way, one.title_zh) for one in differences.form]


def test_what_differs_between_two_ladders_is_named():
    assert not compare(read(text()), read(text()))
    assert changes("workdays: 7, warn: 2", "workdays: 5, warn: 2") == [("rung", "changed", "镇街")]
    assert changes("days: 30, source", "days: 20, source") == [("pause", "changed", "家里没人，要等人回来")]
    assert changes("hours: 24, warn: 4", "hours: 12, warn: 4") == [("urgency", "changed", "停水停电停气")]
    lamp = text().partition("        - {code: street-light")[2].partition("\n")[0]
    gone = "        - {code: street-light" + lamp + "\n"
    assert changes(gone, "") == [("category", "removed", "路灯")]


SPOILT = [
    ("levels: [village, community]", "levels: [village]", "level_on_one_rung", "- {code: village"),
    ("levels: [town]", "levels: [town, village]", "level_on_one_rung", "- {code: village"),
    ("hours: 2, warn: 1", "hours: 2, warn: 2", "warns_too_early", "- {code: life"),
    ("workdays: 3, warn: 1", "workdays: 3, warn: 3", "warns_too_early", "- {code: village"),
    ("workdays: 3,", "workdays: 0,", "count_out_of_range", "- {code: village"),
    ("hours: 24, ", "", "hours_of_urgency", "- {code: utilities"),
    ("- {code: ordinary, ", "- {code: usual, ", "hours_of_urgency", "- {code: usual"),
    ("fallback: other", "fallback: others", "not_one_of", "fallback: others"),
    ("- code: papers", "- code: dispute", "duplicate_id", "- code: dispute"),
    ("days: 90, source", "days: 121, source", "pause_above_all", "- {code: season"),
    ("day_begins: {value: 9,", "day_begins: {value: 19,", "day_is_crossed", "day_begins"),
    ("{value: 1, unit: 工作日", "{value: 1.5, unit: 工作日", "number_out_of_range", "packet_workdays"),
    ('due: "2026-10-15 18:00"', 'due: "2026-10-14 18:00"', "example_fails", "- {code: over-national-day"),
    ('raised: "2026-03-02 10:00"', 'raised: "2091-03-02 10:00"', "example_not_published", "- {code: lane"),
    ('raised: "2026-03-02 10:00"', 'raised: "2026-03-02"', "not_a_moment", "- {code: lane"),
    ("category: lane,", "category: alley,", "not_one_of", "- {code: lane-in-march"),
    (
        "rung: town\n      office: {zh: 交通",
        "rung: city\n      office: {zh: 交通",
        "not_one_of",
        "rung: city",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), SPOILT, ids=[one[1][:30] for one in SPOILT])
def test_a_fault_is_found_where_it_stands(old, new, code, line):
    assert prove_deadlines(read(text())) == []
    faults = found(spoilt(old, new))
    assert code in [one for one, _ in faults]
    assert [place for one, place in faults if one == code and place.startswith(line)]


def test_a_policy_of_deadlines_without_a_ladder_is_refused():
    assert ("missing", "id: deadlines-2026-01-01") in found(text().partition("\nladder:")[0])


def test_a_ladder_belongs_to_deadlines_alone():
    from tests.planning.policies import text_of

    block = text().partition("\nladder:\n")[2]
    assert "not_expected" in [code for code, _ in found(text_of("must-visit") + "\nladder:\n" + block)]
