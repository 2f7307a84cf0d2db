"""Why somebody's step about a visit cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "decided": ("这一条已经处理过了。", "This was decided before."),
    "words-needed": ("请写几个字说明为什么。", "Say in a few words why."),
    "nameless": ("没有写姓名，请先问清楚。", "There is no name; ask for it first."),
    "no-resident": (
        "说的这个人不在这一户的登记里，请先核对。",
        "The person is not on the register of this household; check first.",
    ),
    "not-understood": (
        "这种变化系统还不认识，请在户情里直接登记。",
        "This kind of change is not known here; record it in the register.",
    ),
    "removed": ("这一张（处）已经删掉了。", "It was removed before."),
    "undecided": ("这一条还没有定，不用撤回。", "This is not decided; there is nothing to take back."),
    "changed-since": (
        "定了以后登记又改过，不能直接撤回；请在户情里按现在的情况登记。",
        "The register has changed since; record what is true now on the household's page.",
    ),
    "settled": ("这件事已经办了。", "This item was settled before."),
}


class VisitsRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, message: str = "") -> None:
        zh, en = MESSAGES.get(code, (message, message))
        super().__init__(zh)
        self.code, self.message, self.message_en = code, zh, en
