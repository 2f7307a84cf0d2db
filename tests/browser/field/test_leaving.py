"""When a home, a phone or its owner's trust goes: nothing is lost, nothing stays too long."""

from playwright.sync_api import expect

from tests.browser.field.phone import PIN, Phone


def hold_back(context):
    """No push gets through, as with a network that only seems to be there."""
    context.route("**/field/sync/push", lambda route: route.abort("connectionreset"))


def test_a_home_given_to_someone_else_meanwhile_keeps_the_draft_and_takes_the_visit(phone, page, office):
    home = office.homes["吴秋菊"]
    phone.begin_visit(home)
    phone.add_need("想学缝纫", category="务工就业")
    office.do("hand_over", home)
    phone.send()
    phone.go(f"/home/{home}")
    if page.get_by_text("已转给别人联系").count():
        expect(page.get_by_role("link", name="接着写", exact=True)).to_be_visible()
    phone.go(f"/visit/{home}")
    phone.close_visit()
    phone.is_sent()
    assert office.do("count")["ops"] > 0
    assert phone.states()[0] == 0


def test_a_household_that_moved_away_leaves_the_phone_after_its_visit_is_handed_in(phone, page, office):
    home = office.homes["徐长根"]
    phone.begin_visit(home)
    phone.walk_to("看一遍")
    office.do("move_away", home)
    phone.send()
    phone.go(f"/home/{home}")
    expect(page.get_by_role("heading", name="徐长根")).to_be_visible()
    before = office.do("count")["ops"]
    phone.go(f"/visit/{home}")
    phone.close_visit(is_nothing=True)
    phone.is_sent()
    assert office.do("count")["ops"] == before + 1
    phone.send()
    expect(page.get_by_text("这一户已经迁出").first).to_be_visible()
    phone.go(f"/home/{home}")
    expect(page.get_by_text("这户不在手机上")).to_be_visible()


def test_a_rescue_file_brings_the_visit_once_whatever_comes_after(phone, page, office, context):
    hold_back(context)
    phone.visit(office.homes["王德福"])
    before = office.visits_to("王德福")
    phone.go("/outbox")
    with page.expect_download() as told:
        page.get_by_role("button", name="把没上传的存成文件").click()
    text = told.value.path().read_text("utf-8")
    assert "王德福" not in text
    assert office.homes["王德福"] not in text
    assert office.do("rescue", str(told.value.path())) == {"accepted": 1}
    assert office.visits_to("王德福") == before + 1
    context.unroute_all()
    phone.send()
    assert phone.states()[0] == 0
    assert office.visits_to("王德福") == before + 1


def test_five_wrong_pins_empty_the_phone_and_lose_no_visit(phone, page, office, context):
    hold_back(context)
    phone.visit(office.homes["李桂英"])
    before = office.visits_to("李桂英")
    page.reload()
    page.get_by_text("请输入开锁密码").wait_for()
    for left in (4, 3, 2, 1):
        phone.type_pin("111111")
        expect(page.get_by_role("alert")).to_contain_text(f"再错 {left} 次")
    phone.type_pin("111111")
    expect(page.get_by_text("手机已清空")).to_be_visible()
    context.unroute_all()
    phone.sign_in()
    phone.is_sent()
    page.wait_for_timeout(500)
    assert office.visits_to("李桂英") == before + 1


def test_a_phone_taken_out_of_use_hands_over_its_work_and_empties_itself(phone, page, office, context):
    hold_back(context)
    phone.visit(office.homes["张建国"])
    before = office.do("count")
    office.do("revoke")
    context.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("这台手机已被停用")).to_be_visible()
    after = office.do("count")
    assert after["ops"] == before["ops"] + 1
    assert after["quarantined"] == before["quarantined"] + 1
    assert page.evaluate("indexedDB.databases().then(all => all.length)") <= 1


FIFTEEN_DAYS_LATER = """
const now = Date.now; Date.now = () => now() + 15 * 86400000
const later = setTimeout
window.setTimeout = (what, ms, ...more) => (ms >= 1000 ? 0 : later(what, ms, ...more))
"""
"""The clock, and a phone that tries no second time by itself: on a busy machine it would be through before
the button is pressed, which is then gone."""


def test_after_fourteen_days_without_contact_the_homes_are_shown_only_after_one(page, office):
    phone = Phone(page, office.url)
    phone.sign_in()
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.context.route("**/field/sync/**", lambda route: route.abort())
    page.add_init_script(FIFTEEN_DAYS_LATER)
    page.reload()
    page.get_by_text("请输入开锁密码").wait_for()
    phone.type_pin(PIN)
    page.get_by_text("14 天没连服务器了").wait_for()
    page.get_by_text("还没连上").wait_for()  # the one try that opening makes
    assert page.get_by_text("王德福").count() == 0
    page.context.unroute_all()
    page.get_by_role("button", name="现在连一次").click()
    page.locator(".syncline").wait_for()
    page.get_by_text("手机时间快了").wait_for()
