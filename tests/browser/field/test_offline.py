"""A day without the server: killed in the morning, back in the evening; nothing lost, nothing doubled."""

from playwright.sync_api import expect


def test_a_day_with_the_server_killed_and_started_again(phone, page, office):
    names = ("王德福", "李桂英", "张建国")
    before = [office.visits_to(name) for name in names]
    office.kill()
    phone.visit(office.homes[names[0]])
    phone.begin_visit(office.homes[names[1]])
    phone.add_need("轮椅一张")
    phone.close_visit()
    page.reload()  # the page comes from the phone: there is no server
    phone.unlock()
    phone.visit(office.homes[names[2]])
    phone.is_waiting()
    assert phone.states() == [3, 0, 0]
    office.start()
    phone.send()
    assert phone.states() == [0, 3, 0]
    assert [office.visits_to(name) for name in names] == [visits + 1 for visits in before]
    phone.go("/items")
    expect(page.get_by_text("轮椅一张")).to_be_visible()


def test_a_draft_is_found_again_at_its_last_keystroke_after_a_kill(phone, page, office, context):
    home = office.homes["刘翠兰"]
    phone.begin_visit(home)
    phone.walk_to("问需")
    page.get_by_role("button", name="看病就医").click()
    page.locator("[name=what]").type("药费太高，每月 300 元", delay=1)
    page.wait_for_function("document.querySelector('[role=status]').textContent.includes('已存')")
    page.wait_for_timeout(100)
    page.close()
    again = context.new_page()
    phone.page = again
    phone.open()
    phone.unlock()
    again.get_by_role("link", name="接着写", exact=True).click()
    expect(again.get_by_text("药费太高，每月 300 元").first).to_be_visible()
    again.close()


def test_an_answer_cut_off_after_the_server_has_it_makes_no_double(phone, page, office):
    cut, before = [], office.visits_to("陈永强")

    def lose(route):
        if not cut:
            cut.append(route.fetch().status)  # the server has stored it and answered
        return route.abort("connectionreset")

    page.context.route("**/field/sync/push", lose)
    phone.visit(office.homes["陈永强"])
    phone.go("/outbox")
    page.get_by_text("连不上服务器，都在手机上").wait_for()
    assert cut == [200]
    assert office.visits_to("陈永强") == before + 1
    assert phone.states()[0] == 1
    page.context.unroute_all()
    phone.send()
    assert phone.states()[0] == 0
    assert office.visits_to("陈永强") == before + 1


def test_two_tabs_push_one_at_a_time_and_double_nothing(phone, page, office, context):
    running, most, names = [], [], ("杨秀珍", "赵玉梅")
    before = [office.visits_to(name) for name in names]

    def slow(route):
        running.append(route)
        most.append(len(running))
        answer = route.fetch()
        page.wait_for_timeout(300)
        running.remove(route)
        route.fulfill(response=answer)

    other = context.new_page()
    second = type(phone)(other, office.url)
    second.open()
    second.unlock()
    context.route("**/field/sync/push", slow)
    phone.visit(office.homes[names[0]])
    second.visit(office.homes[names[1]])
    phone.is_sent()
    second.is_sent()
    assert max(most) == 1
    assert [office.visits_to(name) for name in names] == [visits + 1 for visits in before]
    assert phone.states()[0] == second.states()[0] == 0
    context.unroute_all(behavior="ignoreErrors")
    other.close()


def test_a_restored_server_gets_back_what_the_phone_keeps(phone, page, office):
    phone.visit(office.homes["周志明"])
    phone.is_sent()
    office.do("begin_epoch")
    assert office.do("count")["ops"] == 0
    phone.send()
    assert phone.states()[0] == 0
    assert office.do("count")["ops"] == 1
    office.do("back_up")
    phone.send()
    assert phone.states() == [0, 0, 1]
