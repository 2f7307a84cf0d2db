"""A phone that gives no storage, or little: said in plain words, and visits are kept wherever they can be."""

from playwright.sync_api import expect

from tests.browser.field.phone import Phone

NO_DATABASE = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }"
NO_PROMISE = "navigator.storage.persist = navigator.storage.persisted = async () => false"
NEARLY_FULL = "navigator.storage.estimate = async () => ({ usage: 90e6, quota: 100e6 })"

A_MONTH_ON = "() => { const now = Date.now; Date.now = () => now() + 31 * 86400000 }"


def test_without_storage_the_app_says_so_instead_of_losing_visits(page, office):
    page.add_init_script(NO_DATABASE)
    Phone(page, office.url).open()
    expect(page.get_by_role("heading", name="不让保存内容")).to_be_visible()
    assert page.locator("[name=password]").count() == 0


def test_refused_persistence_and_a_full_phone_are_told_and_a_visit_is_kept(page, office):
    page.add_init_script(f"{NO_PROMISE}; {NEARLY_FULL}")
    phone = Phone(page, office.url)
    phone.sign_in()
    phone.go("/more")
    expect(page.get_by_text("可能会清掉这里的内容")).to_be_visible()
    expect(page.get_by_text("手机快满了")).to_be_visible()
    phone.visit(office.homes["刘翠兰"])
    phone.is_sent()


def test_a_wrong_clock_is_told_and_bends_no_day(page, office):
    page.add_init_script("const now = Date.now; Date.now = () => now() - 2 * 3600000")
    phone = Phone(page, office.url)
    phone.sign_in()
    expect(page.get_by_text("手机时间慢了 120 分钟")).to_be_visible()


def test_what_no_backup_held_for_a_month_is_told_under_more(phone, page, office):
    phone.visit(office.homes["赵玉梅"])
    phone.is_sent()
    stuck = page.locator("[data-part=stuck]")
    phone.go("/more")
    expect(page.get_by_text("手机上的内容")).to_be_visible()
    expect(stuck).to_have_count(0)
    phone.go("/homes")
    page.evaluate(A_MONTH_ON)
    phone.unlock()  # a phone that lay there for so long is locked
    phone.go("/more")
    expect(stuck).to_contain_text("有 1 件交上去一个月了")
