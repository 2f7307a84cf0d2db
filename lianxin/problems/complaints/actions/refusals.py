"""Why a step with a complaint cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "not-yours": ("没有这件投诉。", "There is no such complaint."),
    "ended": ("这件投诉已经了结。", "This complaint has ended."),
    "not-taken-up": ("先受理，再往下办。", "Take it up first."),
    "taken-up": ("这件投诉已经有人受理。", "Somebody has taken it up already."),
    "words-needed": ("请写几个字说清楚。", "Say it in a few words."),
    "too-long": ("写得太长了，请在 4000 字以内。", "Too long; at most 4,000 characters."),
    "nobody-named": ("还没有写明投诉的是谁，先写明。", "Say first whom it is about."),
    "nobody": ("请至少写一个人。", "Name at least one person."),
    "gives-away": (
        "这样写，当事干部会知道是谁投诉的：不要写名字、电话、户编号，也不要照抄投诉的原话。",
        "This would tell who complained: no name, telephone, household number or words of the complaint.",
    ),
    "asked": ("已经问过，还没有答复。", "He was asked and has not answered yet."),
    "explained": ("这一条已经答过了。", "This was answered before."),
    "at-the-top": ("已经在本区最高一级，不能再往上转。", "Nobody higher up in this district may hear it."),
    "answer-first": ("先答复投诉人，再了结。", "Answer who complained first."),
}


class ComplaintsRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.message, self.message_en = MESSAGES[code]
        super().__init__(self.message)


MOST_WORDS = 4000


def said(words: str) -> str:
    """The words without blanks around them. Raises ComplaintsRefused when there are none, or too many."""
    text = words.strip()
    if not text:
        raise ComplaintsRefused("words-needed")
    if len(text) > MOST_WORDS:
        raise ComplaintsRefused("too-long")
    return text
