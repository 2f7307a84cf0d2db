"""A register whose cadres were out with their phones: visits of two months, and some that went wrong.

Everything comes in as phones send it. On a home of its own: `python -m tests.desk.visited_town [VISITS]`.
"""

import json
import os
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

DAYS = 60
NOTES = ("回来想起：他说儿子腊月回家。", "村医说可以上门打针。", "下次带上残疾证的申请表。")
WISHES = ("合作社统一卖茶叶，价钱好谈", "垃圾定点收，路口放两个桶", "补贴名单先公示再发")
FEEDBACK = (
    ("form", "住房那一项每家都一样，能不能不问了。"),
    ("burden", "同一户的收入，乡里的表又让填一遍。"),
    ("app", "太阳底下字太浅，看不清。"),
    ("other", "能不能用语音记。"),
)


class Cadre:
    """A cadre's phone whose clock shows the moment it is told; what it sends is received at that moment."""

    def __init__(self, staff, chance, enrolled_at):
        from lianxin.field.actions import enrol_device
        from lianxin.proofs.phones import Phone

        name = chance.choice(("红米 Note 12", "华为 畅享 60", "荣耀 X50", "旧手机"))
        self.staff, self.chance = staff, chance
        self.device, token = enrol_device(
            staff=staff, name=name, app_version="1.0.0", actor=staff, now=enrolled_at
        )
        self.phone = Phone(None, str(self.device.pk), token, chance)

    def at(self, moment):
        self.phone.ahead_ms = round((moment - datetime.now(UTC)).total_seconds() * 1000)

    def record(self, kind, payload, home, **more):
        return self.phone.record(kind, payload, home=home.pk if home else None, **more)

    def send(self, moment):
        """Everything that is in the outbox, as the server receives it at that moment."""
        from lianxin.field.actions import receive

        while self.phone.outbox:
            some, self.phone.outbox = self.phone.outbox[:50], self.phone.outbox[50:]
            self.at(moment)
            receive(self.device, self.phone.body(some), now=moment)


def visit_town(visits=200, *, seed=7, now=None):
    """Send so many visits of cadres who have homes in their care; returns the cadres. Some uploads wait."""
    from django.utils import timezone

    from lianxin.people.models import Staff
    from lianxin.policies.models import Policy
    from lianxin.registry.models import Household
    from lianxin.visits.forms import read_form

    chance, now = Random(seed), now or timezone.now()
    homes = defaultdict(list)
    kept = Household.objects.present().exclude(keeper=None).order_by("number")
    for home in kept.prefetch_related("residents", "facts")[: visits * 2]:
        homes[home.keeper_id].append(home)
    policy = Policy.objects.in_force("visits", timezone.localdate(now))
    form = read_form(policy.document)
    people = Staff.objects.in_bulk(homes)
    cadres = [Cadre(people[key], chance, now - timedelta(days=DAYS + 1)) for key in sorted(homes)[:25]]
    earlier = {}
    for at in range(visits):
        cadre = cadres[at % len(cadres)]
        home = chance.choice(homes[cadre.staff.pk])
        left = timedelta(days=(DAYS * (visits - at)) // visits, minutes=chance.randrange(30, 400))
        make_visit(cadre, home, form, now - left, earlier)
    send_strange(cadres, kept, now)
    return cadres


def make_visit(cadre, home, form, moment, earlier):
    """One visit to a home and what goes with it, sent an hour later."""
    chance, phone = cadre.chance, cadre.phone
    cadre.at(moment)
    residents = [one for one in home.residents.all() if one.state == "present"]
    items = [item_of(phone, form, chance) for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))]
    if home.pk in earlier and chance.random() < 0.6:
        worked = chance.choice(("yes", "yes", "partly", "no"))
        about = {"about_item": earlier[home.pk], "worked": worked, "text": ""}
        items.append({"item_id": phone.new_id(), "kind": "effect", "category": worked} | about)
    needs = [item["item_id"] for item in items if item["kind"] == "need"]
    if needs:
        earlier[home.pk] = needs[0]
    seconds = chance.randrange(240, 1500)
    payload = {
        "visit_id": phone.new_id(),
        "household_id": str(home.pk),
        "started_at": (moment - timedelta(minutes=chance.randrange(15, 60))).isoformat(),
        "ended_at": moment.isoformat(),
        "met": [str(one.pk) for one in residents[: chance.choice((1, 1, 2))]],
        "place": chance.choice(("home",) * 8 + ("elsewhere", "phone")),
        "answers": list(answers_of(home, form, chance)),
        "items": items,
        "nothing_raised": not items,
        "note": chance.choice(("", "", "老人耳背，要慢慢说。")),
        "filling_seconds": seconds,
        "fields": 4 + 3 * len(items),
    }
    op = cadre.record("visit.record", payload, home) | {"form_version": form.version}
    phone.outbox[-1] = op
    if chance.random() < 0.15:
        words = {"visit_id": payload["visit_id"], "text": chance.choice(NOTES)}
        cadre.record("visit.add", words, None, parents=[op["op_id"]])
    if chance.random() < 0.3:
        token = sha256(op["op_id"].encode()).hexdigest()
        cadre.record("card.leave", {"household_id": str(home.pk), "token_sha256": token}, home)
    if residents and chance.random() < 0.06:
        cadre.record("family.propose", change_of(phone, home, residents, moment), home)
    if chance.random() < 0.03:
        about, text = chance.choice(FEEDBACK)
        cadre.record("feedback.send", {"about": about, "text": text}, None)
    cadre.send(moment + timedelta(hours=1))


