"""Sentences about households: the register, its facts, and the classes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.reviews.words import KINDS, OUTCOMES
from lianxin.desk.telling.names import Names, comma, word
from lianxin.desk.telling.saying import Sentence, told_day
from lianxin.desk.visits.words import fact_title
from lianxin.desk.words import TIERS, is_english, tier_word
from lianxin.ledger.models import Event
from lianxin.registry.actions import PURPOSES
from lianxin.registry.vocabulary import Sex, Source

FIELDS = {
    "name": gettext_lazy("姓名"),
    "sex": gettext_lazy("性别"),
    "birth_on": gettext_lazy("出生日期"),
    "id_number": gettext_lazy("身份证号"),
    "phone": gettext_lazy("电话"),
}


def _facts_changed(event: Event, names: Names) -> str:
    """`记下：人均纯收入 5,000 元/年 → 3,100 元/年（干部核实，3月2日）`."""
    if event.reason == "retracted":
        titles = [names.fact(key, None)[0] for key in event.before]
        return _("撤回：%(facts)s（原来记错了）") % {"facts": comma().join(titles)}
    facts = [_one_fact(key, event, names) for key in event.after]
    source, _space, day = event.reason.partition(" ")
    told = {"facts": comma().join(facts), "source": word(Source, source), "day": told_day(day)}
    if not day:
        return _("记下：%(facts)s（%(source)s）") % told
    return _("记下：%(facts)s（%(source)s，%(day)s）") % told


def _one_fact(key: str, event: Event, names: Names) -> str:
    title, new = names.fact(key, event.after[key])
    _title, old = names.fact(key, event.before.get(key))
    if not new:
        return title
    if old == new:
        return _("%(fact)s仍为 %(value)s") % {"fact": title, "value": new}
    return f"{title} {old} → {new}" if old else f"{title} {new}"


def _class_changed(event: Event, names: Names) -> str:
    before, after = event.before.get("tier"), event.after.get("tier")
    if after not in TIERS:
        return _("类别有变")
    if before not in TIERS:
        return _("第一次分类：%(tier)s") % {"tier": tier_word(after)}
    return _("由%(before)s变为%(after)s") % {"before": tier_word(before), "after": tier_word(after)}


def _review_decided(event: Event, names: Names) -> str:
    return _("办结%(kind)s：%(outcome)s") % {
        "kind": KINDS.get(event.after.get("kind", ""), ""),
        "outcome": OUTCOMES.get(event.after.get("outcome", ""), ""),
    }


def _exit_visited(event: Event, names: Names) -> str:
    return _("为退出连心户上门核实（%(day)s）") % {"day": told_day(event.after.get("visited_on"))}


def _household_changed(event: Event, names: Names) -> str:
    if event.reason == "added":
        return _("登记入册")
    if event.reason == "import.undone":
        return _("导入被撤销，还原到导入之前")
    if event.reason in ("area.merged", "area.change_undone"):
        return _("区划变动，转到%(area)s") % {"area": names.area(event.area_id)}
    if event.reason == "resident.moved":
        return _("有家庭成员迁往别户")
    changed = [field for field in event.after if field in FIELDS]
    if changed:
        fields = comma().join(_correction(field, event) for field in changed)
        return _("更正%(name)s的%(fields)s") % {
            "name": names.resident(event.after.get("resident")),
            "fields": fields,
        }
    if "resident" in event.after:
        return _("添家庭成员 %(name)s") % {"name": event.after["resident"]}
    return _("户的登记信息有变")


def _correction(field: str, event: Event) -> str:
    """`姓名 王小名 → 王小明`; of an ID number or a phone only that it changed."""
    old, new = event.before.get(field), event.after[field]
    if new == "changed" or not old or old == "None":
        return str(FIELDS[field])
    if field == "sex":
        old, new = word(Sex, old), word(Sex, new)
    return f"{FIELDS[field]} {old} → {new}"


def _revealed(event: Event, names: Names) -> str:
    purpose = PURPOSES.get(event.reason)
    return _("看了%(name)s的%(field)s，用途：%(purpose)s") % {
        "name": names.resident(event.after.get("resident")),
        "field": FIELDS.get(event.after.get("field", ""), ""),
        "purpose": _in_words(purpose) if purpose else event.reason,
    }


def _in_words(pair: tuple[str, str]) -> str:
    return pair[is_english()]


def _moved(event: Event, names: Names) -> str:
    return _("迁到%(area)s") % {"area": names.area(event.area_id)}


def _split(event: Event, names: Names) -> str:
    return _("分户，新立 %(number)s") % {"number": event.reason}


def _merged(event: Event, names: Names) -> str:
    return _("并入 %(number)s 户") % {"number": event.reason}


SENTENCES: dict[str, Sentence] = {
    "facts.changed": _facts_changed,
    "class.changed": _class_changed,
    "class.contested": lambda event, names: _("这一户对类别有异议"),
    "class.expired": lambda event, names: _("类别满了期限，要再看一次"),
    "exit.visited": _exit_visited,
    "exit.approved": lambda event, names: _("同意退出连心户"),
    "review.decided": _review_decided,
    "household.imported": lambda event, names: _("按花名册登记或更新"),
    "household.changed": _household_changed,
    "household.removed": lambda event, names: _("导入被撤销，这一户随之移除"),
    "household.moved": _moved,
    "household.moved_away": lambda event, names: _("全户迁出本区"),
    "household.split": _split,
    "household.merged": _merged,
    "resident.moved": lambda event, names: _("有家庭成员迁入"),
    "resident.died": lambda event, names: _("登记一位家庭成员去世"),
    "resident.left": lambda event, names: _("登记一位家庭成员迁出"),
    "resident.withdrawn": lambda event, names: _("登记有误的一位家庭成员撤下了"),
    "facts.restated": lambda event, names: (
        _("收回的一条情况重新算数：%(fact)s") % {"fact": fact_title(str(event.after.get("indicator", "")))}
    ),
    "resident.revealed": _revealed,
    "step.undone": lambda event, names: _("撤销了上一步登记"),
}
