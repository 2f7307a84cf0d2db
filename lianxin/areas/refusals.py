"""Why a change to the tree of areas is refused; the text is for the person who asked."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "has_district": _("已经有区县“%(name)s”。一个库只管一个区县。"),
    "other_district": _("这份区划表是“%(name)s”的，不是“%(own)s”的。"),
    "bad_code": _("代码“%(code)s”不是十二位数字。"),
    "code_taken": _("代码“%(code)s”已属于“%(name)s”。代码不得重复使用；如该区划已撤销，请恢复它。"),
    "bad_name": _("名称不能为空，也不能超过 %(longest)s 字。"),
    "same_name": _("名称没有变化。"),
    "name_taken": _("“%(parent)s”下已有“%(name)s”。请先给其中一个改名。"),
    "wrong_level": _("“%(name)s”（%(level)s）不能挂在“%(parent)s”（%(parent_level)s）下面。"),
    "level_holds": _("“%(name)s”下面还有 %(count)s 个区划，不能改为%(level)s。请先把它们移走。"),
    "same_parent": _("“%(name)s”已经在“%(parent)s”下面。"),
    "is_district": _("区县本身不能移动、合并、撤销。"),
    "is_closed": _("“%(name)s”已撤销。请先恢复它，或选择别的区划。"),
    "is_open": _("“%(name)s”没有撤销，不必恢复。"),
    "parent_closed": _("上级“%(parent)s”已撤销。请先恢复上级，或另选上级。"),
    "into_itself": _("“%(name)s”不能并入自己或自己下面的区划。"),
    "unlike": _("“%(name)s”（%(level)s）不能并入“%(into)s”（%(into_level)s）：级别不同。"),
    "has_areas": _("“%(name)s”下面还有 %(count)s 个区划（%(some)s）。请先移走、合并或撤销它们。"),
    "has_holdings": _("“%(name)s”还有：%(what)s。请先移走，或改用合并。"),
    "cannot_carry": _("“%(name)s”的%(what)s不能随合并转走。请先另行处理。"),
    "no_undo": _("这一步不能撤销。要改回来，请按改名、移动、恢复再办一次。"),
    "changed_since": _("“%(name)s”后来又有变动，不能撤销这一步。请先撤销后来的，或者另办一次。"),
    "cannot_return": _("随“%(name)s”转走的%(what)s不能自动转回。请恢复它，再逐项移回。"),
    "too_early": _("日期 %(on)s 早于“%(name)s”最近一次变动的日期 %(since)s。"),
    "in_the_future": _("日期 %(on)s 还没有到。变动在当天办理。"),
}


class AreaRefusal(ValueError):
    """A change was refused. `code` is stable."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(str(REFUSALS[code]) % values)
        self.code = code
