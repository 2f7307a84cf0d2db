"""What a duty says of itself, in one sentence: Chinese first, English beside it. Pure."""

from collections.abc import Mapping
from datetime import date

from lianxin.classification.vocabulary import Tier
from lianxin.planning.vocabulary import Duty, Plain, Reason

NUMERALS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
MONTHLY = 9  # from so many visits a year on, a visit is owed "this month" rather than "this season"

# (Chinese, English). What stands between braces comes from the duty's `why`, made readable by `_words`.
_MUST_GO = (
    "五必去：{title}，{seen}每 {again} 天至少去一次。",
    "Must go: {title}; {seen}gone to every {again} days.",
)
_MUST_SEE = (
    "五必访：{title}，{seen}每 {again} 天至少访一次。",
    "Must see: {title}; {seen}seen every {again} days.",
)
SENTENCES: Mapping[Reason, tuple[str, str]] = {
    Reason.ROUND: (
        "{tier}一年{times}访，{seen}{span}应再去一次。",
        "A {tier} household is seen {times} times a year; {seen}one visit is owed {span}.",
    ),
    Reason.PLACE_POOR: _MUST_GO,
    Reason.PLACE_REMOTE: _MUST_GO,
    Reason.PLACE_PETITIONS: _MUST_GO,
    Reason.PLACE_STUCK: _MUST_GO,
    Reason.PLACE_DISASTER: (
        "五必去：{title}，{days} 天内要到。",
        "Must go: {title}; be there within {days} days.",
    ),
    Reason.PERSON_POOR: _MUST_SEE,
    Reason.PERSON_EXTREME_POVERTY: _MUST_SEE,
    Reason.PERSON_VETERAN_PARTY_MEMBER: _MUST_SEE,
    Reason.PERSON_DELEGATE: _MUST_SEE,
    Reason.PERSON_VILLAGE_CADRE: _MUST_SEE,
    Reason.DISASTER: ("{title}，{days} 天内上门看望。", "{title}: look in within {days} days."),
    Reason.DEATH: ("{title}，{days} 天内上门慰问。", "{title}: call within {days} days."),
    Reason.HOSPITAL: ("{title}，{days} 天内前去看望。", "{title}: visit within {days} days."),
    Reason.JOB_LOSS: (
        "{title}，{days} 天内上门问清难处。",
        "{title}: ask what is needed within {days} days.",
    ),
    Reason.HAND_OVER: (
        "这户的联系干部 {on} 起换人，前后两人要一起上门交接。",
        "The cadre of this household changes on {on}; both call together to hand over.",
    ),
    Reason.PROMISE_DUE: (
        "答应这户的事 {on} 到期，上门看办得怎样。",
        "A promise to this household falls due on {on}; see how it stands.",
    ),
    Reason.CALL_BACK: (
        "回访：{on} 有人走访过，另一人再问问情况。",
        "Call-back: someone called on {on}; a third person asks again.",
    ),
    Reason.REVIEW: (
        "这户的类别要在 {on} 前重新核定，上门核实情况。",
        "The class of this household must be looked at again by {on}; check the facts at the door.",
    ),
}

# Why a duty found no day (`Unplanned.code`).
UNPLANNED: Mapping[str, tuple[str, str]] = {
    "no_day": ("到期前没有能上门的日子。", "There is no day on which it can be done before it is due."),
    "days_full": ("到期前的日子都排满了。", "The days and weeks before it is due are full."),
    "too_far": ("太远，一天里去了赶不回来。", "It is too far to go and be back within a day."),
    "visit_too_long": (
        "要待的时间比家里有人的时间还长。",
        "The visit takes longer than anyone is at home.",
    ),
    "no_room": ("和那天别的户排不到一起。", "It does not fit in with the other homes of its days."),
}


def sentence(duty: Duty, lang: str = "zh") -> str:
    """The duty's reason in one sentence, in Chinese, or in English when `lang` begins with "en".

    Reads from `why`: tier, times, last (rounds); title_zh, title_en, days, again, last (rules); on (others).
    `last` None: never visited; left out: nothing is said of it.
    """
    english = lang.startswith("en")
    return SENTENCES[duty.reason][english].format_map(_words(duty, english))


def day_in_words(day: date, year: int, *, english: bool = False) -> str:
    """8月2日 or 2 August; with its year when that is not `year`."""
    if english:
        words = f"{day.day} {MONTHS[day.month - 1]}"
        return words if day.year == year else f"{words} {day.year}"
    words = f"{day.month}月{day.day}日"
    return words if day.year == year else f"{day.year}年{words}"


def _words(duty: Duty, english: bool) -> dict[str, Plain]:
    why, year = duty.why, duty.opens_on.year
    title = why.get("title_en" if english else "title_zh") or (duty.reason.en if english else duty.reason.zh)
    words: dict[str, Plain] = {"title": title, "days": why.get("days"), "again": why.get("again")}
    last, on, times = why.get("last"), why.get("on"), why.get("times")
    if isinstance(last, str):
        seen = day_in_words(date.fromisoformat(last), year, english=english)
        words["seen"] = f"the one before on {seen}; " if english else f"前一次 {seen}，"
    elif "last" in why:
        words["seen"] = "no visit so far; " if english else "还没有走访过，"
    else:
        words["seen"] = ""
    if isinstance(on, str):
        words["on"] = day_in_words(date.fromisoformat(on), year, english=english)
    if "tier" in why:
        tier = Tier(str(why["tier"]))
        words["tier"] = tier.en if english else tier.zh
    if isinstance(times, int):
        words["times"] = times if english or times >= len(NUMERALS) else NUMERALS[times]
        words["span"] = (("this season", "this month") if english else ("本季", "本月"))[times >= MONTHLY]
    return words
