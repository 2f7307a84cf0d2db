"""The words of a problem: where it came from, in which phase it stands, what can be done with it. Pure.

Codes are what the database keeps; they are never renamed, only retired. Rungs, urgencies, categories, reasons
of pauses and refusals are named by the policy of deadlines and not here.
"""

from lianxin.wording import Word


class Channel(Word):
    """On which way a problem came in."""

    VISIT = "visit", "走访", "visit"
    RESIDENT = "resident", "群众自己提", "resident"
    CLERK = "clerk", "来电来人", "phone or counter"
    IMPORT = "import", "转办名单", "list handed over"


class Phase(Word):
    """Where a problem stands. Everything that may happen to it follows from its phase: see `ladder.TABLE`."""

    WAITING = "waiting", "等人接", "waits to be accepted"
    HELD = "held", "在办", "being worked on"
    PAUSED = "paused", "暂停", "paused"
    ASKED = "asked", "已上报，等答复", "sent up, waits for an answer"
    SENT_BACK = "sent_back", "退回", "sent back"
    DECIDING = "deciding", "等群工部裁定", "the district desk decides"
    ENDED = "ended", "办结，等群众评判", "ended, the household is asked"
    CLOSED = "closed", "已了结", "closed"


class Verb(Word):
    """What people do with a problem."""

    ACCEPT = "accept", "接办", "accept"
    DISPATCH = "dispatch", "交办", "dispatch"
    CORRECT = "correct", "补正", "make specific"
    NOTE = "note", "记一笔", "note"
    PROMISE = "promise", "承诺", "promise"
    JOIN = "join", "请人合办", "handle jointly"
    ANSWER_PART = "answer_part", "答复分工", "answer a part"
    RAISE = "raise", "上报", "send up"
    TAKE = "take", "接收上报", "accept the packet"
    SEND_BACK = "send_back", "退回", "send back"
    DECIDE = "decide", "裁定", "decide"
    PAUSE = "pause", "暂停", "pause"
    RESUME = "resume", "恢复", "resume"
    END = "end", "办结", "end"
    MERGE = "merge", "并案", "merge"
    WITHDRAW = "withdraw", "撤回", "withdraw"
    JUDGE = "judge", "记群众评判", "record the household's answer"


class StepKind(Word):
    """What the clock does."""

    WARN = "warn", "快到期提醒", "warned"
    RISE = "rise", "到期自动上升", "rose after its time"
    REMIND = "remind", "超期再提醒", "named again"
    RESUME = "resume", "暂停到期，恢复计时", "the pause is over"
    TAKE = "take", "上报逾期未答，视为接收", "taken as accepted"
    KEEP = "keep", "逾期未裁定，区级承办", "the district keeps it"
    BREAK_PROMISE = "break_promise", "承诺到期没办成", "a promise was not kept"
    ASK = "ask", "该问群众了", "the household is to be asked"


class End(Word):
    SOLVED = "solved", "办成了", "solved"
    REFUSED = "refused", "依法办不了", "refused"
    HANDED_OVER = "handed_over", "转出并有人接收", "handed over"
    MERGED = "merged", "并入另一件", "merged"
    WITHDRAWN = "withdrawn", "群众撤回", "withdrawn"

    @property
    def is_asked(self) -> bool:
        """Whether the household is asked what it says to this end."""
        return self in (End.SOLVED, End.REFUSED, End.HANDED_OVER)


class Stage(Word):
    """How far a proposal has come that a problem does not count for anybody."""

    PROPOSED = "proposed", "等区里核", "waits to be reviewed"
    REFUSED = "refused", "没有同意，照样计入", "refused: it counts"
    ACCEPTED = "accepted", "同意不计入", "accepted: it does not count"
    APPEALED = "appealed", "群众不同意，等另一人定", "the household appealed"
    UPHELD = "upheld", "复核后维持不计入", "upheld after an appeal: it does not count"
    OVERTURNED = "overturned", "复核后撤销，照样计入", "overturned after an appeal: it counts"
    LIFTED = "lifted", "区里收回，照样计入", "lifted by the district: it counts"


class How(Word):
    """How somebody came to hold a problem."""

    FIRST = "first", "首接", "received first"
    ACCEPTED = "accepted", "接办", "accepted"
    DISPATCHED = "dispatched", "交办", "dispatched"
    TAKEN = "taken", "接收上报", "packet accepted"
    ROSE = "rose", "到期上升", "rose"
    DECIDED = "decided", "群工部裁定", "decided by the district desk"
    REOPENED = "reopened", "群众说没办好，重新办", "reopened"
