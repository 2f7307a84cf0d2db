"""Why a switch was not changed; the text is for the person who asked."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "never": _("这一项永远不提供，打不开。"),
    "not-a-choice": _("请在列出的里面选一个。"),
    "not-a-number": _("请填一个整数。"),
    "out-of-range": _("要在 %(least)s 到 %(most)s 之间。"),
    "same-value": _("现在就是这样，不用改。"),
    "reason-needed": _("请写清依据，例如会议或文件。"),
    "waiting": _("已经有人提了，还没有定。请先定那一个，或者把它收回。"),
    "second-person": _("提的人自己不能同意，要另一个人。"),
    "not-yours": _("只有提的人才能收回。"),
    "decided": _("这一个已经定过了。"),
}


class SwitchRefusal(ValueError):
    """A change was refused. `code` is stable."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(str(REFUSALS[code]) % values)
        self.code = code
