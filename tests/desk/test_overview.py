"""总览: every number is that of the list it opens, drill-down stays within sight, and the cost is bounded."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.classification.models import Standing, Tenure
from lianxin.registry.models import Household
from tests.desk.district import ALL_WELL, content, know, settle_households

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(enter, town_head, policy, poor, areas):
    """The town head's browser; 王 is 连心户, nine others in two villages are 待评."""
    settle_households(areas["V2"], 6)
    settle_households(areas["V3"], 3, start=200)
    return enter(town_head)


def table(response):
    """{area: its numbers as shown} of the table of areas."""
    html = response.content.decode()
    body = html[html.index('class="stacks standing"') :].split("<tbody>")[1].split("</tbody>")[0]
    rows = [
        re.sub(r"<span class=\"narrow\">.*?</span>", "", row, flags=re.S) for row in body.split("<tr>")[1:]
    ]
    texts = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
    return {words[0]: words[1:] for words in texts}


def links(response):
    found = re.findall(r'href="(/households/\?[^"]+)"[^>]*>(.*?)</a>', response.content.decode(), re.S)
    return [(address.replace("&amp;", "&"), re.sub(r"<[^>]+>", " ", words)) for address, words in found]


def age(days):
    """Let everything that stands today have stood for so long."""
    then = timezone.localdate() - timedelta(days=days)
    Standing.objects.update(since_on=then)
    Tenure.objects.filter(to_on=None).update(from_on=then)


def test_a_town_is_counted_by_class_and_by_what_lies_below(town, areas):
    response = town.get("/overview/")
    page = content(response)
    assert "总览 · 甲镇" in page
    assert "共 10 户" in page
    assert "连心户 1 10.0%" in page
    assert table(response) == {
        "东社区": ["7", "1", "0", "0", "6", "14.3%"],
        "南坡村": ["3", "0", "0", "0", "3", "0.0%"],
    }


def test_a_changed_class_shows_at_once_although_counts_are_remembered(town, areas):
    assert table(town.get("/overview/"))["南坡村"][:2] == ["3", "0"]
    know(Household.objects.filter(area=areas["V3"]).first(), income_per_head=3100, income_total=3100)
    assert table(town.get("/overview/"))["南坡村"][:2] == ["3", "1"]


def test_every_number_is_that_of_the_list_it_opens(town):
    opened = links(town.get("/overview/"))
    assert len(opened) == 14
    for address, words in opened:
        number = re.search(r"\d+", words).group()
        found = re.findall(r"HB\d{6}(?=</td>)", town.get(address).content.decode())
        assert len(found) == int(number), address


def test_cells_and_crumbs_lead_down_and_up(town, areas):
    community = f"/overview/{areas['C1'].code}/"
    assert f'class="cell" data-step="4" href="{community}"' in town.get("/overview/").content.decode()
    inside = town.get(community)
    assert set(table(inside)) == {"东一村", "东二村"}
    assert f'<a href="/overview/{areas["T1"].code}/">甲镇</a>' in inside.content.decode()
    village = town.get(f"/overview/{areas['V2'].code}/")
    assert "共 6 户" in content(village)
    assert 'class="cells' not in village.content.decode()


def test_what_is_out_of_sight_has_no_overview(town, areas):
    for key in ("T2", "V4", "D"):
        assert town.get(f"/overview/{areas[key].code}/").status_code == 404
    assert town.get("/overview/123456789012/").status_code == 404
    assert town.get("/overview/12/").status_code == 404


def test_who_sees_no_household_sees_no_overview(enter, admin, areas):
    client = enter(admin)
    assert client.get("/overview/").status_code == 403
    assert "总览" not in client.get("/").content.decode()


def test_the_whole_district_agrees_with_its_parts(enter, desk, town, li, areas):
    client = enter(desk)
    whole = table(client.get("/overview/"))
    for key in ("T1", "T2"):
        part = content(client.get(f"/overview/{areas[key].code}/"))
        assert f"共 {whole[areas[key].name][0]} 户" in part


def test_a_register_of_today_is_compared_with_nothing(town):
    page = town.get("/overview/")
    assert "连心户 1 户；登记的户还在增加，先不和以前比" in content(page)
    assert "data-chart" not in page.content.decode()


def test_a_change_is_said_in_the_titles_and_stands_in_the_tables(town, wang, areas):
    age(200)
    settled = Standing.objects.exclude(household=wang).first().household
    know(settled, **ALL_WELL | {"income_per_head": 3100})
    response = town.get("/overview/")
    page = content(response)
    assert "连心户 2 户，比 3 个月前多 1 户" in page
    assert "连心户增加最多：东社区，多 1 户；没有哪里减少" in page
    assert "待评 8 80.0% · 比 3 个月前少 1 户" in page
    assert table(response)["东社区"][-1] == "+1"
    assert table(response)["南坡村"][-1] == "0"
    drawn = re.findall(r'data-value="(-?\d+)"', response.content.decode())
    assert (drawn[0], drawn[-3:]) == ("1", ["2", "0", "8"])  # the one change, then the course to its last day


def test_the_first_page_says_nothing_of_a_register_without_a_past(town, wang):
    assert 'class="trend"' not in town.get("/").content.decode()


def test_the_first_page_says_it_in_a_sentence_that_leads_here(town, wang):
    age(200)
    page = town.get("/").content.decode()
    assert '<a class="trend" href="/overview/">' in page
    assert "连心户 1 户，和 3 个月前一样多" in page


def test_somebody_with_posts_in_two_places_sees_both(enter, worker, areas, poor):
    from lianxin.people.vocabulary import Role
    from tests.people.cast import give_post

    give_post(worker, Role.COLLECTOR, areas["V3"])
    settle_households(areas["V3"], 2)
    settle_households(areas["V4"], 5, start=300)
    response = enter(worker).get("/overview/")
    assert table(response) == {
        "东一村": ["1", "1", "0", "0", "0", "100.0%"],
        "南坡村": ["2", "0", "0", "0", "2", "0.0%"],
    }
    assert 'href="/households/?area=all&amp;tier=priority"' in response.content.decode()


def test_an_area_whose_list_came_later_is_not_compared(town, areas):
    age(200)
    settle_households(areas["V4"], 1, start=900)
    recent = timezone.localdate() - timedelta(days=20)
    Tenure.objects.filter(household__area=areas["V3"]).update(from_on=recent)
    Tenure.objects.filter(household__area=areas["V1"]).update(from_on=recent - timedelta(days=150))
    settle_households(areas["V2"], 40, start=300)
    Tenure.objects.filter(household__area=areas["V2"]).update(from_on=recent - timedelta(days=150))
    rows = table(town.get("/overview/"))
    assert rows["南坡村"][-1] == "新登记，不比"
    assert rows["东社区"][-1] == "0"


def test_more_households_cost_no_more_queries(town, areas, django_assert_max_num_queries):
    age(200)
    with django_assert_max_num_queries(20) as few:
        town.get("/overview/")
    settle_households(areas["V2"], 40, start=300)
    age(200)
    with django_assert_max_num_queries(20) as many:
        town.get("/overview/")
    assert len(many) == len(few)


def test_an_empty_register_says_how_to_fill_it(enter, desk):
    assert "去导入" in content(enter(desk).get("/overview/"))
