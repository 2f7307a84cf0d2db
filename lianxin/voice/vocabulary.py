"""The words of the household's voice: why a card no longer works, what a home asks, what it agreed to. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from dataclasses import dataclass

from lianxin.wording import Word


class CardEnd(Word):
    """Why a card no longer works."""

    RENEWED = "renewed", "换了新卡", "a newer card is in use"
    REVOKED = "revoked", "作废", "withdrawn"


@dataclass(frozen=True, slots=True)
class Secret:
    """What a card says: `token` (26 letters, 128 bits) in its picture, `code` (12 characters) to be typed.

    Neither is kept anywhere but on the card: the database knows keyed digests of both.
    """

    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Printed:
    """One card as it is drawn: whose it is, in the words that stand on it, and what it says. `place` ends
    with the village, `group` is the part of it."""

    place: str
    group: str
    number: str
    name: str
    secret: Secret


class RequestKind(Word):
    """What a household asks about what is kept of it; the articles are those of the PIPL."""

    LOOK = "look", "看看记了我家什么", "see what is kept of us"
    COPY = "copy", "要一份复印件", "a copy of it"
    CORRECT = "correct", "记错了，要更正", "something is wrong"
    DELETE = "delete", "不必留的，请删掉", "delete what need not be kept"
    RESTRICT = "restrict", "先别再用，等弄清楚", "stop using it for now"
    EXPLAIN = "explain", "请讲清楚为什么这样定", "explain a decision"

    @property
    def article(self) -> int:
        return {"correct": 46, "delete": 47, "restrict": 44, "explain": 48}.get(self.value, 45)


class Outcome(Word):
    """What became of a request."""

    DONE = "done", "办了", "done"
    PARTLY = "partly", "办了一部分", "partly done"
    REFUSED = "refused", "依法办不了", "not possible by law"


class Purpose(Word):
    """What needs the household's consent; everything else is the office's duty by law."""

    CALLS = "calls", "打电话问我对办的事满意不满意", "calling me to ask whether I am content"
    STORY = (
        "story",
        "把我家的办法写成经验（不写名字）给别人看",
        "telling others, without names, what worked for us",
    )
    PHOTOS = "photos", "走访时拍照片留存", "keeping photos taken at a visit"
    PLACE = "place", "走访时记下我家大概的位置", "noting roughly where a visit took place"
    EVIDENCE = (
        "evidence",
        "办我家的事拍的照片，在我家的页面上看",
        "showing photos of what was done for us on our page",
    )

    @property
    def is_asked_each_time(self) -> bool:
        """Whether whoever does it asks the household each time: at the door, or as the call begins. Then the
        page is where it says no once and for all. All else is done only while it says yes."""
        return self not in (Purpose.STORY, Purpose.EVIDENCE)


class AskKind(Word):
    """What somebody raises on the open page. A complaint is no such thing: it takes a road of its own."""

    NEED = "need", "需要帮忙", "a need"
    ADVICE = "advice", "有个建议", "a suggestion"


class Waits(Word):
    """Why something waits for a look of the office before it goes on."""

    ADVICE = "advice", "建议，等答复", "a suggestion that is to be answered"
    ADDRESS = "address", "同一个地方短时间提了很多", "much came from one address at once"
    PLACE = "place", "这个地方短时间提了很多", "much came about this place at once"
    CARD = "card", "同一张卡短时间提了很多", "much came with one card at once"
    TRAP = "trap", "像是机器填的", "looks as if a machine had filled it in"
    POLICY = "policy", "还没有办理时限", "no policy of deadlines is in force"


class AskEnd(Word):
    """What became of it."""

    OPENED = "opened", "已经立案去办", "opened as a problem"
    ANSWERED = "answered", "已经答复", "answered"
    ASIDE = "aside", "没有往下办", "set aside"
