"""Why something about notices was refused; the text is for the person who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "malformed": _("地址写得不对，请从机器人的设置里整个复制过来。"),
    "not-https": _("地址要以 https:// 开头。"),
    "not-allowed": _("这个地址不是%(vendor)s的机器人地址，不能用。"),
    "name-needed": _("请起个名字，好认是哪个群。"),
    "reason-needed": _("请写明理由。"),
    "mail-needed": _("要用邮件通知，请先填邮箱。"),
    "ended": _("这个群已经停用了。"),
    "switched-off": _("往外发通知的开关没有打开，先到“设置”里打开。"),
    "not-unclear": _("这一条不用再发：只有不知道发出去没有的，才由人定要不要再发。"),
    "too-old": _("这一条太旧了，下一次会重新数。"),
    "wait": _("刚试过，请过一分钟再试。"),
}


class NoticesRefused(ValueError):
    """A step was refused. `code` is stable."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(str(REFUSALS[code]) % values)
        self.code = code
