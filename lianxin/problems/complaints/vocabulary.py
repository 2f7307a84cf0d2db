"""The words of a complaint about staff: who hears it, where it stands, how it ends. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from lianxin.wording import Word


class Level(Word):
    """Who hears a complaint, from the nearest to the farthest; `ABOVE` is outside of this district."""

    TOWN = "town", "镇办一把手", "the town's head"
    DESK = "desk", "群众工作部", "the district desk"
    SUPERVISOR = "supervisor", "区级督查", "the district's supervisor"
    ABOVE = "above", "上一级纪检监察机关", "the discipline inspection of the level above"

    @property
    def place(self) -> int:
        return list(Level).index(self)


INSIDE = (Level.TOWN, Level.DESK, Level.SUPERVISOR)

HOTLINE = "12388"
"""The telephone of the discipline inspection and supervision bodies, the same in the whole country."""


class Matter(Word):
    """What somebody complains of. Coarse on purpose: a finer one would tell of whom."""

    MANNER = "manner", "态度、作风", "manner"
    ABSENT = "absent", "不来、不办、拖着", "does not come or act"
    UNFAIR = "unfair", "办事不公", "unfair treatment"
    MONEY = "money", "收钱收物、克扣", "money taken or kept back"
    FALSE = "false", "弄虚作假", "something made up"
    PRIVACY = "privacy", "泄露家里的事", "private matters passed on"
    OTHER = "other", "别的", "something else"


class Standing(Word):
    """Where a complaint stands; it follows from its dated facts."""

    WAITING = "waiting", "等人受理", "waits to be taken up"
    HEARD = "heard", "在核实", "being looked into"
    ANSWERED = "answered", "已答复", "answered"
    ENDED = "ended", "已了结", "ended"


class Outcome(Word):
    """What was found."""

    FOUNDED = "founded", "属实", "founded"
    PARTLY = "partly", "部分属实", "partly founded"
    UNFOUNDED = "unfounded", "不属实", "unfounded"
    OPEN = "open", "查不清", "could not be cleared up"
    WITHDRAWN = "withdrawn", "本人撤回", "withdrawn"
    HANDED_ON = "handed_on", "移交纪检监察机关", "handed to discipline inspection"


class StepKind(Word):
    """What was done with a complaint; each is kept for good, with who and when."""

    RECORDED = "recorded", "记下投诉", "recorded"
    TAKEN_UP = "taken_up", "受理", "taken up"
    NOTED = "noted", "记一笔", "noted"
    NAMED = "named", "写明投诉的是谁", "said whom it is about"
    ASKED = "asked", "请当事干部说明", "asked the person concerned"
    EXPLAINED = "explained", "当事干部作了说明", "the person concerned explained"
    REVEALED = "revealed", "看了投诉人是谁", "looked up who complained"
    PASSED_UP = "passed_up", "往上转", "passed up"
    ROSE = "rose", "到期没答复，自动上转", "rose after its time"
    MOVED = "moved", "人员变动，换人听取", "moved after a change of posts"
    OVERDUE = "overdue", "超期没答复", "overdue"
    ANSWERED = "answered", "答复投诉人", "answered who complained"
    ENDED = "ended", "了结", "ended"
