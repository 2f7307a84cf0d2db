"""干部: the list, one person's page, and every step an administrator takes on it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.people import actions
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.vocabulary import Role
from tests.desk.district import content
from tests.people.cast import give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(admin):
    return {"actor": admin, "now": timezone.now()}


def at(staff, step=""):
    return f"/staff/{staff.pk}/{step}"


def test_the_rail_has_staff_for_those_who_may_see_them(enter, town_head, admin, worker):
    for person in (town_head, admin):
        assert 'href="/staff/"' in enter(person).get("/").content.decode()
    assert 'href="/staff/"' not in enter(worker).get("/").content.decode()


def test_a_town_head_sees_his_town_and_changes_nothing(enter, town_head, worker, neighbour):
    client = enter(town_head)
    page = content(client.get("/staff/"))
    assert "李秀英" in page
    assert "赵小梅" not in page
    assert "登记一个人" not in page
    assert client.get(at(neighbour)).status_code == 404
    assert "任命职务" not in content(client.get(at(worker)))
    for step in ("profile/", "posts/", "slip/", "dismissal/", "secondments/"):
        assert client.get(at(worker, step)).status_code == 403


def test_the_list_is_searched_by_pinyin_without_the_name_in_the_address(enter, admin, areas, by):
    actions.add_staff(number="W-8", name="胡小满", **by)
    actions.add_staff(number="W-9", name="高大山", **by)
    client = enter(admin)
    answer = client.post("/staff/searches/", {"text": "hxm", "state": "active"})
    assert "hxm" not in answer["Location"]
    page = content(client.get(answer["Location"]))
    assert "胡小满" in page
    assert "高大山" not in page
    assert "共 1 人" not in page, "one page needs no count below it"


def test_the_chips_count_what_they_show(enter, admin, worker, neighbour, areas, by):
    actions.second_staff(staff=worker, area=areas["V2"], unit="某局", **by)
    actions.dismiss_staff(staff=neighbour, **by)
    actions.add_staff(number="N-1", name="新来的", **by)
    client = enter(admin)
    page = content(client.get("/staff/"))
    assert re.search(r"在岗 3 还没发登录条 1 下沉中 1 已离任 1", page)
    assert "赵小梅" in content(client.get("/staff/?state=left"))
    assert "新来的" in content(client.get("/staff/?state=uninvited"))
    down = content(client.get("/staff/?state=seconded"))
    assert "李秀英" in down
    assert "新来的" not in down


def test_role_and_area_narrow_the_list(enter, admin, worker, town_head, neighbour, areas):
    client = enter(admin)
    page = content(client.get("/staff/?role=collector"))
    assert "李秀英" in page
    assert "王建国" not in page
    page = content(client.get(f"/staff/?area={areas['T2'].code}"))
    assert "赵小梅" in page
    assert "李秀英" not in page
    assert client.get("/staff/?area=999999999999").status_code == 404
    assert client.get("/staff/?role=king").status_code == 400


def test_deep_pages_are_reached_by_key(enter, admin, areas, by):
    for number in range(120):
        Staff.objects.create(number=f"X-{number:03}", name=f"某{number}")
    client, found, address = enter(admin), [], "/staff/"
    while address:
        html = client.get(address).content.decode()
        found += re.findall(r"X-\d{3}", content(client.get(address)))
        after = re.search(r'rel="next" href="([^"]+)"', html)
        address = "/staff/" + after[1].replace("&amp;", "&") if after else ""
    assert found == [f"X-{number:03}" for number in range(120)]


def test_a_newcomer_is_registered_appointed_and_gets_a_slip(enter, admin, areas, client):
    desk = enter(admin)
    given = {"number": "n-7", "name": "胡新", "phone": "138 0000 0000", "unit": "水利局"}
    given |= {"home_area": "甲镇 · 东社区 · 东二村", "skills": ["law"], "languages": ["local_dialect"]}
    answer = desk.post("/staff/new/", given)
    staff = Staff.objects.get(number="N-7")
    assert answer["Location"] == at(staff, "posts/")
    assert (staff.phone, staff.home_area) == ("13800000000", areas["V2"])
    assert [one.code for one in staff.able_to] == ["law", "local_dialect"]
    day = timezone.localdate().isoformat()
    post = {"area": "东一村", "role": "collector", "title": "包村干部", "rank": "middle", "from_on": day}
    desk.post(answer["Location"], post)
    assert staff.posts.get().area == areas["V1"]
    assert "一次性密码" in content(desk.get(at(staff, "slip/")))
    shown = desk.post(at(staff, "slip/")).content.decode()
    code = re.search(r"<code>([a-z2-9-]{19})</code>", shown)[1]
    assert code not in desk.get(at(staff)).content.decode()
    assert client.post("/sign-in/", {"number": "N-7", "password": code}).status_code == 302
    assert not any(code in event.after_json for event in Event.objects.all())


@pytest.mark.parametrize(
    ("typed", "why"), [("东村", "没有找到这个区划"), ("甲镇 · 北坡村", "没有找到这个区划"), ("", "必填")]
)
def test_an_area_that_is_not_clear_is_never_guessed(enter, admin, worker, typed, why):
    day = timezone.localdate().isoformat()
    given = {"area": typed, "role": "collector", "rank": "ordinary", "from_on": day}
    answer = enter(admin).post(at(worker, "posts/"), given)
    assert answer.status_code == 422
    assert why in content(answer)
    assert worker.posts.count() == 1


def test_a_post_of_the_wrong_level_is_refused_on_the_form(enter, admin, worker, areas):
    day = timezone.localdate().isoformat()
    given = {"area": "东一村", "role": "town_head", "rank": "leader", "from_on": day}
    answer = enter(admin).post(at(worker, "posts/"), given)
    assert "不能设在" in content(answer)
    given["area"] = "连江区"
    given["role"] = "supervisor"
    assert enter(admin).post(at(worker, "posts/"), given).status_code == 302


def test_a_transfer_and_an_end_can_be_taken_back(enter, admin, worker, areas):
    client, post, day = enter(admin), worker.posts.get(), timezone.localdate().isoformat()
    assert "东一村" in client.get(f"/staff/posts/{post.pk}/transfer/").content.decode()
    given = {"area": "东二村", "role": "collector", "rank": "ordinary", "from_on": day}
    client.post(f"/staff/posts/{post.pk}/transfer/", given)
    new = worker.posts.lasting().get()
    assert new.area == areas["V2"]
    assert "最后一个职务" in content(client.get(f"/staff/posts/{new.pk}/end/"))
    client.post(f"/staff/posts/{new.pk}/end/", {"to_on": day})
    assert not worker.posts.lasting().exists()
    client.post(f"/staff/posts/{post.pk}/resumption/")
    assert worker.posts.lasting().get() == post


def test_nobody_changes_his_own_posts_or_account(enter, admin, areas):
    client, post = enter(admin), admin.posts.get()
    page = content(client.get(at(admin)))
    assert "请另一位系统管理员办" in page
    assert "任命职务" not in page
    day = timezone.localdate().isoformat()
    given = {"area": "连江区", "role": "district_desk", "rank": "ordinary", "from_on": day}
    assert "不能给自己任命" in content(client.post(at(admin, "posts/"), given))
    assert "不能给自己任命或解除" in content(client.post(f"/staff/posts/{post.pk}/end/", {"to_on": day}))
    assert "不能停用自己" in content(client.post(at(admin, "dismissal/"), {}))
    client.post(at(admin, "slip/"))
    client.post(at(admin, "second-factor/removal/"))
    admin.refresh_from_db()
    assert not admin.has_slip
    assert admin.second_factor.confirmed
    assert Post.objects.lasting().filter(staff=admin).count() == 1


def test_leaving_says_first_what_ends_and_can_be_undone(enter, admin, worker, areas, by):
    actions.second_staff(staff=worker, area=areas["V3"], unit="某局", **by)
    client = enter(admin)
    page = content(client.get(at(worker, "dismissal/")))
    assert "东一村 联系干部" in page
    assert "下沉在南坡村" in page
    client.post(at(worker, "dismissal/"), {"reason": "退休"})
    worker.refresh_from_db()
    assert not worker.is_active
    assert "恢复账号和原来的职务" in content(client.get(at(worker)))
    client.post(at(worker, "reinstatement/"), {"posts": "again"})
    worker.refresh_from_db()
    assert worker.is_active
    assert worker.posts.lasting().get().area == areas["V1"]


def test_leaving_says_how_many_households_lose_their_cadre(enter, admin, worker, wang):
    wang.keeper = worker
    wang.save()
    assert "有 1 户由这位干部联系" in content(enter(admin).get(at(worker, "dismissal/")))


def test_a_phone_is_masked_until_someone_says_what_for(enter, town_head, worker, by):
    actions.change_staff(staff=worker, phone="13812345678", **by)
    client = enter(town_head)
    assert "13812345678" not in client.get(at(worker)).content.decode()
    assert "138****5678" in content(client.get(at(worker)))
    assert client.post(at(worker, "disclosures/"), {"purpose": "fun"}).status_code == 400
    shown = client.post(at(worker, "disclosures/"), {"purpose": "work"})
    assert "13812345678" in content(shown)
    fragment = client.post(at(worker, "disclosures/"), {"purpose": "work"}, headers={"X-Fragment": "1"})
    assert "<html" not in fragment.content.decode()
    assert "看了电话，用途：联系工作" in content(client.get(at(worker)))


def test_whoever_is_locked_out_is_let_in_again(enter, admin, worker, client):
    for _ in range(7):
        client.post("/sign-in/", {"number": worker.number, "password": "wrong"})
    desk = enter(admin)
    assert "以前不能再试" in content(desk.get(at(worker)))
    desk.post(at(worker, "unlocking/"))
    assert "以前不能再试" not in content(desk.get(at(worker)))


def test_a_lost_phone_is_taken_off_the_account(enter, admin, desk):
    give_second_factor(desk)
    client = enter(admin)
    client.post(at(desk, "second-factor/removal/"))
    assert "下次登录须设置" in content(client.get(at(desk)))


def test_slips_for_all_are_shown_once(enter, admin, areas, by):
    people = [actions.add_staff(number=f"N-{n}", name=f"新{n}", **by) for n in range(3)]
    actions.appoint(staff=people[0], role=Role.COLLECTOR, area=areas["V4"], **by)
    client = enter(admin)
    assert "有 1 人在岗" in content(client.get(f"/staff/slips/?area={areas['T2'].code}"))
    assert "有 3 人在岗" in content(client.get("/staff/slips/"))
    shown = client.post("/staff/slips/")
    codes = re.findall(r"<code>([a-z2-9-]{19})</code>", shown.content.decode())
    assert len(set(codes)) == 3
    assert "都发过登录条了" in content(client.get("/staff/slips/"))
    assert client.post("/staff/slips/").status_code == 302
    assert shown.headers["Cache-Control"] == "no-store"


def test_secondments_are_listed_and_ended(enter, admin, worker, areas, by):
    client, day = enter(admin), timezone.localdate() - timedelta(days=40)
    assert "现在没有人下沉" in content(client.get("/staff/secondments/"))
    given = {"area": "南坡村", "unit": "水利局", "from_on": day.isoformat()}
    client.post(at(worker, "secondments/"), given)
    page = content(client.get("/staff/secondments/"))
    assert "李秀英 水利局 南坡村" in page
    one = Secondment.objects.get()
    again = content(client.post(at(worker, "secondments/"), given))
    assert "已经下沉在“南坡村”" in again
    client.post(f"/staff/secondments/{one.pk}/end/", {"to_on": timezone.localdate().isoformat()})
    assert "现在没有人下沉" in content(client.get("/staff/secondments/"))
    assert "李秀英" in content(client.get("/staff/secondments/?state=over"))
    assert "结束在南坡村的下沉，回水利局" in content(client.get(at(worker)))


def test_correcting_says_what_changed_and_keeps_the_phone(enter, admin, worker, by):
    actions.change_staff(staff=worker, phone="13812345678", **by)
    client = enter(admin)
    assert "13812345678" not in client.get(at(worker, "profile/")).content.decode()
    given = {"name": "李秀莲", "unit": "镇政府", "home_area": "", "office_area": "乙镇"}
    client.post(at(worker, "profile/"), given)
    worker.refresh_from_db()
    assert (worker.name, worker.pinyin, worker.phone) == ("李秀莲", "lixiulian", "13812345678")
    assert "改了账号的" in content(client.get(at(worker)))
    assert client.post(at(worker, "profile/"), given | {"phone": "12"}).status_code == 422


def test_a_home_in_a_merged_village_is_offered_under_its_new_name(enter, admin, worker, areas, by):
    from lianxin.areas.actions import merge_area
    from lianxin.people.profiles import Profile

    actions.change_staff(staff=worker, profile=Profile(home_area=areas["V2"]), **by)
    merge_area(area=areas["V2"], into=areas["V3"], **by)
    page = enter(admin).get(at(worker, "profile/")).content.decode()
    assert 'value="甲镇 · 南坡村"' in page.split("<datalist")[0]
