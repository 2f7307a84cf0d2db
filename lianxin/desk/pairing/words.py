"""The words of pairing on the screen: why a pair is as it is, which limits bind, what the points are."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.desk.words import is_english, said
from lianxin.pairing.refusals import MESSAGES, PairingRefused
from lianxin.pairing.vocabulary import Reason
from lianxin.people.vocabulary import abilities_in

PARTS = {
    "distance": gettext_lazy("路程"),
    "other_town": gettext_lazy("跨镇"),
    "change": gettext_lazy("换掉熟悉这家的干部"),
    "skill": gettext_lazy("缺用得着的特长"),
    "leader": gettext_lazy("领导联系的不是连心户"),
}
REASONS: Mapping[Reason, Any] = {
    Reason.FIXED: gettext_lazy("人工指定"),
    Reason.KEPT: gettext_lazy("沿用熟悉这家的干部"),
    Reason.KEEPER_FORBIDDEN: gettext_lazy("不宜再由原来的干部联系"),
    Reason.SAME_AREA: gettext_lazy("同村"),
    Reason.SAME_TOWN: gettext_lazy("同镇"),
    Reason.OTHER_TOWN: gettext_lazy("跨镇：本镇没有空额"),
    Reason.SKILLED: gettext_lazy("有这家用得着的特长"),
    Reason.SKILL_MISSING: gettext_lazy("缺这家用得着的特长"),
    Reason.LEADER_FIRST: gettext_lazy("领导联系连心户"),
    Reason.LEADER_OTHER: gettext_lazy("领导有空额，联系一户非连心户"),
    Reason.CHEAPEST: gettext_lazy("路程和各项合计最省"),
    Reason.ALL_FORBIDDEN: gettext_lazy("没有一位干部适合"),
    Reason.ROOM_LACKING: gettext_lazy("能联系的干部都已满额"),
}
SEEN = 0.00005  # of the points: what does not round to 0.00 %
SILENT_WITH = {Reason.SAME_TOWN: Reason.SAME_AREA}
"""What need not be said beside something that says more."""


def reasons_in_words(mask: int) -> list[str]:
    """The reasons of a pair, the most telling first."""
    held = Reason(mask)
    return [
        str(words)
        for reason, words in REASONS.items()
        if reason in held and not held & SILENT_WITH.get(reason, Reason(0))
    ]


def refusal(refused: PairingRefused) -> str:
    """What to tell a person whose step was refused."""
    return MESSAGES[refused.code][is_english()]


def ability_words(mask: int) -> str:
    return _("、").join(said(ability) for ability in abilities_in(mask))


def limits_in_words(limits: Iterable[Mapping[str, Any]]) -> list[str]:
    """One sentence for each place or ability whose cadres have too little room: of homes or of visits, the
    limit that would take more cadres to free.
    """
    worst: dict[tuple[str, int], Mapping[str, Any]] = {}
    for limit in limits:
        at = (limit["scope"], limit["of"])
        if at not in worst or limit["more_cadres"] > worst[at]["more_cadres"]:
            worst[at] = limit
    return [_limit(limit) for limit in worst.values()]


def _limit(limit: Mapping[str, Any]) -> str:
    where = {"district": _("全区"), "town": limit["name"]}.get(limit["scope"])
    if where is None:
        where = _("有“%(ability)s”特长的干部") % {"ability": ability_words(1 << limit["of"])}
    lacking = f"{limit['need'] - limit['room']:,}"
    more = limit["more_cadres"]
    if limit["limit"] == "homes":
        text = ngettext(
            "%(where)s还差 %(lacking)s 户的名额：再添 %(more)s 名干部就够。",
            "%(where)s还差 %(lacking)s 户的名额：再添 %(more)s 名干部就够。",
            more,
        )
    else:
        text = ngettext(
            "%(where)s一年还差 %(lacking)s 次走访的力量：再添 %(more)s 名干部就够。",
            "%(where)s一年还差 %(lacking)s 次走访的力量：再添 %(more)s 名干部就够。",
            more,
        )
    words = text % {"where": where, "lacking": lacking, "more": f"{more:,}"}
    if limit["quota_more"] is None:
        return words
    percent = f"{100 * limit['quota_more']:.0f}%"
    return words + _("或者把名额都加大 %(percent)s。") % {"percent": percent}


def stopped_in_words(counted: Mapping[str, Any]) -> str:
    """What it means that the time ran out, and what to do; nothing where it did not."""
    if not _is_unfinished(counted):
        return ""
    return _(
        "算了 %(seconds)s 秒，到时限就停了，还有能改的没来得及试。方案守住了所有名额，可以采用；"
        "总分最多还能低 %(gap)s。想要更好的，等机器空闲时再算一个，"
        "或者请系统管理员运行 lianxin pair --budget %(more)s，多给它些时间（算完就采用）。"
    ) % {"seconds": round(counted["seconds"]), "gap": _part(counted), "more": 600}


def trial_stopped_in_words(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The same for a trial, whose two sides may both be better than they look."""
    if not (_is_unfinished(then) or _is_unfinished(now)):
        return ""
    return _(
        "到时限就停了，两边都没有算到底：照现在的办法，总分最多还能低 %(now)s，试的最多还能低 %(then)s。"
        "路程相差不比这大，就不要当真；等机器空闲时再试一次。"
    ) % {"now": _part(now), "then": _part(then)}


def _is_unfinished(counted: Mapping[str, Any]) -> bool:
    """Whether the time ran out before the plan was proved to be the best, which it may be all the same."""
    return bool(counted.get("cut_short")) and counted["gap"] >= SEEN


def _part(counted: Mapping[str, Any]) -> str:
    return f"{counted['gap']:.2%}"