def item_of(phone, form, chance):
    """A need with an amount, settled now and then, or a piece of advice."""
    if chance.random() < 0.25:
        category, text = chance.choice(form.advice), chance.choice(WISHES)
        return {"item_id": phone.new_id(), "kind": "advice", "category": category.code, "text": text}
    category = chance.choice(form.needs)
    item = {"item_id": phone.new_id(), "kind": "need", "category": category.code}
    item["text"] = chance.choice(category.examples or ("想问问政策",))
    if category.units and chance.random() < 0.6:
        item |= {"quantity": chance.randrange(1, 5), "unit": category.units[0]}
    if chance.random() < 0.2:
        item["settled"] = {"how": "当场打电话给村里，下午就送来了"}
    if category.code == "safety":
        item["urgent"] = True
    return item


def answers_of(home, form, chance):
    """A few facts of the home; now and then the phone knew another value than the register holds."""
    current = {one.indicator: one for one in home.facts.all() if one.is_current and one.resident_id is None}
    asked = [one for one in form.questions if one.about == "household" and one.indicator.code in current]
    for question in chance.sample(asked, min(len(asked), chance.randrange(0, 4))):
        held = current[question.indicator.code].value
        match question.indicator.type:
            case "bool":
                value = held if chance.random() < 0.8 else ("false" if held == "true" else "true")
            case "money" | "number":
                value = held if chance.random() < 0.4 else str(chance.randrange(0, 9000))
            case _:
                value = held
        old = held if chance.random() < 0.75 else None
        yield {"indicator": question.indicator.code, "value": value, "old": old, "source": "resident"}


def change_of(phone, home, residents, moment):
    """A change in the family."""
    one = residents[-1]
    about = {"proposal_id": phone.new_id(), "household_id": str(home.pk), "on": moment.date().isoformat()}
    born = {"change": "born", "name": "王小满", "sex": "f", "birth_on": about["on"], "relation": "grandchild"}
    moved = {"change": "moved_out", "resident_id": str(one.pk), "words": "去西安长住，户口还没迁"}
    return about | phone.chance.choice((born | {"words": "上个月生的"}, moved))


def send_strange(cadres, kept, now):
    """Uploads that wait: another's home, a wrong hash, a strange kind, no parent, a phone out of use."""
    from lianxin.field.actions import judge_held, revoke_device

    one, other, third, fourth = cadres[:4]
    for cadre, hours in ((one, 30), (other, 3)):
        moment = now - timedelta(hours=hours)
        cadre.at(moment)
        cadre.phone.visit(kept.exclude(keeper=cadre.staff).last().pk)
        cadre.record("visit.add", {"visit_id": cadre.phone.new_id(), "text": NOTES[0]}, None,
                     parents=[cadre.phone.new_id()])  # fmt: skip
        cadre.send(moment)
    moment = now - timedelta(hours=2)
    third.at(moment)
    home = kept.filter(keeper=third.staff).first()
    third.phone.outbox.append(third.phone.visit(home.pk) | {"payload_sha256": "0" * 64})
    third.phone.outbox.pop(0)
    third.record("photo.taken", {"of": "door"}, home)
    third.send(moment)
    moment = now - timedelta(hours=1)
    revoke_device(fourth.device, actor=None, now=moment, reason="丢了")
    fourth.at(moment)
    fourth.phone.visit(kept.filter(keeper=fourth.staff).first().pk)
    fourth.send(moment)
    judge_held(now=now)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.settings")
    import django

    django.setup()
    from django.utils import timezone

    from lianxin import flow
    from lianxin.field.actions import mark_backed_up
    from lianxin.field.models import Op

    cadres = visit_town(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    now = timezone.now()
    old = Op.objects.filter(received_at__lt=now - timedelta(days=1)).values_list("op_id", flat=True)
    mark_backed_up(list(old), at=now - timedelta(hours=6))
    while flow.carry_on(now=now):
        pass
    print(json.dumps({"cadres": len(cadres), "ops": Op.objects.count()}))


if __name__ == "__main__":
    main()
