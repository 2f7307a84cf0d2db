"""Why a step of the household's voice cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "no-homes": ("这里没有要印卡的户。", "No household here needs a card."),
    "too-many": ("一次最多印 {most} 张，请按镇或按村分开印。", "At most {most} cards at once."),
    "words-needed": ("请写几个字说清楚。", "Say it in a few words."),
    "too-long": ("写得太长了，请在 2000 字以内。", "Too long; at most 2,000 characters."),
    "already-open": (
        "这一条您已经提过，正在办；办好会写在这里。",
        "You have asked this already; the answer will stand here.",
    ),
    "answered": ("这一条已经答复过了。", "This was answered before."),
    "answer-needed": ("请写明办了什么、为什么。", "Say what was done, and why."),
    "phone-needed": ("请写群众能打通的电话。", "Write a number that people can call."),
    "not-deletion": ("只有要求删除的才能清除。", "Only a request to delete is answered by erasing."),
    "no-card": ("这一户没有能用的卡。", "This household has no card that works."),
}


class VoiceRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        zh, en = MESSAGES[code]
        self.code, self.message, self.message_en = code, zh.format(**values), en.format(**values)
        super().__init__(self.message)
