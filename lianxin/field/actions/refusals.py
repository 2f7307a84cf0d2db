"""Why a decision about an upload, or a rescue file, was refused; the text is for the person who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "resolved": _("这一条已经处理过了。"),
    "unreadable": _("这一条读不出来，不能收下；只能搁置。"),
    "reason-needed": _("请写明理由。"),
    "nobody-told": _("不知道是谁记的，请选定一位干部再收下。"),
    "nothing-changed": _("请选定改归到哪一户，或哪一位干部。"),
    "not-taken": _("还是收不下：%(words)s"),
    "rescue-format": _("这不是连心的救援文件。"),
    "rescue-broken": _("这个救援文件打不开：不是这台服务器的，或者被改过。"),
}


class FieldRefused(ValueError):
    """A decision was refused. `code` is stable."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(str(REFUSALS[code]) % values)
        self.code = code
