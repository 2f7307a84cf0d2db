"""The words of a visit: what was raised, where and with whom one spoke, what changed in a family. Pure.

Codes are what the phones send and the database keeps; they are never renamed, only retired.
"""

from lianxin.wording import Word


class ItemKind(Word):
    """三问: what was raised in a visit."""

    NEED = "need", "问需", "need"
    ADVICE = "advice", "问计", "advice"
    EFFECT = "effect", "问效", "effect"


class Worked(Word):
    """问效: whether what was done for the home did any good."""

    YES = "yes", "管用", "it worked"
    PARTLY = "partly", "有些用", "it helped somewhat"
    NO = "no", "不管用", "it did not work"


class Place(Word):
    HOME = "home", "在家里", "at home"
    ELSEWHERE = "elsewhere", "在别处", "elsewhere"
    PHONE = "phone", "打电话", "by phone"


class MetOther(Word):
    """Who spoke for the home when none of its residents was met."""

    RELATIVE = "relative", "亲戚", "a relative"
    NEIGHBOUR = "neighbour", "邻居", "a neighbour"
    VILLAGE_CADRE = "village_cadre", "村组干部", "a village or group cadre"
    OTHER = "other", "别的人", "somebody else"


class FamilyChange(Word):
    BORN = "born", "添了孩子", "a child was born"
    DIED = "died", "有人去世", "somebody died"
    MOVED_OUT = "moved_out", "有人迁出", "somebody moved away"
    MOVED_IN = "moved_in", "有人迁入", "somebody moved in"
    MARRIED_IN = "married_in", "有人嫁入或入赘", "somebody married in"
    CORRECTED = "corrected", "登记有误，要更正", "the register is wrong"


class FeedbackAbout(Word):
    FORM = "form", "走访表", "the form"
    APP = "app", "手机应用", "the app"
    BURDEN = "burden", "重复填报、负担重", "repeated or needless work"
    OTHER = "other", "其他", "something else"


class Replied(Word):
    """What became of a word about the system; `NOTED` leaves it open."""

    NOTED = "noted", "记下了，在看", "noted, being looked at"
    DONE = "done", "已经改好", "put right"
    DECLINED = "declined", "这次不改", "not changed this time"


class Side(Word):
    """The two sides of a clash: what the phone told, and what the register held when it came in."""

    TOLD = "told", "走访时说的", "what the visit told"
    HELD = "held", "原来登记的", "what the register held"
