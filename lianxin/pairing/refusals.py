"""Why a step of pairing cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "no-policy": (
        "还没有采用结对办法或分类办法。请先采用：lianxin policy adopt FILE。",
        "No policy of pairing, or none of classes, is in force. Adopt one: lianxin policy adopt FILE.",
    ),
    "no-homes": (
        "登记册上还没有户，没有什么可结对的。",
        "There is no household on the register to be paired.",
    ),
    "no-cadres": (
        "没有可以联系群众的干部：先登记干部和他们的职务。",
        "No cadre may keep a household: first write down staff and their posts.",
    ),
    "not-solved": ("这个方案还没有算完。", "This draft has not been worked out yet."),
    "ended": ("这个方案已经采用过或放弃了。", "This draft was adopted or dropped before."),
    "trial": ("这只是试算，不能采用。", "This only tries numbers out; it cannot be adopted."),
    "not-adopted": (
        "这个方案没有采用，没有什么可撤销的。",
        "This draft was not adopted; there is nothing to undo.",
    ),
    "not-present": ("这一户已不在册。", "This household is no longer on the register."),
    "may-not-keep": (
        "这位干部现在没有可以联系群众的职务。",
        "This cadre holds no post today that lets him keep a household.",
    ),
    "barred": (
        "这位干部不宜联系这一户，请另选一位。",
        "This cadre must not be paired with this household; choose another.",
    ),
    "same": ("这一户本来就是他联系的。", "He keeps this household already."),
    "not-last": (
        "这之后又换过干部，不能直接撤销；请重新指定。",
        "The cadre was changed again since; choose one anew instead of undoing.",
    ),
    "no-keeper": ("这一户还没有联系干部。", "This household has no cadre yet."),
    "words-needed": ("请写下这一户为什么想换人。", "Write down why the household asks for another person."),
    "answer-needed": (
        "请写明理由：这一户有权知道为什么。",
        "Give the reason: the household has a right to know.",
    ),
    "already-open": (
        "这一户已经有一条换人的要求在办。",
        "The household has already asked; that wish is open.",
    ),
    "decided": ("这一条已经答复过了。", "This one was answered before."),
    "successor-needed": ("同意换人，就要选定新的联系干部。", "To grant the wish, choose the new cadre."),
    "barrier-there": ("已经记过这一条了。", "This was written down before."),
    "handover-ended": ("这次交接已经了结。", "This hand-over has ended."),
    "day-ahead": ("日期还没到，请核对。", "The day lies ahead; check it."),
    "too-early": ("日期在换人之前，请核对。", "The day lies before the change; check it."),
}


class PairingRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(MESSAGES[code][0])
        self.code = code
        self.message, self.message_en = MESSAGES[code]
