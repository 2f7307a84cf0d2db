"""Events become lines: the moment, who, what in one sentence, and the thing it is about with its address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.sentences import QUIET, SENTENCES
from lianxin.desk.words import titled
from lianxin.ledger.models import Event
from lianxin.switches.switchboard import SWITCHES

CONFIDED = frozenset({"call.number_seen"})
"""Kinds that the page of a household leaves out: a worker must not learn which homes are called back."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line. `who` is the system itself when nobody acted; `address` is empty when there is no page."""

    event: Event
    at: datetime
    who: str
    what: str
    about: str
    address: str


def tell(events: Iterable[Event], *, hides_sensitive: bool = True, skips_quiet: bool = False) -> list[Told]:
    """Tell events in their order.

    `hides_sensitive`: of illness, disability and the like say that it was recorded, not what. `skips_quiet`
    leaves out those that only repeat what another event of the same household says.
    """
    names = Names(events, hides_sensitive=hides_sensitive)
    events = _without_echoes(names.events) if skips_quiet else names.events
    told = [_told(event, names) for event in events]
    return [line for line in told if line.what]


def _told(event: Event, names: Names) -> Told:
    sentence = SENTENCES.get(event.kind)
    what = str(sentence(event, names)) if sentence else event.kind
    who = names.staff(event.actor_id) if event.actor_id else _("系统")
    about, address = _about(event, names)
    return Told(event, event.at, who, what, about, address)


def _without_echoes(events: Sequence[Event]) -> list[Event]:
    """A visit that was written down says itself that its duty is done."""
    visits = {(one.actor_id, one.after.get("on")) for one in events if one.kind == "visit.recorded"}
    return [
        one
        for one in events
        if not _is_quiet(one)
        and not (one.kind == "duty.done" and (one.actor_id, one.after.get("on")) in visits)
    ]


def _is_quiet(event: Event) -> bool:
    return event.kind in CONFIDED or event.kind == "household.changed" and event.reason in QUIET


def _about(event: Event, names: Names) -> tuple[str, str]:
    key = event.subject_id
    match event.subject_kind:
        case "household":
            number = names.household(key)
            return number or "—", reverse("desk:household", args=[number]) if number else ""
        case "problem":
            return str(event.after.get("number", "—")), ""
        case "policy":
            return names.policy(key), reverse("desk:policy", args=[key])
        case "policydraft":
            return _("办法的草稿"), reverse("desk:draft", args=[key])
        case "area":
            return names.area(key), ""
        case "staff" if key:  # without a key, of all staff at once
            return names.staff(key), reverse("desk:person", args=[key])
        case "post" | "secondment":
            staff = event.after.get("staff")
            return names.staff(staff), reverse("desk:person", args=[staff]) if staff else ""
        case "cards":
            return _("连心卡"), reverse("desk:cards")
        case "plan":
            return _("走访计划"), ""
        case "draft":
            return _("结对方案"), reverse("desk:pairing-draft", args=[key])
        case "round":
            return _("回访"), reverse("desk:callback-round", args=[key])
        case "switch":
            switch = SWITCHES.get(event.after.get("switch", ""))
            return (titled(switch), reverse("desk:switch", args=[switch.code])) if switch else ("—", "")
        case "import" | "upload" if "staff" in (*event.after, event.after.get("kind")):
            return _("干部表"), ""
        case "import" | "upload":
            return _("花名册"), ""
    return "", ""
