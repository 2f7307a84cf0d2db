"""Why a step of a call-back cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "period-open": (
        "{to_on} 还没过完，过完了再抽。",
        "{to_on} is not over; draw when it is.",
    ),
    "period-wrong": ("起止日期不对。", "These days make no period."),
    "period-taken": (
        "这个地方在这段时间已经有一轮这样的回访，一段时间只抽一次。",
        "There is a round for this place and time already; a period is drawn once.",
    ),
    "size-wrong": ("样本大小不对，请写 1 到 5000。", "A sample has 1 to 5,000 homes."),
    "not-sealed": (
        "开轮的记录还没有封存进台账，过一分钟再抽。",
        "The ledger has not sealed the opening yet; draw in a minute.",
    ),
    "drawn": ("这一轮已经抽过，不能再抽，也不能作废。", "This round was drawn; it stays as it is."),
    "discarded": ("这一轮已经作废。", "This round was discarded."),
    "empty-frame": (
        "这段时间没有可以回访的户。",
        "No home can be called back about this time.",
    ),
    "reason-needed": ("请写清楚原因。", "Say why."),
    "not-yours": ("这个电话派给了别人。", "This call was given to somebody else."),
    "ended": ("这个电话已经有结果了。", "This call has ended."),
    "not-now": ("刚打过，换个时间再打。", "It was called a while ago; try at another hour."),
    "came-needed": ("请先记下有没有人来过。", "Write down first whether anybody came."),
    "done-needed": ("请先记下办成了没有。", "Write down first whether it is done."),
    "outcome-needed": ("请选一个结果。", "Say what came of the call."),
    "not-asked": ("还没有问到您。", "You are not asked yet."),
    "answered": ("已经说明过了。", "This was answered before."),
    "not-answered": (
        "先等干部说明；到 {by} 还没说明再定。",
        "The worker is asked first, until {by}.",
    ),
    "decided": ("已经有结论了。", "This was decided before."),
    "own": ("不能定自己的事。", "Nobody decides about himself."),
    "words-needed": ("请写几句说明。", "Say it in a few words."),
    "no-third": ("这里没有别的人可以打这个电话。", "Nobody else here may make this call."),
}


class CallbacksRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        zh, en = MESSAGES[code]
        self.code, self.message, self.message_en = code, zh.format(**values), en.format(**values)
        super().__init__(self.message)
