"""What a written name means. Invented places, made to be confused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.areas.names import NameIndex
from lianxin.areas.rules import match, message, refusal
from lianxin.areas.vocabulary import AreaName

D, T1, T2, T3 = "990101000000", "990101001000", "990101002000", "990101003000"


def place(code, name, town, level="village", **more):
    return AreaName(code, name, level, f"{D}/{town}/{code}/", **more)


TOWNS = (
    AreaName(D, "青禾区", "district", f"{D}/"),
    AreaName(T1, "石桥镇", "town", f"{D}/{T1}/", old_names=("老桥乡",)),
    AreaName(T2, "柳溪街街道", "town", f"{D}/{T2}/"),
    AreaName(T3, "高新产业园", "town", f"{D}/{T3}/"),
)
PLACES = (
    place("990101001001", "枣园社区居委会", T1, "community"),
    place("990101001201", "枣园村委会", T1),
    place("990101001202", "三村村委会", T1),
    place("990101001203", "陈营村委会", T1),
    place("990101001204", "陈营村委会（大）", T1),
    place("990101001205", "团结村委会", T1),
    place("990101001206", "新安村委会", T1, old_names=("旧安村委会",), old_codes=("990101001299",)),
    place("990101002201", "团结村委会", T2),
    place("990101002202", "罗家粱村委会", T2),
    place("990101003001", "星河社区", T3, "community"),
)
INDEX = NameIndex(TOWNS + PLACES)


def found(town, village):
    return match(town, village, INDEX).code


@pytest.mark.parametrize(
    "written",
    [
        "团结村委会",
        "团结村民委员会",
        "团结村",
        "团结",
        " 团 结　村 ",
        "团结村委",
        "石桥镇团结村",
        "青禾区石桥镇团结村",
    ],
)
def test_a_village_is_found_however_its_ending_is_written(written):
    assert found("石桥镇", written) == "990101001205"


@pytest.mark.parametrize(
    "written",
    ["星河社区居委会", "星河社区居民委员会", "星河居委会", "星河社区", "星河", "星河\u200b社区\ufeff"],
)
def test_a_community_is_found_however_its_ending_is_written(written):
    assert found("高新产业园", written) == "990101003001"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("石桥镇", T1),
        ("石桥", T1),
        ("石桥镇人民政府", T1),
        ("某市青禾区石桥镇", T1),
        ("老桥乡", T1),
        ("柳溪街街道", T2),
        ("柳溪街街道办事处", T2),
        ("柳溪街道", T2),
        ("柳溪街办", T2),
        ("柳溪街道办", T2),
        ("高新产业园街道", T3),
        (T2, T2),
        ("９９０１０１００２", T2),
    ],
)
def test_a_town_is_found_however_it_is_written(written, code):
    assert INDEX.match_town(written).code == code


def test_the_same_name_in_two_towns_is_ambiguous_until_the_town_decides():
    unsure = match("", "团结村", INDEX)
    assert (unsure.kind, unsure.codes) == ("ambiguous", ("990101001205", "990101002201"))
    assert [near.title for near in unsure.near] == ["石桥镇 · 团结村委会", "柳溪街街道 · 团结村委会"]
    assert found("柳溪街", "团结村") == "990101002201"


def test_a_town_that_is_only_the_district_decides_nothing():
    assert match("青禾区", "团结村", INDEX).kind == "ambiguous"


def test_a_unique_name_needs_no_town():
    assert found("", "罗家粱") == "990101002202"


def test_an_ending_that_is_written_counts():
    assert found("石桥镇", "枣园村") == "990101001201"
    assert found("石桥镇", "枣园社区") == "990101001001"
    assert match("石桥镇", "枣园", INDEX).codes == ("990101001001", "990101001201")
    assert match("石桥镇", "团结社区", INDEX).kind == "unknown"
    assert INDEX.match_town("石桥街道").kind == "unknown"


def test_a_name_that_ends_like_an_ending_may_be_written_short():
    for written in ("三村", "三村村", "三村委会", "三村村委会"):
        assert found("石桥镇", written) == "990101001202"
    assert match("石桥镇", "三", INDEX).kind == "unknown"


def test_a_mark_in_brackets_tells_two_villages_apart():
    for written in ("陈营村委会（大）", "陈营(大)", "陈营大", "陈营村委会大"):
        assert found("石桥镇", written) == "990101001204"
    assert found("石桥镇", "陈营村委会") == "990101001203"
    assert match("石桥镇", "陈营村", INDEX).kind == "ambiguous"
    assert match("石桥镇", "陈营（小）", INDEX).kind == "unknown"


def test_a_former_name_and_a_merged_code_still_lead_to_the_area():
    assert found("石桥镇", "旧安村") == "990101001206"
    assert found("老桥乡", "990101001299") == "990101001206"


def test_a_code_stands_for_a_name():
    assert found("", "990101002201") == "990101002201"
    assert found("", "９９０１０１００２２０１") == "990101002201"
    assert found("", "990101002201.0") == "990101002201"
    assert match("石桥镇", "990101002201", INDEX).kind == "unknown"
    assert match("", T1, INDEX).kind == "unknown"


def test_a_village_of_another_town_is_suggested_and_not_taken():
    elsewhere = match("石桥镇", "罗家粱村", INDEX)
    assert (elsewhere.kind, elsewhere.why) == ("unknown", "area_elsewhere")
    assert [near.code for near in elsewhere.near] == ["990101002202"]
    assert match("柳溪街街道", "石桥镇三村", INDEX).kind == "unknown"


def test_a_slip_of_the_pen_is_suggested_and_not_taken():
    slip = match("柳溪街街道", "罗家梁村", INDEX)
    assert (slip.kind, slip.code) == ("unknown", None)
    assert [near.title for near in slip.near] == ["柳溪街街道 · 罗家粱村委会"]
    assert "罗家粱村委会" in refusal(slip, "柳溪街街道", "罗家梁村")
    assert "罗家粱村委会" in refusal(slip, "柳溪街街道", "罗家梁村", "en")


def test_an_unknown_town_is_not_passed_over():
    lost = match("石乔镇", "三村", INDEX)
    assert (lost.kind, lost.why) == ("unknown", "town_unknown")
    assert [near.code for near in lost.near] == [T1]


def test_an_empty_cell_says_so():
    assert match("石桥镇", " ", INDEX).why == "area_missing"
    assert INDEX.match_town("").why == "town_missing"
    assert refusal(match("石桥镇", "", INDEX), "石桥镇", "") == message("area_missing")


def test_a_list_of_names_does_as_well_as_an_index():
    assert match("石桥镇", "三村", [*TOWNS, *PLACES]).code == "990101001202"


def test_what_was_found_needs_no_words():
    assert refusal(match("石桥镇", "三村", INDEX), "石桥镇", "三村") == ""


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_gets_an_answer(town, village):
    answer = match(town, village, INDEX)
    assert answer.is_found == bool(answer.code)
    assert bool(refusal(answer, town, village)) != answer.is_found


@given(st.sampled_from(PLACES), st.sampled_from(["", "村", "社区", "村委会", "居委会"]), st.booleans())
def test_what_is_found_always_bears_the_written_name(area, ending, with_town):
    stem = area.name[:2]
    town = next(t.name for t in TOWNS if t.level == "town" and area.path.startswith(t.path))
    answer = match(town if with_town else "", stem + ending, INDEX)
    if answer.is_found:
        named = next(a for a in PLACES if a.code == answer.code)
        assert any(name.startswith(stem[0]) for name in (named.name, *named.old_names))
        assert not with_town or named.path[:26] == area.path[:26]
