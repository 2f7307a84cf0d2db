"""One sentence for each kind of event. A test reads the code and finds a kind that has none."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling import (
    enclosed,
    field,
    households,
    lists,
    machine,
    notices,
    pairing,
    planning,
    problems,
    visits,
    voice,
)
from lianxin.desk.telling.names import Names, comma
from lianxin.desk.telling.saying import Sentence, always
from lianxin.desk.words import is_english, said, spoken, titled
from lianxin.exports.vocabulary import Purpose
from lianxin.ledger.models import Event
from lianxin.people.actions.accounts import PURPOSES
from lianxin.people.models import ROLE_CHOICES
from lianxin.switches.rules import in_words
from lianxin.switches.switchboard import SWITCHES

# The filter of the ledger: groups of kinds, each kind belonging to the first group that names its beginning.
GROUPS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "looks": (
        gettext_lazy("查看"),
        ("resident.revealed", "staff.phone_revealed", "household.handed_out", "photo.viewed", "call.number_")
        + ("problem.evidence_viewed",),
    ),
    "field": (gettext_lazy("手机"), ("device.", "upload.", "epoch.")),
    "pairing": (
        gettext_lazy("结对"),
        ("pairing.", "household.paired", "household.unpaired", "handover.", "wish.", "barrier."),
    ),
    "planning": (
        gettext_lazy("走访"),
        ("plan.", "trips.", "duties.", "duty.", "load.", "excuse.", "report.", "feed."),
    ),
    "problems": (gettext_lazy("问题"), ("problem.", "packet.", "promise.", "reply.", "topic.", "topics.")),
    "voice": (
        gettext_lazy("心声"),
        ("cards.", "card.opened", "card.guessed", "card.burnt", "card.revoked")
        + ("rights.", "consent.", "contact.", "ask.", "ratings.", "complaints.", "call", "finding."),
    ),
    "visits": (
        gettext_lazy("走访记录"),
        ("visit.", "item.", "note.", "card.", "family.", "facts.clashed", "clash.", "answers.", "feedback.")
        + ("photo.", "position."),
    ),
    "register": (gettext_lazy("户情"), ("household.", "resident.", "facts.", "step.", "view.")),
    "classes": (gettext_lazy("类别与复核"), ("class.", "exit.", "review.")),
    "imports": (gettext_lazy("导入"), ("import.",)),
    "policies": (gettext_lazy("办法"), ("policy.", "draft.", "calendar.")),
    "areas": (gettext_lazy("区划"), ("area.",)),
    "switches": (gettext_lazy("设置"), ("switch.",)),
    "notices": (gettext_lazy("通知"), ("notices.",)),
    "backups": (gettext_lazy("备份"), ("backup.", "keys.")),
    "exports": (
        gettext_lazy("下载"),
        ("ledger.exported", "households.exported", "visits.exported", "problems.exported"),
    ),
    "people": (gettext_lazy("账号与职务"), ("staff.", "post.", "secondment.")),
}

# Echoes of a step that has its own event beside it.
QUIET = frozenset(
    {
        "household.moved",
        "household.moved_away",
        "household.split",
        "household.merged",
        "resident.died",
        "resident.left",
        "resident.withdrawn",
        "step.undone",
    }
)


def _exported(event: Event, names: Names) -> str:
    """`导出户情 1,240 户，用途：上报汇总`."""
    rows = {"rows": f"{event.after.get('rows', 0):,}"}
    if event.reason not in list(Purpose):
        return _("导出户情 %(rows)s 户") % rows
    purpose = said(Purpose(event.reason))
    return _("导出户情 %(rows)s 户，用途：%(purpose)s") % (rows | {"purpose": purpose})


def _visits_exported(event: Event, names: Names) -> str:
    """`导出走访记录 1,240 次，用途：督查抽查`."""
    rows = {"rows": f"{event.after.get('rows', 0):,}"}
    if event.reason not in list(Purpose):
        return _("导出走访记录 %(rows)s 次") % rows
    purpose = said(Purpose(event.reason))
    return _("导出走访记录 %(rows)s 次，用途：%(purpose)s") % (rows | {"purpose": purpose})


def _problems_exported(event: Event, names: Names) -> str:
    """`导出问题 320 件，用途：上报汇总`."""
    rows = {"rows": f"{event.after.get('rows', 0):,}"}
    if event.reason not in list(Purpose):
        return _("导出问题 %(rows)s 件") % rows
    purpose = said(Purpose(event.reason))
    return _("导出问题 %(rows)s 件，用途：%(purpose)s") % (rows | {"purpose": purpose})


def _area_opened(event: Event, names: Names) -> str:
    return _("设立区划 %(name)s") % {"name": event.after.get("name", "")}


def _area_renamed(event: Event, names: Names) -> str:
    return _("把 %(old)s 改名为 %(new)s") % {
        "old": event.before.get("name", ""),
        "new": event.after.get("name", ""),
    }


def _area_merged(event: Event, names: Names) -> str:
    return _("并入 %(area)s") % {"area": names.area(event.area_id)}


def _area_undone(event: Event, names: Names) -> str:
    steps = {
        "area.opened": _("设立区划"),
        "area.renamed": _("改名"),
        "area.moved": _("改上级区划"),
        "area.merged": _("合并"),
        "area.closed": _("撤销区划"),
        "area.reopened": _("恢复区划"),
    }
    return _("收回上一步：%(what)s") % {"what": steps.get(event.after.get("kind", ""), "")}


def _switch(text: str | Promise) -> Sentence:
    """A sentence with what a switch is called and the value it is about."""

    def tell(event: Event, names: Names) -> str:
        switch = SWITCHES.get(event.after.get("switch", ""))
        if switch is None:
            return str(text) % {"switch": "—", "value": "—"}
        value = in_words(switch, event.after.get("value", ""), spoken())
        return str(text) % {"switch": titled(switch), "value": value}

    return tell


def _staff_changed(event: Event, names: Names) -> str:
    words = {"name": _("姓名"), "phone": _("电话"), "language": _("界面语言"), "unit": _("单位")}
    words |= {"home": _("住地"), "office": _("办公地点"), "abilities": _("特长与语言")}
    return _("改了账号的%(what)s") % {"what": comma().join(words.get(key, key) for key in event.after)}


def _post(text: str | Promise) -> Sentence:
    def tell(event: Event, names: Names) -> str:
        role = dict(ROLE_CHOICES).get(event.after.get("role", ""), "")
        return str(text) % {"role": role, "area": names.area(event.area_id)}

    return tell


def _phone_revealed(event: Event, names: Names) -> str:
    zh, en = PURPOSES.get(event.reason, ("—", "—"))
    return _("看了电话，用途：%(purpose)s") % {"purpose": en if is_english() else zh}


def _secondment(text: str | Promise) -> Sentence:
    def tell(event: Event, names: Names) -> str:
        return str(text) % {"unit": event.after.get("unit", ""), "area": names.area(event.area_id)}

    return tell


def _file(text: str | Promise) -> Sentence:
    """A sentence with the name of a file."""
    return lambda event, names: str(text) % {"file": event.after.get("file", "")}


def _import(text: str | Promise) -> Sentence:
    """A sentence with how many households were created and updated."""

    def tell(event: Event, names: Names) -> str:
        if "staff" in event.after:
            return _staff_imported(event)
        if "years" in event.after or "problems" in event.after:
            return lists.imported(event)
        counts = event.after.get("households", {})
        numbers = {how: f"{counts.get(how, 0):,}" for how in ("created", "updated")}
        return str(text) % numbers

    return tell


def _staff_imported(event: Event) -> str:
    """The same of a workbook of staff, brought in or undone."""
    counts = event.after["staff"]
    numbers = {how: f"{counts.get(how, 0):,}" for how in ("created", "updated")}
    if event.kind == "import.undone":
        text = _("撤销导入干部表：新登记的 %(created)s 人去掉，更新的 %(updated)s 人还原")
    else:
        text = _("导入干部表完成：新登记 %(created)s 人，更新 %(updated)s 人")
    return text % numbers


def _policy_adopted(event: Event, names: Names) -> str:
    return _("采用办法 %(id)s，自 %(day)s 起施行") % {
        "id": event.after.get("document_id", ""),
        "day": event.after.get("effective_on", ""),
    }


def _draft(text: str | Promise) -> Sentence:
    """A sentence about a draft of a policy, with the day it is to take effect."""
    return lambda event, names: str(text) % {"day": event.after.get("effective_on", "")}


SENTENCES: dict[str, Sentence] = {
    **field.SENTENCES,
    **enclosed.SENTENCES,
    **visits.SENTENCES,
    **households.SENTENCES,
    **pairing.SENTENCES,
    **planning.SENTENCES,
    **problems.SENTENCES,
    **lists.SENTENCES,
    **machine.SENTENCES,
    **notices.SENTENCES,
    **voice.SENTENCES,
    "import.uploaded": _file(gettext_lazy("交来文件 %(file)s")),
    "import.dropped": _file(gettext_lazy("撤下文件 %(file)s，没有导入")),
    "import.refused_downloaded": _file(gettext_lazy("下载 %(file)s 里退回的行")),
    "import.started": _file(gettext_lazy("开始导入 %(file)s")),
    "import.finished": _import(gettext_lazy("导入完成：新登记 %(created)s 户，更新 %(updated)s 户")),
    "import.undone": _import(
        gettext_lazy("撤销导入：新登记的 %(created)s 户、更新的 %(updated)s 户都已还原")
    ),
    "area.opened": _area_opened,
    "area.renamed": _area_renamed,
    "area.moved": always(gettext_lazy("改了上级区划")),
    "area.merged": _area_merged,
    "area.closed": always(gettext_lazy("撤销区划")),
    "area.reopened": always(gettext_lazy("恢复区划")),
    "area.change_undone": _area_undone,
    "ledger.exported": lambda event, names: _("下载台账 %(rows)s 行") % {"rows": event.after.get("rows", "")},
    "switch.asked": _switch(gettext_lazy("提出把“%(switch)s”改为：%(value)s")),
    "switch.changed": _switch(gettext_lazy("把“%(switch)s”改为：%(value)s")),
    "switch.refused": _switch(gettext_lazy("没有同意把“%(switch)s”改为：%(value)s")),
    "switch.withdrawn": _switch(gettext_lazy("收回了把“%(switch)s”改为：%(value)s")),
    "households.exported": _exported,
    "visits.exported": _visits_exported,
    "problems.exported": _problems_exported,
    "view.kept": always(gettext_lazy("保存了户情的视图")),
    "view.renamed": always(gettext_lazy("给户情的视图改名")),
    "view.removed": always(gettext_lazy("删掉了户情的视图")),
    "view.brought_back": always(gettext_lazy("取回了删掉的视图")),
    "staff.added": always(gettext_lazy("新建账号")),
    "staff.changed": _staff_changed,
    "staff.password_set": always(gettext_lazy("设了新密码")),
    "staff.disabled": always(gettext_lazy("停用账号")),
    "staff.enabled": always(gettext_lazy("恢复账号")),
    "staff.dismissed": always(gettext_lazy("办离任：职务全部终止，账号停用")),
    "staff.slip_issued": always(gettext_lazy("发了登录条（一次性密码）")),
    "staff.unlocked": always(gettext_lazy("解除登录限制")),
    "staff.phone_revealed": _phone_revealed,
    "staff.removed": always(gettext_lazy("随撤销导入去掉账号")),
    "staff.restored": always(gettext_lazy("随撤销导入回到以前的样子")),
    "staff.signed_in": always(gettext_lazy("登录")),
    "staff.second_factor_enabled": always(gettext_lazy("启用两步验证")),
    "staff.second_factor_removed": always(gettext_lazy("关闭两步验证")),
    "staff.recovery_code_used": always(gettext_lazy("用恢复码登录")),
    "staff.recovery_codes_renewed": always(gettext_lazy("换了一组恢复码")),
    "post.started": _post(gettext_lazy("任命为%(area)s%(role)s")),
    "post.ended": _post(gettext_lazy("免去%(area)s%(role)s")),
    "post.changed": _post(gettext_lazy("改了%(area)s%(role)s的职务名称或职级")),
    "post.resumed": _post(gettext_lazy("撤回免职，继续任%(area)s%(role)s")),
    "secondment.started": _secondment(gettext_lazy("从%(unit)s下沉到%(area)s")),
    "secondment.ended": _secondment(gettext_lazy("结束在%(area)s的下沉，回%(unit)s")),
    "policy.adopted": _policy_adopted,
    "draft.started": _draft(gettext_lazy("起草办法，打算 %(day)s 施行")),
    "draft.changed": _draft(gettext_lazy("改办法的草稿（打算 %(day)s 施行）")),
    "draft.discarded": _draft(gettext_lazy("丢弃办法的草稿（打算 %(day)s 施行）")),
    "draft.restored": _draft(gettext_lazy("取回办法的草稿（打算 %(day)s 施行）")),
    "draft.adopted": _draft(gettext_lazy("办法的草稿定稿，%(day)s 起施行")),
}


def kinds_of(group: str) -> list[str]:
    """The kinds of event in a group."""
    return [kind for kind in SENTENCES if group_of(kind) == group]


def group_of(kind: str) -> str | None:
    return next((group for group, (_words, starts) in GROUPS.items() if kind.startswith(starts)), None)
