"""A newer app comes while the outbox is full and a draft is open: it waits, and loses neither."""

import json
import shutil

import pytest
from django.conf import settings
from playwright.sync_api import expect

BUILD = settings.PROJECT / "lianxin" / "field" / "static" / "field"
NEXT = "feedfacecafe"


@pytest.fixture
def next_build(tmp_path):
    """The build again, as if it were another version."""
    build = tmp_path / "field"
    shutil.copytree(BUILD, build)
    version = json.loads((build / "version.json").read_text())["version"]
    for file in [*build.glob("*.js"), build / "version.json"]:
        file.write_text(file.read_text("utf-8").replace(version, NEXT), "utf-8")
    return tmp_path


def test_an_update_waits_for_the_person_and_keeps_outbox_and_draft(phone, page, office, context, next_build):
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # from now on the phone's own copy is in charge
    phone.unlock()
    context.route("**/field/sync/push", lambda route: route.abort())
    phone.visit(office.homes["王德福"])
    phone.begin_visit(office.homes["李桂英"])
    phone.add_need("雨天漏水", category="修房建房")
    office.kill()
    office.start(DJANGO_SETTINGS_MODULE="tests.browser.field.next_settings", NEXT_BUILD=str(next_build))
    page.evaluate("dispatchEvent(new Event('online'))")
    phone.go("/")
    notice = page.locator("[data-notice=update]")
    expect(notice).to_be_visible()
    phone.go("/more")
    assert NEXT not in page.locator("main").inner_text()
    phone.go("/")
    notice.get_by_role("button").click()
    page.get_by_text("请输入开锁密码").wait_for()
    phone.unlock()
    expect(page.get_by_text("李桂英的走访没写完")).to_be_visible()
    phone.go("/more")
    expect(page.get_by_text(NEXT)).to_be_visible()
    assert phone.states()[0] == 1
    context.unroute_all()
    phone.send()
    assert phone.states()[0] == 0
    office.kill()
    office.start()
