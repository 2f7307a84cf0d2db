"""What a cadre does with the app, in her own words."""

from tests.browser.field.planted import PASSWORD, WORKER

PIN = "246810"
SENT = ".syncline .dot[data-state=good]"
WAITING = ".syncline .dot[data-state=waiting]"


class Phone:
    def __init__(self, page, url):
        self.page = page
        self.url = url

    def open(self, where="/"):
        self.page.goto(f"{self.url}/field/#{where}")

    def sign_in(self, number=WORKER, password=PASSWORD):
        self.open()
        self.page.fill("[name=number]", number)
        self.page.fill("[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.get_by_text("设一个开锁密码").wait_for()
        self.type_pin()
        self.page.get_by_text("再输一遍").wait_for()
        self.type_pin()
        self.page.locator("[data-part=due], [data-part=trip]").first.wait_for()

    def type_pin(self, pin=PIN):
        for digit in pin:
            self.page.locator(".pinpad").get_by_role("button", name=digit, exact=True).click()

    def unlock(self, pin=PIN):
        """After the page was loaded anew."""
        self.page.get_by_text("请输入开锁密码").wait_for()
        self.type_pin(pin)
        self.page.locator(".pinpad").wait_for(state="detached")

    def go(self, where):
        """To another screen without loading the page, as a link does."""
        self.page.evaluate("where => { location.hash = where }", where)

    def next(self):
        self.page.get_by_role("button", name="下一步").click()

    def step(self, title):
        self.page.get_by_role("heading", name=title).wait_for()

    def begin_visit(self, key):
        self.go(f"/visit/{key}")
        self.step("见到了谁")
        self.page.locator(".chip").first.click()

    def walk_to(self, title):
        while not self.page.get_by_role("heading", name=title).is_visible():
            self.next()

    def add_need(self, words, category="残疾人辅具"):
        self.walk_to("问需")
        self.page.get_by_role("button", name=category).click()
        self.page.locator("[name=what]").fill(words)
        self.page.get_by_role("button", name="记下这一件").click()
        self.page.locator(".sheet").wait_for(state="hidden")

    def close_visit(self, *, is_nothing=False):
        self.walk_to("看一遍")
        if is_nothing:
            self.page.get_by_role("button", name="没有提出问题").click()
        self.page.get_by_role("button", name="走访结束").click()
        self.page.locator(".syncline").wait_for()

    def visit(self, key):
        """A whole visit at which nothing was raised."""
        self.begin_visit(key)
        self.close_visit(is_nothing=True)

    def is_sent(self):
        self.page.locator(SENT).wait_for()

    def is_waiting(self):
        self.page.locator(WAITING).wait_for()

    def states(self):
        """How many operations are saved, received, backed up, as the outbox counts them."""
        self.go("/outbox")
        self.page.locator(".counts").wait_for()
        return [int(one) for one in self.page.locator(".counts dd").all_inner_texts()]

    def send(self):
        self.go("/outbox")
        self.page.get_by_role("button", name="现在上传").click()
        self.page.get_by_role("button", name="现在上传").wait_for()
