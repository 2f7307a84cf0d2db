"""Words of visits for templates: codes, which may be newer than this server, and the chips of a list."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from lianxin.desk.visits.listing import Counts
from lianxin.desk.visits.words import word
from lianxin.planning.vocabulary import Cannot
from lianxin.registry.vocabulary import Relation, Sex
from lianxin.visits.models import Reopening
from lianxin.visits.vocabulary import (
    FamilyChange,
    FeedbackAbout,
    ItemKind,
    MetOther,
    Place,
    Replied,
    Side,
    Worked,
)

register = template.Library()


@register.simple_tag
def visit_chips(counts: Counts | None) -> list[tuple[str, str, int]]:
    """(code, word, how many visits) of what a list of visits can be narrowed to."""
    words = [(kind.value, word(ItemKind, kind)) for kind in ItemKind]
    words += [("urgent", _("有急事")), ("settled", _("当场办了事")), ("nothing", _("没提什么"))]
    words += [("clash", _("有两种说法"))]
    return [(code, said, counts.shown[code] if counts else 0) for code, said in words]


@register.filter
def former_decision(one: Reopening) -> str:
    """What had been decided before it was taken back."""
    known = {"accepted": _("照这样改登记"), "declined": _("不改")}
    return known.get(one.decision) or word(Side, one.decision)


def _of(kind: type[Any]) -> Any:
    return lambda code: word(kind, code)


register.filter("item_kind", _of(ItemKind))
register.filter("visit_place", _of(Place))
register.filter("worked", _of(Worked))
register.filter("met_other", _of(MetOther))
register.filter("family_change", _of(FamilyChange))
register.filter("feedback_about", _of(FeedbackAbout))
register.filter("replied", _of(Replied))
register.filter("cannot", _of(Cannot))
register.filter("relation", _of(Relation))
register.filter("sex_word", _of(Sex))
