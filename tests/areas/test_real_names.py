"""The two real lists that come with the software: every name is found, and every doubtful one is known."""

import re
from pathlib import Path

import pytest

import lianxin.areas
from lianxin.areas.divisions import read_divisions
from lianxin.areas.names import NameIndex
from lianxin.areas.vocabulary import AreaName

DATA = Path(lianxin.areas.__file__).parent / "data"
ENDING = re.compile(r"(社区居委会|社区|居委会|村委会)(?=（?大?）?$)")

# Two areas of one town that share a name without its ending: the ending must be written.
DOUBTFUL_IN_TOWN = {
    "610902": {"枣园", "张岭", "刘家沟", "陈家营", "联合"},
    "430102": set(),
}
# Names without ending that stand in several towns: the town must be written.
DOUBTFUL_IN_DISTRICT = {
    "610902": {
        *("枣园", "朝阳", "九里", "张岭", "刘家沟", "朱家湾", "联合", "中心", "青春", "三星", "清泉", "新兴"),
        *("民兴", "龙潭", "团结", "陈家营", "牛山", "龙泉", "枫树", "凤凰", "二郎", "小沟", "新华"),
    },
    "430102": {"东湖"},
}


def read(district):
    return read_divisions((DATA / f"divisions-{district}.csv").read_text(encoding="utf-8"))


def names_of(divisions):
    paths = {"": ""}
    for division in divisions:
        paths[division.code] = f"{paths[division.parent_code]}{division.code}/"
    return [AreaName(d.code, d.name, d.level, paths[d.code]) for d in divisions]


@pytest.fixture(scope="module", params=["610902", "430102"])
def real(request):
    """(district code, its index, [(town name, place)])."""
    areas = names_of(read(request.param))
    by_code = {area.code: area for area in areas}
    places = [(by_code[a.path.split("/")[1]].name, a) for a in areas if a.level in ("village", "community")]
    return request.param, NameIndex(areas), places


@pytest.mark.parametrize(("district", "towns", "places"), [("610902", 28, 529), ("430102", 14, 83)])
def test_the_lists_are_whole(district, towns, places):
    levels = [division.level for division in read(district)]
    assert levels.count("district") == 1
    assert levels.count("town") == towns
    assert len(levels) == 1 + towns + places


def test_every_real_name_is_found_in_its_town(real):
    _, index, places = real
    assert [(town, p.name) for town, p in places if index.match(town, p.name).code != p.code] == []


def test_every_real_name_is_found_with_the_town_in_front(real):
    district, index, places = real
    lost = [town + p.name for town, p in places if index.match("", town + p.name).code != p.code]
    assert lost == []


def test_every_real_town_is_found_with_and_without_its_ending(real):
    _, index, places = real
    for town, area in places:
        code = area.path.split("/")[1]
        assert index.match_town(town).code == code
        assert index.match_town(re.sub("(镇|街道)$", "", town)).code == code


def test_without_their_endings_only_the_known_ones_are_doubtful_in_their_town(real):
    district, index, places = real
    doubtful = set()
    for town, area in places:
        stem = ENDING.sub("", area.name)
        answer = index.match(town, stem)
        assert answer.code == area.code or answer.kind == "ambiguous"
        if not answer.is_found:
            doubtful.add(stem)
    assert doubtful == DOUBTFUL_IN_TOWN[district]


def test_without_town_and_ending_only_the_known_ones_are_doubtful(real):
    district, index, places = real
    doubtful = set()
    for _, area in places:
        stem = ENDING.sub("", area.name)
        answer = index.match("", stem)
        assert answer.code == area.code or answer.kind == "ambiguous"
        if not answer.is_found:
            doubtful.add(stem)
    assert doubtful == DOUBTFUL_IN_DISTRICT[district]
