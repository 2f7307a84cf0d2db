"""Why a step of planning cannot be taken, and what to do instead."""

from collections.abc import Iterator
from contextlib import contextmanager

from lianxin.planning.vocabulary import PlanningError

MESSAGES: dict[str, tuple[str, str]] = {
    "no-policy": (
        "还没有采用走访办法或分类办法。请先采用：lianxin policy adopt FILE。",
        "No policy of visits, or none of classes, is in force. Adopt one: lianxin policy adopt FILE.",
    ),
    "no-pairs": (
        "还没有一户结了对，没有人可以排走访。请先结对：lianxin pair。",
        "No household has a cadre yet, so there is nobody to plan for. Pair them: lianxin pair.",
    ),
    "dates": (
        "结束日期在开始日期之前，请核对。",
        "The last day lies before the first; check them.",
    ),
    "day-ahead": ("日期还没到，请核对。", "The day lies ahead; check it."),
    "too-early": (
        "日期在这次走访的期限之前，请核对。",
        "The day lies before this visit may be made; check it.",
    ),
    "ended": ("这次走访已经了结。", "This visit has ended."),
    "not-done": (
        "这次走访没有记为完成，没有什么可撤销的。",
        "This visit is not recorded as made; there is nothing to take back.",
    ),
    "handed-over": (
        "交接已经了结，不能撤销。",
        "The hand-over is closed; it cannot be taken back.",
    ),
    "unknown-code": ("没有这种原因，请从列出的里面选。", "There is no such reason; choose a listed one."),
    "note-needed": ("请写几个字说明。", "Say it in a few words."),
    "already-open": (
        "这次走访已有一条说明在等人同意。",
        "A reason given for this visit still waits for somebody's approval.",
    ),
    "decided": ("这一条已经答复过了。", "This one was answered before."),
    "own-excuse": ("自己的说明要由别人同意。", "Somebody else must agree to one's own reason."),
    "not-of-homes": ("这件事是报一个地方的，不是报一户的。", "This is reported of a place, not of a home."),
    "not-of-places": ("请说明是哪一户。", "Say which household it is about."),
    "elsewhere": ("这一户不在这个地方。", "This household does not lie in that place."),
    "no-count": ("件数要写 1 或更多。", "The number must be 1 or more."),
    "withdrawn": ("这一条已经撤回。", "This report was withdrawn before."),
}


class PlanningRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, message: str = "", message_en: str = "") -> None:
        zh, en = MESSAGES.get(code, (message, message_en))
        super().__init__(zh)
        self.code = code
        self.message, self.message_en = zh, en


@contextmanager
def refusing() -> Iterator[None]:
    """What the pure part cannot plan (a number is missing, a year is not known) becomes a refusal."""
    try:
        yield
    except PlanningError as error:
        raise PlanningRefused(error.code, error.message, error.message_en) from None
