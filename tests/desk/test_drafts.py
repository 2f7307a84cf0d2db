"""A draft on the page: numbers, rules as sentences, faults at their field, nothing overwritten silently."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianxin.policies.models import Policy, PolicyDraft
from lianxin.work.models import Work
from tests.desk.district import content, words

pytestmark = pytest.mark.django_db
RULE = {
    "title_zh": "欠债",
    "title_en": "",
    "when": "debt_balance > 900000",
    "gives": "watch",
    "source": "本区规定",
}


@pytest.fixture
def client(enter, desk, policy):
    return enter(desk)


@pytest.fixture
def draft(client, policy):
    client.post("/policies/drafts/", {"base": policy.pk})
    return PolicyDraft.objects.get()


def at(draft, rest=""):
    return f"/policies/drafts/{draft.pk}/{rest}"


def seen(client, address):
    return re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())[1]


def number(draft, name):
    draft.refresh_from_db()
    return next(one["value"] for one in draft.content["numbers"] if one["name"] == name)


def test_a_draft_begins_as_the_version_it_was_taken_from(client, draft):
    page = content(client.get(at(draft)))
    assert "从 tiers-2026-01-01 起草" in page
    assert "写法都对，例子都对得上。" in page
    assert "人均纯收入低于 7,800 元/年（监测线）" in page
    assert "没有不同。" in page


def test_only_who_may_adopt_sees_drafts(enter, draft, worker, town_head, supervisor):
    for person in (worker, town_head, supervisor):
        page = enter(person)
        assert page.get(at(draft)).status_code == 403
        assert "草稿" not in content(page.get("/policies/"))


def test_a_number_is_changed_and_the_change_is_told(client, draft):
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "8,500 ", "was-monitoring_line": "7800"})
    assert number(draft, "monitoring_line") == "8500"
    page = content(client.get(at(draft)))
    assert "原来 7,800" in page
    assert "监测线 ： 7,800 元/年 → 8,500 元/年" in page
    assert "成立的规则 不符：应为 " in page


def test_two_people_change_different_numbers_and_neither_is_lost(client, draft):
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "8500", "was-monitoring_line": "7800"})
    stale = {"was-monitoring_line": "7800", "value-monitoring_line": "7800"}
    client.post(at(draft, "numbers/"), stale | {"was-debt_floor": "10000", "value-debt_floor": "12000"})
    assert (number(draft, "monitoring_line"), number(draft, "debt_floor")) == ("8500", "12000")


def test_the_same_number_changed_by_two_is_not_overwritten(client, draft):
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "8500", "was-monitoring_line": "7800"})
    sent = {"value-monitoring_line": "9000", "was-monitoring_line": "7800"}
    page = words(client.post(at(draft, "numbers/"), sent, follow=True))
    assert "监测线：别人刚改成 8500，没有用您写的 9000" in page
    assert number(draft, "monitoring_line") == "8500"


def test_what_is_wrong_stays_and_is_said_at_the_field(client, draft):
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "many", "was-monitoring_line": "7800"})
    response = client.get(at(draft))
    assert "还有 1 处要改" in content(response)
    assert "“many”不是数字。" in content(response)
    assert 'value="many"' in response.content.decode()
    assert "试算：谁会变" not in content(response)


class TestRules:
    def test_a_condition_is_checked_without_being_kept(self, client, draft):
        sent = RULE | {"when": "income_per_head < 2 * monitoring_line", "do": "check"}
        page = content(client.post(at(draft, "new-rule/"), sent))
        assert "这句话的意思： 人均纯收入低于 15,600 元/年（2 × 监测线 7,800）" in page
        draft.refresh_from_db()
        assert draft.version == 1

    def test_a_piece_of_the_page_says_what_a_condition_means(self, client, draft):
        assert "住房安全：否" in words(client.post(at(draft, "wording/"), {"when": "not housing_is_safe"}))
        fault = words(client.post(at(draft, "wording/"), {"when": "income_per_hed < 1"}))
        assert "第 1 个字" in fault
        assert "income_per_head" in fault

    def test_a_rule_is_added_changed_and_taken_out_and_brought_back(self, client, draft):
        client.post(at(draft, "new-rule/"), RULE | {"do": "save"})
        assert "欠债 新加的 负债余额高于 900,000 元" in content(client.get(at(draft)))
        address = at(draft, "rules/added-1/")
        changed = RULE | {"when": "debt_balance > 800000", "do": "save", "seen": seen(client, address)}
        client.post(address, changed)
        assert "负债余额高于 800,000 元" in content(client.get(at(draft)))
        client.post(address, {"do": "remove"})
        assert "800,000" not in content(client.get(at(draft)))
        draft.refresh_from_db()
        client.post(at(draft, "undoing/"), {"version": draft.version})
        assert "负债余额高于 800,000 元" in content(client.get(at(draft)))

    def test_a_faulty_condition_is_kept_with_its_fault(self, client, draft):
        sent = RULE | {"when": "debt_balance >> 3", "do": "save"}
        response = client.post(at(draft, "new-rule/"), sent, follow=True)
        assert "写的内容已经存下，但还不能用" in words(response)
        assert "debt_balance &gt;&gt; 3" in response.content.decode()
        assert 'id="id_when_error"' in response.content.decode()

    def test_a_rule_changed_meanwhile_is_shown_and_ones_own_words_stay(self, client, draft):
        client.post(at(draft, "new-rule/"), RULE)
        address = at(draft, "rules/added-1/")
        old = seen(client, address)
        client.post(address, RULE | {"title_zh": "欠债重", "seen": old})
        response = client.post(address, RULE | {"title_zh": "债多", "seen": old})
        assert response.status_code == 409
        assert "现在是：欠债重；debt_balance &gt; 900000" in response.content.decode()
        assert 'value="债多"' in response.content.decode()
        again = re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]
        client.post(address, RULE | {"title_zh": "债多", "seen": again})
        draft.refresh_from_db()
        assert draft.content["rules"][-1]["title_zh"] == "债多"


def test_a_number_in_use_cannot_be_taken_out(client, draft):
    page = words(client.post(at(draft, "numbers/monitoring_line/"), {"do": "remove"}, follow=True))
    assert "还有规则用着这个数：人均纯收入低于监测线" in page
    assert number(draft, "monitoring_line") == "7800"


def test_a_new_number_can_be_used_at_once(client, draft):
    sent = {"name": "Travel", "title_zh": "路远", "value": "30", "unit": "元", "source": "本区规定"}
    assert "只用小写英文字母" in words(client.post(at(draft, "new-number/"), sent))
    client.post(at(draft, "new-number/"), sent | {"name": "travel_line"})
    page = words(client.post(at(draft, "wording/"), {"when": "debt_balance < travel_line"}))
    assert "负债余额低于 30 元（路远）" in page


def test_an_example_that_fails_says_so_and_takes_another_result(client, draft):
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "40000", "was-monitoring_line": "7800"})
    address = at(draft, "examples/ordinary-family/")
    assert "类别 不符：应为 放心户，算得 连心户" in content(client.get(address))
    client.post(address, {"gives": "priority", "seen": seen(client, address)})
    draft.refresh_from_db()
    assert draft.content["examples"][0]["expect"] == {"gives": "priority"}
    kept = words(client.post(address, {"do": "remove"}, follow=True))
    assert "后面的例子" in kept


def test_a_day_that_cannot_be_read_is_not_kept(client, draft):
    response = client.post(at(draft, "head/"), {"effective_on": "soon", "source": "x"})
    assert response.status_code == 422
    client.post(at(draft, "head/"), {"effective_on": "2031-05-01", "source": "本区规定"})
    draft.refresh_from_db()
    assert (draft.content["effective_on"], draft.content["source"]) == ("2031-05-01", "set by the district")


def test_a_discarded_draft_can_be_taken_back(client, draft):
    assert "还能取回" in words(client.post(at(draft, "removal/"), follow=True))
    assert "丢弃的草稿 1 份" in content(client.get("/policies/"))
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "1", "was-monitoring_line": "7800"})
    assert number(draft, "monitoring_line") == "7800"
    client.post(at(draft, "restoration/"))
    draft.refresh_from_db()
    assert draft.is_open


class TestFiles:
    def test_a_draft_goes_out_as_a_file_and_comes_back(self, client, draft):
        client.post(at(draft, "numbers/"), {"value-monitoring_line": "8500", "was-monitoring_line": "7800"})
        response = client.get(at(draft, "document/"))
        assert "attachment" in response["Content-Disposition"]
        file = SimpleUploadedFile("mine.yaml", response.content)
        client.post("/policies/drafts/", {"file": file})
        draft.refresh_from_db()
        other = PolicyDraft.objects.exclude(pk=draft.pk).get()
        assert other.content["rules"] == draft.content["rules"]
        assert number(other, "monitoring_line") == "8500"

    @pytest.mark.parametrize(
        "data", [b"\xff\xfe", b"a: &x 1", b"- 1", b"kind: ranking", b"x" * 1_300_000, b""]
    )
    def test_a_file_that_is_no_policy_is_refused_in_words(self, client, data):
        response = client.post("/policies/drafts/", {"file": SimpleUploadedFile("x.yaml", data)})
        assert response.status_code == 422
        assert not PolicyDraft.objects.exists()
        assert "这个文件读不进来" in content(response)

    def test_an_adopted_version_is_handed_out_as_it_was_adopted(self, enter, worker, policy):
        response = enter(worker).get(f"/policies/{policy.pk}/document/")
        assert response.content.decode() == policy.text


def test_two_versions_are_compared_in_words(client, draft, policy, enter, worker):
    client.post(at(draft, "numbers/"), {"value-monitoring_line": "8000", "was-monitoring_line": "7800"})
    client.post(at(draft, "new-rule/"), RULE)
    draft.refresh_from_db()
    client.post(at(draft, "adoption/"), {"version": draft.version})
    new = Policy.objects.exclude(pk=policy.pk).get()
    page = content(enter(worker).get(f"/policies/{new.pk}/differences/{policy.pk}/"))
    assert "监测线 ： 7,800 元/年 → 8,000 元/年" in page
    assert "欠债 新加的 关心户 条件： 负债余额高于 900,000 元" in page
    back = content(client.get(f"/policies/{policy.pk}/differences/{new.pk}/"))
    assert "欠债 删掉了" in back


@pytest.mark.parametrize(
    "nasty", ["\x00", "a\x00b", "𪚥", "9" * 4500, "-1", "1e400", "NaN", "%00", "'\"\\: #{["]
)
def test_whatever_is_typed_is_answered_and_the_draft_stays_readable(client, draft, nasty):
    fields = {
        name: nasty for name in (*RULE, "name", "value", "unit", "effective_on", "seen", "version", "base")
    }
    fields |= {"value-monitoring_line": nasty, "was-monitoring_line": "7800", "gives": "watch"}
    client.raise_request_exception = False
    rests = ("head/", "numbers/", "new-number/", "numbers/debt_floor/", "new-rule/", "rules/unsafe-home/")
    for rest in (*rests, "examples/lost-job/", "wording/", "undoing/", "adoption/", "trial/"):
        for more in ({}, {"do": "check"}):
            assert client.post(at(draft, rest), fields | more).status_code < 500, rest
    assert client.post("/policies/drafts/", fields).status_code < 500
    for rest in ("", "rules/unsafe-home/", "document/", "trial/", "adoption/"):
        assert client.get(at(draft, rest)).status_code == 200, rest


def test_a_policy_of_another_kind_is_drafted_without_a_trial(client, policy):
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "pairing" / "2026-01-01.yaml").read_text("utf-8")
    pairing = adopt_policy(text=text, actor=None, now=timezone.now())
    response = client.post("/policies/drafts/", {"base": pairing.pk}, follow=True)
    draft = PolicyDraft.objects.get()
    assert "去采用…" in content(response)
    assert "助残照护" in content(response)
    assert client.get(at(draft, "trial/")).status_code == 302
    client.post(at(draft, "adoption/"), {"version": 1})
    draft.refresh_from_db()
    assert draft.adopted.kind == "pairing"
    assert not Work.objects.exists()
