"""The words of notices. A notice counts: it never names a household, a person or what was said. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from lianxin.wording import Word


@dataclass(frozen=True, slots=True)
class Notice:
    """Something waits for a person. All that another room hands in.

    `subject` tells two notices of a kind apart (a key, "" where the kind is enough) and is shown to nobody;
    `count` is at least 1; `url` is a path of the desk that asks access itself. An `urgent` one goes at once,
    once for its subject; others wait for the next part of a working day.
    """

    kind: str
    person: UUID
    subject: str
    count: int
    url: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class KindWords:
    """A sentence in which `{n}` stands for the number, and a name for a list of kinds.

    `is_shared`: several people see the same things, so a group that hears of them counts the most that one of
    them sees, and not the sum.
    `is_private`: it stands in the list of whom it is for and nowhere else (decision 12): no message goes out
    for it, and no number that somebody else sees counts it.
    """

    zh: str
    en: str
    name_zh: str
    name_en: str
    is_shared: bool = True
    is_private: bool = False


KINDS: Mapping[str, KindWords] = MappingProxyType(
    {
        "urgent": KindWords("{n} 件急事刚报上来", "{n} urgent, raised just now", "急事", "what is urgent"),
        "visits_overdue": KindWords(
            "{n} 次走访过了期限", "{n} visits past their day", "过期的走访", "visits past their day", False
        ),
        "visits_due": KindWords(
            "{n} 次走访这周到期", "{n} visits due this week", "这周到期的走访", "visits due this week", False
        ),
        "handovers": KindWords(
            "{n} 户等着上门交接", "{n} hand-overs wait for a visit", "交接", "hand-overs", False
        ),
        "reviews": KindWords("{n} 件复核等人定", "{n} reviews wait for a decision", "复核", "reviews"),
        "uploads": KindWords("{n} 条手机上传要看一看", "{n} uploads need a look", "手机上传", "uploads"),
        "drafts": KindWords(
            "{n} 个结对方案等着采用", "{n} drafts of pairs wait to be adopted", "结对方案", "drafts of pairs"
        ),
        "requests": KindWords(
            "{n} 件住户的要求等着答复",
            "{n} requests of households wait",
            "住户的要求",
            "requests of households",
        ),
        "requests_due": KindWords(
            "{n} 件住户的要求快到期了",
            "{n} requests of households are near their deadline",
            "快到期的住户要求",
            "requests near their deadline",
        ),
        "asked": KindWords(
            "{n} 件网页上提的等着看",
            "{n} raised on the open page wait for a look",
            "网页上提的",
            "what is raised on the open page",
        ),
        "asked_due": KindWords(
            "{n} 件网页上提的快要答复了",
            "{n} raised on the open page are owed an answer",
            "快要答复的网页上提的",
            "answers owed to the open page",
        ),
        "calls": KindWords(
            "{n} 个回访电话等着打", "{n} call-backs wait", "回访电话", "call-backs to make", False
        ),
        "visit_questions": KindWords(
            "{n} 处走访请您说明", "{n} visits to say more about", "走访说明", "questions about visits", False
        ),
        "findings": KindWords(
            "{n} 处回访对不上等着定", "{n} differences wait for a decision", "对不上的回访", "differences"
        ),
        "problems": KindWords(
            "{n} 件问题等着接办", "{n} problems wait to be accepted", "等着接办的问题", "problems to accept"
        ),
        "packets": KindWords(
            "{n} 件上报等着答复", "{n} packets wait for an answer", "等着答复的上报", "packets to answer"
        ),
        "packets_second": KindWords(
            "{n} 件退回后又报上来，等着裁定",
            "{n} problems wait for a decision",
            "等着裁定的问题",
            "problems to decide",
        ),
        "problems_overdue": KindWords(
            "{n} 件问题过了期限", "{n} problems past their day", "过期的问题", "problems past their day"
        ),
        "promises_due": KindWords(
            "{n} 件承诺今天或下个工作日到期",
            "{n} promises are due today or on the next workday",
            "快到期的承诺",
            "promises that are due",
            False,
        ),
        "problems_returned": KindWords(
            "{n} 件上报退回来了", "{n} problems were sent back", "退回的问题", "problems sent back", False
        ),
        "exclusions": KindWords(
            "{n} 件不计入等着核",
            "{n} exclusions wait for a review",
            "等着核的不计入",
            "exclusions to review",
        ),
        "appeals": KindWords(
            "{n} 件群众不同意不计入，等着定",
            "{n} appeals against exclusions wait",
            "等着定的不同意",
            "appeals to decide",
        ),
        "liftings": KindWords(
            "{n} 件不计入有人提出收回，等着定",
            "{n} exclusions are asked to be lifted and wait for a second person",
            "等着定的收回",
            "exclusions to be lifted",
        ),
        "replies_owed": KindWords(
            "{n} 条群众的建议快要答复了",
            "{n} answers are owed to households",
            "欠群众的答复",
            "answers owed to households",
            False,
        ),
        "complaints": KindWords(
            "{n} 件投诉等您受理",
            "{n} complaints wait for you to take them up",
            "投诉",
            "complaints",
            is_private=True,
        ),
        "complaints_due": KindWords(
            "{n} 件投诉快到答复期限了，或者已经过了",
            "{n} complaints are near their deadline or past it",
            "快到期的投诉",
            "complaints near their deadline",
            is_private=True,
        ),
        "explanations": KindWords(
            "{n} 处情况请您说明",
            "{n} matters you are asked to explain",
            "请您说明的情况",
            "matters to explain",
            is_private=True,
        ),
    }
)
UNKNOWN = KindWords("{n} 件事等着", "{n} things wait", "别的事", "other things")


class Vendor(Word):
    """Office messengers whose group robots are known here."""

    WECOM = "wecom", "企业微信", "WeCom"
    DINGTALK = "dingtalk", "钉钉", "DingTalk"
    FEISHU = "feishu", "飞书", "Feishu"


class Part(StrEnum):
    """A part of a working day; each has one digest at most."""

    MORNING = "am"
    AFTERNOON = "pm"


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Trouble(Word):
    """Why a message did not go out. Kept with it and shown to the administrator; never what a server said."""

    UNREACHABLE = "unreachable", "连不上对方的服务器", "the other server could not be reached"
    REDIRECTED = "redirected", "对方要转到别的地址，没有跟过去", "the other server pointed elsewhere"
    STATUS = "status", "对方的服务器没有收", "the other server did not take it"
    REFUSED = (
        "refused",
        "机器人拒收：多半是地址、密钥或关键词不对",
        "the robot refused: wrong address, key or keyword",
    )
    NOT_ALLOWED = "not-allowed", "地址不在许可的名单里", "the address is not among those allowed"
    NO_MAIL = "no-mail", "没有设好发信服务器", "no mail server is set up"
    LATE = "late", "过了时候，或者开关关了，没有再发", "too late, or switched off; not sent any more"
    UNCLEAR = (
        "unclear",
        "发到一半断了，不知道发出去没有；没有自动再发，免得群里看到两遍",
        "the line broke while it was being sent; it may have gone, and is not sent twice by itself",
    )


def is_private(kind: str) -> bool:
    """Whether nobody but whom it is for may see that there is one."""
    return KINDS.get(kind, UNKNOWN).is_private


def words_of(kind: str, count: int, lang: str = "zh") -> str:
    """`3 次走访过了期限`; a kind that is newer than this table gets a general sentence."""
    words = KINDS.get(kind, UNKNOWN)
    return (words.en if lang.startswith("en") else words.zh).format(n=f"{count:,}")
