"""What whoever hears a complaint can do with it, each a POST on a noun of its own, one at a time open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.complaints import forms
from lianxin.people.models import Staff
from lianxin.people.rules import plain_number
from lianxin.problems.complaints import actions
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.vocabulary import Outcome, Standing

Act = Callable[[Complaint, dict[str, Any], Any, datetime], str]


@dataclass(frozen=True, slots=True)
class Move:
    """`fits`: in which standings it is offered. `act` returns what the page says afterwards."""

    noun: str
    title: str | Promise
    button: str | Promise
    form: type[forms.MoveForm]
    act: Act
    fits: frozenset[Standing]
    needs_named: bool = False


class UnknownNumber(ValueError):
    """A staff number that nobody has."""


def take_up(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    actions.take_up(complaint, actor=actor, now=now)
    return _("受理了，请在到期日以前查清、答复。")


def note(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    actions.note(complaint, words=given["words"], actor=actor, now=now)
    return _("记下了。")


def ask(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    actions.ask_subject(complaint, staff=UUID(given["staff"]), words=given["words"], actor=actor, now=now)
    return _("问题已经放到他的“投诉”页上，请用别的方式提醒他去看，不要说是谁投诉的。")


def answer(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    actions.answer(complaint, words=given["words"], actor=actor, now=now)
    return _("答复记下了，投诉人凭回执看得到。")


def end(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    outcome = Outcome(given["outcome"])
    actions.end(complaint, outcome=outcome, reasons=given["words"], actor=actor, now=now)
    return _("了结了。")


def pass_up(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    actions.pass_up(complaint, reason=given["words"], actor=actor, now=now)
    return _("已经往上转，由上面听取。")


def name(complaint: Complaint, given: dict[str, Any], actor: Any, now: datetime) -> str:
    hearing = actions.name_subjects(complaint, staff=staff_numbered(given["who"]), actor=actor, now=now)
    if actor.pk not in hearing.persons:
        return _("写明了。按写明的人，这件投诉换人听取。")
    return _("写明了，仍由您听取。")


def staff_numbered(typed: str) -> Sequence[UUID]:
    """The keys of staff by their numbers. Raises UnknownNumber for the first that nobody has."""
    found = []
    for number in typed.replace("，", ",").replace("、", ",").replace(" ", ",").split(","):
        if not number:
            continue
        key = Staff.objects.filter(number=plain_number(number)).values_list("pk", flat=True).first()
        if key is None:
            raise UnknownNumber(number)
        found.append(key)
    return found


WAITS = frozenset({Standing.WAITING})
RUNS = frozenset({Standing.HEARD, Standing.ANSWERED})

MOVES = (
    Move("hearing", gettext_lazy("受理"), gettext_lazy("由我受理"), forms.NothingForm, take_up, WAITS),
    Move("notes", gettext_lazy("记一笔"), gettext_lazy("记下"), forms.NoteForm, note, RUNS),
    Move(
        "question",
        gettext_lazy("请当事干部说明"),
        gettext_lazy("请他说明"),
        forms.QuestionForm,
        ask,
        RUNS,
        needs_named=True,
    ),
    Move("answer", gettext_lazy("答复投诉人"), gettext_lazy("记下答复"), forms.AnswerForm, answer, RUNS),
    Move("ending", gettext_lazy("了结"), gettext_lazy("了结"), forms.EndingForm, end, RUNS),
    Move("naming", gettext_lazy("写明投诉的是谁"), gettext_lazy("写明"), forms.NamingForm, name, RUNS),
    Move("passing", gettext_lazy("往上转"), gettext_lazy("往上转"), forms.PassForm, pass_up, WAITS | RUNS),
)


def open_to(complaint: Complaint) -> list[Move]:
    """The moves that fit, the one that comes next first."""
    named = bool(complaint.named.all())
    fitting = [one for one in MOVES if complaint.standing in one.fits and (named or not one.needs_named)]
    first = "naming" if not named else "ending" if complaint.standing is Standing.ANSWERED else ""
    return sorted(fitting, key=lambda one: one.noun != first)
