"""The demo's homes ask what is kept of them and suggest things on the open page; the offices answer.

Every step is the real action at its own moment of the past. As with problems it is done in two parts, because
the ledger stands in the order of time: what happened before the pairing, and what happened since.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from lianxin.demo.actions.hiring import Team
from lianxin.demo.problems.clockwork import Clockwork
from lianxin.demo.requests import Raised, RaisedEnded, RightAnswered, RightAsked, Step, steps
from lianxin.people.models import Staff
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.complaints.receipts import code_for, code_index
from lianxin.registry.models import Household
from lianxin.voice.actions import Told, answer_request, note_request, reply_to, set_aside, take_in
from lianxin.voice.models import Asking, Request
from lianxin.voice.vocabulary import AskEnd

DAYS = 250
"""So long before today the open page was put up."""


@transaction.atomic
def let_voices(
    team: Team, numbers: Sequence[str], seed: int, between: tuple[datetime, datetime], *, now: datetime
) -> int:
    """Do what homes and offices do between two moments, of all that they do until now; returns how much.

    `numbers`: of all homes that ever are in the district. Who is not there yet, or no more, does nothing.
    """
    ground = ground_or_none(now)
    if ground is None:
        return 0
    clocks = Clockwork(ground.ladder, ground.times)
    began = now - timedelta(days=DAYS)
    all_steps = steps(numbers, (began, now), clocks.at_work, Random(f"{seed} voices"))
    mine = [one for one in all_steps if between[0] < one.at <= between[1]]
    rows = Household.objects.present().filter(number__in={one.home for one in mine})
    homes = {home.number: home for home in rows}
    done = 0
    for one in mine:
        home = homes.get(one.home)
        if home is not None and home.created_at < one.at:
            done += _take(one, home, _office(team, ground))
    return done


def _office(team: Team, ground: Ground) -> Callable[[UUID], Staff]:
    """Who answers for a village: the head of its town, where there is one."""
    return lambda area: team.heads.get(ground.town(area), team.desk)


def _take(step: Step, home: Household, office: Callable[[UUID], Staff]) -> bool:
    """Do one step; returns whether there was something to do: who left in between is answered nothing."""
    told, by = step.what, office(home.area_id)
    if isinstance(told, RightAsked):
        taken_by = None if told.is_by_card else by
        note_request(home, told.kind, words=told.words, actor=taken_by, now=step.at)
    elif isinstance(told, RightAnswered):
        asked = Request.objects.open().filter(household=home, kind=told.kind.value).first()
        if asked is None:
            return False
        answer_request(asked, outcome=told.outcome, answer=told.answer, actor=by, now=step.at)
    elif isinstance(told, Raised):
        household = home.pk if told.is_named else None
        words = {"kind": told.kind, "words": told.words, "caller": told.caller, "is_odd": told.is_odd}
        take_in(Told(area=home.area_id, household=household, **words), code=code_for(told.form), now=step.at)
    else:
        return _end(told, by, step.at)
    return True


def _end(told: RaisedEnded, by: Staff, at: datetime) -> bool:
    raised = Asking.objects.waiting().filter(code_index=code_index(code_for(told.form))).first()
    if raised is None:
        return False
    if told.end is AskEnd.ASIDE:
        set_aside(raised, reason=told.answer, actor=by, now=at)
    else:
        reply_to(raised, words=told.answer, actor=by, now=at)
    return True
