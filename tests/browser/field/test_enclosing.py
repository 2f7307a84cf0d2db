"""Photos and the place of a visit: nowhere to be seen until the district wants them, then lost by no cut."""

import json
from io import BytesIO
from urllib.request import urlopen

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from lianxin.visits.photos.parts import beside_the_picture
from tests.browser.field.phone import Phone
from tests.browser.field.planted import PASSWORD, WORKER
from tests.visits import jpegs

PIECE = 256 * 1024
SPOT = {"latitude": 32.685412, "longitude": 109.029387, "accuracy": 17.6}


def of_a_camera():
    """A photo with grain, so that it does not shrink to nothing, and all that a camera writes into it."""
    grain = np.random.default_rng(5).integers(0, 255, (1200, 1600, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x010F] = jpegs.SECRET.decode()
    position = exif.get_ifd(0x8825)
    position[1], position[2] = "N", jpegs.LATITUDE
    made = BytesIO()
    Image.fromarray(grain).save(made, "JPEG", quality=60, exif=exif, comment=jpegs.SECRET)
    return made.getvalue() + jpegs.SECRET


@pytest.fixture(scope="module")
def camera():
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": of_a_camera()}


@pytest.fixture
def switched_on(office):
    for code in ("photos", "gps"):
        office.do("switch", code, "on")
    yield
    for code in ("photos", "gps"):
        office.do("switch", code, "off")


@pytest.fixture
def armed(page, office, switched_on):
    """A phone that signed in while both are on."""
    phone = Phone(page, office.url)
    phone.sign_in()
    return phone


def take(page, camera):
    before = page.locator(".picture").count()
    page.set_input_files("[name=photo]", camera)
    expect(page.locator(".picture")).to_have_count(before + 1)


def permissions(office):
    return urlopen(f"{office.url}/field/").headers["Permissions-Policy"]


def test_where_it_is_off_there_is_no_button_and_no_leave_to_ask(phone, page, office):
    assert permissions(office) == "camera=(), geolocation=(), microphone=()"
    asked = []
    page.expose_function("noteAsking", lambda: asked.append(1))
    page.evaluate("() => { navigator.geolocation.getCurrentPosition = () => noteAsking() }")
    phone.begin_visit(office.homes["王德福"])
    for step in ("问需", "看一遍"):
        phone.walk_to(step)
        assert page.locator("[name=photo], [data-part=photos], [data-part=position]").count() == 0
    page.get_by_role("button", name="没有提出问题").click()
    page.get_by_role("button", name="走访结束").click()
    phone.is_sent()
    assert asked == []


def test_a_photo_survives_a_dead_server_and_a_cut_and_arrives_without_what_the_camera_wrote(
    armed, page, office, context, browser, camera
):
    phone, home, before = armed, office.homes["李桂英"], office.visits_to("李桂英")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    office.kill()
    phone.begin_visit(home)
    phone.walk_to("看一遍")
    take(page, camera)
    expect(page.get_by_text("先取得本人或监护人同意")).to_be_visible()
    page.reload()  # a dead battery: draft and photo are still there
    phone.unlock()
    phone.go(f"/visit/{home}")
    expect(page.locator(".picture")).to_have_count(1)
    phone.close_visit(is_nothing=True)
    phone.go("/outbox")
    expect(page.locator("[data-part=enclosed]")).to_contain_text("在手机上")

    sent = []

    def cut(route):
        headers = route.request.headers
        sent.append((int(headers["upload-offset"]), route.request.post_data_buffer))
        if len(sent) == 2:
            office.kill()
            return route.abort("connectionreset")
        return route.continue_()

    context.route("**/field/photos/*", cut)
    office.start()
    page.get_by_role("button", name="现在上传").click()
    page.get_by_text("连不上服务器").wait_for()
    assert [start for start, _ in sent] == [0, PIECE]
    assert office.do("enclosed", home)["photos"] == []
    office.start()
    phone.send()
    expect(page.locator("[data-part=enclosed]")).to_contain_text("已收到")
    assert [start for start, _ in sent][2] == PIECE
    assert sent[2][1] == sent[1][1]
    whole = sent[0][1] + b"".join(piece for _, piece in sent[2:])
    assert set(beside_the_picture(whole)) <= {"APP2"}  # of the canvas: what its colours mean
    assert jpegs.SECRET not in whole
    arrived = office.do("enclosed", home)
    assert (len(arrived["photos"]), arrived["beside"]) == (1, [[]])
    assert office.visits_to("李桂英") == before + 1
    _is_seen_on_the_desk(browser, office, arrived["photos"][0])


def _is_seen_on_the_desk(browser, office, key):
    desk = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = desk.new_page()
    page.goto(f"{office.url}/sign-in/")
    page.fill("[name=number]", WORKER)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto(f"{office.url}/households/HB000002/")
    picture = page.locator(".photos img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 240)
    answer = page.request.get(f"{office.url}/visits/photos/{key}/")
    assert answer.headers["cache-control"] == "no-store"
    assert beside_the_picture(answer.body()) == []
    with Image.open(BytesIO(answer.body())) as shown:
        assert shown.size == (1600, 1200)
        assert dict(shown.getexif()) == {}
    desk.close()


def test_a_photo_that_cannot_be_sent_reaches_the_office_in_a_file(armed, page, office, context, camera):
    phone, home, before = armed, office.homes["周志明"], office.visits_to("周志明")
    context.route("**/field/sync/push", lambda route: route.abort("connectionreset"))
    phone.begin_visit(home)
    phone.walk_to("看一遍")
    take(page, camera)
    phone.close_visit(is_nothing=True)
    phone.go("/outbox")
    card = page.locator("[data-part=carry]")
    expect(card).to_contain_text("走访等 1 条，照片 1 张")
    expect(card).to_contain_text("只有服务器能打开")
    with page.expect_download() as told:
        card.get_by_role("button", name="把没上传的存成文件").click()
    expect(card.get_by_role("status")).to_contain_text("存好了")
    text = told.value.path().read_text("utf-8")
    assert home not in text
    assert office.do("rescue", str(told.value.path())) == {"accepted": 1, "enclosed-taken": 1}
    arrived = office.do("enclosed", home)
    assert (len(arrived["photos"]), arrived["beside"]) == (1, [[]])
    context.unroute_all()
    phone.send()
    expect(page.locator("[data-part=enclosed]")).to_contain_text("已收到")
    assert office.do("enclosed", home)["photos"] == arrived["photos"]
    assert office.visits_to("周志明") == before + 1


def test_a_photo_may_be_taken_back_until_it_has_gone(armed, page, office, context, camera):
    home, before = office.homes["张建国"], office.visits_to("张建国")
    armed.begin_visit(home)
    armed.walk_to("看一遍")
    take(page, camera)
    take(page, camera)
    page.get_by_role("button", name="不要照片 1").click()
    expect(page.locator(".picture")).to_have_count(1)
    context.route("**/field/photos", lambda route: route.abort("connectionreset"))
    armed.close_visit(is_nothing=True)
    armed.go("/outbox")
    page.get_by_text("连不上服务器").wait_for()
    page.get_by_role("button", name="不传了").click()
    expect(page.locator("[data-part=enclosed]")).to_have_count(0)
    context.unroute_all()
    armed.send()
    assert office.do("enclosed", home)["photos"] == []
    assert office.visits_to("张建国") == before + 1


def test_the_place_is_noted_on_a_press_once_and_as_exactly_as_agreed(armed, page, office, context):
    home = office.homes["刘翠兰"]
    context.grant_permissions(["geolocation"], origin=office.url)
    context.set_geolocation(SPOT)
    armed.begin_visit(home)
    armed.walk_to("看一遍")
    expect(page.get_by_text("不按不记")).to_be_visible()
    page.get_by_role("button", name="记下这里的位置").click()
    expect(page.get_by_text("北纬 32.685，东经 109.029，误差约 18 米")).to_be_visible()
    expect(page.get_by_role("button", name="记下这里的位置")).to_have_count(0)
    bodies = []
    page.on("request", lambda one: one.url.endswith("/positions") and bodies.append(one.post_data))
    armed.close_visit(is_nothing=True)
    armed.send()
    expect(page.locator("[data-part=enclosed]")).to_contain_text("已收到")
    (said,) = map(json.loads, bodies)
    assert (said["latitude"], said["longitude"]) == (32.685, 109.029)
    assert office.do("enclosed", home)["spots"] == [[32.685, 109.029]]


def test_a_phone_that_was_there_before_the_switch_may_ask_after_it_was_opened_again(
    phone, page, office, context
):
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # from now on the page comes from the phone's own copy, with the leave of that day
    phone.unlock()
    office.do("switch", "gps", "on")
    phone.send()
    context.grant_permissions(["geolocation"], origin=office.url)
    context.set_geolocation(SPOT)
    phone.begin_visit(office.homes["陈永强"])
    phone.walk_to("看一遍")
    page.get_by_role("button", name="记下这里的位置").click()
    expect(page.get_by_role("alert")).to_contain_text("关掉应用再打开一次")
    page.reload()
    phone.unlock()
    phone.go(f"/visit/{office.homes['陈永强']}")
    page.get_by_role("button", name="记下这里的位置").click()
    expect(page.get_by_text("北纬 32.685")).to_be_visible()
    office.do("switch", "gps", "off")
