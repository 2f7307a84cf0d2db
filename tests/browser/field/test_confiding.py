"""Something to say about staff: best without the phone; written down on it, it is closed and seen no more."""

from playwright.sync_api import expect

WORDS = "低保要先请吃饭才给报"
EVERYTHING = """async () => {
    const name = (await indexedDB.databases())[0].name
    const opening = indexedDB.open(name)
    const db = await new Promise(done => { opening.onsuccess = () => done(opening.result) })
    const all = []
    for (const table of db.objectStoreNames) {
        const rows = db.transaction(table).objectStore(table).getAll()
        all.push(await new Promise(done => { rows.onsuccess = () => done(rows.result) }))
    }
    db.close()
    return JSON.stringify(all)
}"""


def test_the_way_without_the_phone_comes_first_and_the_cadre_concerned_is_no_scribe(phone, page, office):
    phone.go(f"/home/{office.homes['罗玉芳']}")
    page.get_by_role("link", name="对干部有意见").click()
    first = page.locator("[data-part=without-me]")
    expect(first.locator(".qr svg")).to_be_visible()
    expect(first).to_contain_text(f"{office.url}/ask/")
    expect(first.get_by_role("link", name="打给纪委")).to_have_attribute("href", "tel:12388")
    assert page.request.get(f"{office.url}/ask/").status == 200
    page.get_by_text("我代笔").click()
    expect(page.get_by_text("我不能代笔")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)


def test_what_is_sealed_without_a_network_leaves_every_screen_and_arrives(phone, page, office, context):
    home = office.homes["罗玉芳"]
    before = office.do("complaints")
    context.route("**/field/sync/push", lambda route: route.abort("connectionreset"))
    phone.begin_visit(home)
    phone.walk_to("问需")
    page.get_by_role("link", name="对干部有意见").click()
    page.get_by_text("我代笔").click()
    page.get_by_role("button", name="说的不是我").click()
    page.fill("[name=said_of]", "会计老周")
    page.fill("[name=what]", WORDS)
    page.get_by_role("button", name="封上，交出去").click()
    expect(page.get_by_role("status")).to_contain_text("封上了")
    page.get_by_role("button", name="回到走访").click()
    phone.walk_to("看一遍")  # the visit goes on where it was, and knows nothing of it
    assert WORDS not in page.content()
    phone.go("/outbox")
    page.locator(".counts").wait_for()
    assert phone.states() == [0, 0, 0]
    expect(page.get_by_text("还没有记过什么")).to_be_visible()
    for words in (WORDS, "老周", home):
        assert words not in page.content()
    for words in (WORDS, "老周", "item.sealed"):
        assert words not in page.evaluate(EVERYTHING)
    page.reload()
    phone.unlock()
    context.unroute_all()
    phone.send()
    assert phone.states() == [0, 0, 0]
    after = office.do("complaints")
    assert after["words"] == [*before["words"], WORDS]
    assert after["homes"][-1] == home
    assert after["items"] == before["items"]
