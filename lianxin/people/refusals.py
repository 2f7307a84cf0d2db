"""What the actions of this room refuse, each with a stable code and words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "number-taken": _("工号 %(number)s 已经有人用了。换一个工号，或先查一查是不是同一个人。"),
    "number-empty": _("工号不能为空。"),
    "name-empty": _("姓名不能为空。"),
    "unknown-language": _("没有“%(language)s”这种界面语言，可选 zh-hans 或 en。"),
    "role-level": _("“%(role)s”不能设在“%(area)s”这一级。"),
    "area-closed": _("“%(area)s”已撤销，不能再任命职务。"),
    "own-post": _("不能给自己任命或解除职务，请由另一位系统管理员办理。"),
    "own-account": _("不能停用自己的账号，请由另一位系统管理员办理。"),
    "staff-disabled": _("%(name)s 的账号已停用，先启用再任命。"),
    "post-held": _("%(name)s 在“%(area)s”已经担任这个职务。"),
    "post-ended": _("这个职务已于 %(to_on)s 终止。"),
    "post-dates": _("终止日期 %(to_on)s 早于开始日期 %(from_on)s。"),
    "last-admin": _("这是最后一位系统管理员。先任命另一位，再办这件事。"),
    "post-lasting": _("这个职务没有终止，不用恢复。"),
    "own-slip": _("自己的密码请在“我的账号”里改，不能给自己发登录条。"),
    "purpose-needed": _("请选一个查看的用途。"),
    "staff-left": _("%(name)s 的账号已经停用了。"),
    "staff-active": _("%(name)s 的账号本来就可用。"),
    "unit-empty": _("请写明派出单位。"),
    "seconded": _("%(name)s 已经下沉在“%(area)s”。先结束那一段，再派到别处。"),
    "secondment-ended": _("这段下沉已于 %(to_on)s 结束。"),
    "no-second-factor": _("这个账号没有启用两步验证。"),
}


class PeopleRefusal(ValueError):
    """An action was refused. `code` is stable; the text is for the person who asked."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(str(REFUSALS[code]) % values if values else str(REFUSALS[code]))
        self.code = code
