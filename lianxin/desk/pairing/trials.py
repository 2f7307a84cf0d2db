"""What a trial of pairing comes to, in words: beside the same with today's numbers."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.desk.pairing.words import limits_in_words, trial_stopped_in_words
from lianxin.desk.words import tier_word
from lianxin.pairing.models import Draft


def tried_in_words(draft: Draft) -> dict[str, Any]:
    """For the page: the trial in one sentence, its numbers beside today's, and where it is tight."""
    then, now = draft.summary, draft.summary["today"]
    titles = {
        "staff": _("干部（名）"),
        "paired": _("配上的户"),
        "unpaired": _("没配上的户"),
        "visits": _("一年走访（次）"),
        "km": _("一年路程（公里）"),
    }
    return {
        "sentence": _sentence(draft.trial or {}),
        "compared": [(words, now[name], then[name]) for name, words in titles.items()],
        "limits": limits_in_words(then["limits"]),
        "stopped": trial_stopped_in_words(then, now),
    }


def _sentence(trial: dict[str, Any]) -> str:
    parts = []
    if more := trial.get("cadres", 0):
        parts.append(ngettext("多 %(more)s 名干部", "多 %(more)s 名干部", more) % {"more": f"{more:,}"})
    for tier, number in trial.get("visits", {}).items():
        parts.append(_("%(tier)s一年走访 %(number)s 次") % {"tier": tier_word(tier), "number": number})
    return _("，").join(parts) or _("照现在的办法再算一遍")
