"""The demo's rounds of call-backs: about visits two that are closed, with differences in different states,
and one open; about what was said to be solved one that is closed today, and one open.

Every step is the real action at its own moment. Each round is opened on the last workday before the time that
it asks about; the ledger is sealed on the day of the pairing, before the first of them is drawn. Whose visits
stand on paper alone is the demo's truth: homes deny those far more often. Which homes are drawn is chance in
the demo too: the secret of a round takes no seed.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT
from lianxin.callbacks.actions import (
    CallbacksRefused,
    answer_finding,
    close_round,
    decide_finding,
    draw_round,
    note_call,
    open_round,
)
from lianxin.callbacks.models import Call, Finding, Round
from lianxin.callbacks.vocabulary import Answer, Decision, Outcome, Question, Subject
from lianxin.demo.rounds import ON_PAPER
from lianxin.people.models import Staff
from lianxin.problems.vocabulary import Phase
from lianxin.workdays import add_workdays, official

PAIRED = 28  # days before today, as in `actions.living`
FIRST, SECOND = (27, 21), (20, 9)  # days before today on which a round was drawn, and closed
CALLS, OPEN_CALLS = 48, 20
HONEST_DENIED, PAPER_DENIED = 0.05, 0.8
"""Shares of homes that say nobody came: of visits that were made, and of those that were not. Ours."""
LEFT = ((Outcome.REFUSED, 0.08), (Outcome.STOPPED, 0.04), (Outcome.MOVED, 0.02), (Outcome.AGAIN, 0.18))
NO_ANSWER_AGAIN = 0.4
WORRIES = ("怕今年猕猴桃卖不出去。", "担心老人冬天取暖。", "孩子明年上学要转户口，不知道找谁。", "", "", "")
REPLIES = (
    "当天去过，家里只有老人在，坐了二十多分钟，院门口邻居也看见了。",
    "那天先去了隔壁，可能把两家的走访记反了，请核对。",
    "那天没有走到这一户，是月底补记的，我的责任。",
)
REASONS = {
    Decision.CONFIRMED: "本人承认没有入户，已要求重新走访。",
    Decision.EXPLAINED: "邻居证实当天来过，接电话的人不在家。",
    Decision.MISTAKE: "走访记在了同组另一户名下，已提醒更正。",
}


def open_rounds(*, today: date, now: datetime) -> None:
    """Open the rounds of this year, about times before and after the pairing. Their events are then to be put
    in order of time, and sealed before any is drawn. `now`: the moment of the pairing."""
    by = Staff.objects.get(number="SUPERVISOR")
    town = Area.objects.get(posts__staff__number="HEAD")
    district = Area.objects.get(level=DISTRICT)
    paired_on = today - timedelta(days=PAIRED)
    month = paired_on.replace(day=1)
    before, two_before = _month_before(month), _month_before(_month_before(month))
    lately = (town, paired_on, today - timedelta(days=1), OPEN_CALLS)
    rounds = (
        (Subject.VISITS, town, two_before, before - timedelta(days=1), CALLS),
        (Subject.VISITS, district, before, month - timedelta(days=1), CALLS),
        (Subject.VISITS, *lately),
        (Subject.ENDINGS, district, two_before, month - timedelta(days=1), CALLS),
        (Subject.ENDINGS, *lately),
    )
    for subject, area, from_on, to_on, calls in rounds:
        at = min(now, _moment(add_workdays(from_on, -1, official()).on, 16))
        open_round(area, subject=subject, from_on=from_on, to_on=to_on, calls=calls, actor=by, now=at)


def _rounds_about(subject: Subject) -> list[Round]:
    """The earliest first."""
    return list(Round.objects.filter(subject=subject).order_by("from_on"))


def call_back(hollow: Collection[UUID], seed: int, *, now: datetime) -> int:
    """Draw, call and close the two past rounds, each step at its moment; returns how many homes were called.

    The events are then to be put in order of time.
    """
    called = 0
    for made, (drawn, closed) in zip(_rounds_about(Subject.VISITS), (FIRST, SECOND), strict=False):
        if not _is_drawn(made, _at(now, drawn, 9)):
            continue
        called += _ask(made, hollow, seed, _at(now, drawn, 10))
        close_round(made, actor=None, now=_at(now, closed, 8))
        _settle(made, made.opened_by, hollow, closed, now)
    return called


def draw_last(*, now: datetime) -> None:
    """Draw the last rounds, whose calls then wait for whoever makes them. The other round about what was
    solved is drawn, called and closed on the same morning: only now the demo's problems stand as they are."""
    asked, asking = _rounds_about(Subject.ENDINGS)
    if _is_drawn(asked, now):
        _ask_of_ends(asked, now)
        close_round(asked, actor=None, now=now)
    for made in (asking, _rounds_about(Subject.VISITS)[-1]):
        _is_drawn(made, now)


def _is_drawn(made: Round, now: datetime) -> bool:
    """Draw a round, as who opened it; False where nothing was there to draw from."""
    try:
        draw_round(made, actor=made.opened_by, now=now)
    except CallbacksRefused as refused:
        if refused.code != "empty-frame":
            raise
        return False
    return True


@transaction.atomic
def _ask(made: Round, hollow: Collection[UUID], seed: int, began: datetime) -> int:
    calls = Call.objects.filter(round=made).exclude(caller=None)
    asked = list(calls.select_related("caller", "visit", "household", "round").order_by("household__number"))
    for turn, one in enumerate(asked):
        luck = Random(f"{seed} call-backs {made.from_on} {one.household.number}")
        now = began + timedelta(days=turn // 16, minutes=6 * (turn % 16))
        outcome = _outcome(luck)
        for _ in range(4):
            if outcome is not Outcome.AGAIN:
                break
            one = note_call(one, outcome, actor=one.caller, now=now)
            now += timedelta(hours=3, minutes=10)
            if luck.random() >= NO_ANSWER_AGAIN:
                outcome = Outcome.ANSWERED
        if one.ended_at is None:
            answers = said(one.visit.staff_id in hollow, luck) if outcome is Outcome.ANSWERED else {}
            worry = luck.choice(WORRIES) if outcome is Outcome.ANSWERED else ""
            note_call(one, outcome, answers=answers, worry=worry, actor=one.caller, now=now)
    return len(asked)


@transaction.atomic
def _ask_of_ends(made: Round, now: datetime) -> None:
    """Homes that said it is done say so again; of those who were not asked yet one in six wants it done."""
    calls = Call.objects.filter(round=made).exclude(caller=None)
    for one in calls.select_related("caller", "ending__problem", "household", "round").order_by("pk"):
        luck = Random(f"{made.from_on} {one.household.number}")
        outcome = _outcome(luck)
        answers = said_of_end(is_closed=one.ending.problem.phase == Phase.CLOSED, luck=luck)
        told = answers if outcome is Outcome.ANSWERED else {}
        if outcome is not Outcome.AGAIN:
            note_call(one, outcome, answers=told, actor=one.caller, now=now)


def said_of_end(*, is_closed: bool, luck: Random) -> dict[Question, Answer]:
    """What a home answers about something that was said to be solved."""
    chances = (92, 0, 4, 4) if is_closed else (70, 16, 8, 6)
    done = luck.choices([Answer.YES, Answer.NO, Answer.LEAVE, Answer.UNSURE], chances)[0]
    liked = (70, 25, 5) if done is Answer.YES else (5, 45, 50)
    satisfied = luck.choices([Answer.YES, Answer.PARTLY, Answer.NO], liked)[0]
    reasonable = luck.choices([Answer.YES, Answer.NO, Answer.UNSURE], (75, 10, 15))[0]
    return {Question.DONE: done, Question.SATISFIED: satisfied, Question.REASONABLE: reasonable}


def _outcome(luck: Random) -> Outcome:
    chance = luck.random()
    for outcome, share in LEFT:
        chance -= share
        if chance < 0:
            return outcome
    return Outcome.ANSWERED


def said(is_hollow: bool, luck: Random) -> dict[Question, Answer]:
    """What a home answers about a visit; of a hollow cadre's most were never made."""
    was_made = not is_hollow or luck.random() >= ON_PAPER
    chance = luck.random()
    if chance < (HONEST_DENIED if was_made else PAPER_DENIED):
        return {Question.CAME: Answer.NO}
    if not was_made or chance > 0.95:
        return {Question.CAME: Answer.UNSURE}
    when = luck.choices([Answer.YES, Answer.NO, Answer.UNSURE], [70, 5, 25])[0]
    listened = luck.choices([Answer.YES, Answer.PARTLY, Answer.NO], [75, 20, 5])[0]
    written = luck.choices([Answer.YES, Answer.NO, Answer.NOTHING, Answer.UNSURE], [45, 8, 40, 7])[0]
    return {
        Question.CAME: Answer.YES,
        Question.WHEN: when,
        Question.LISTENED: listened,
        Question.WRITTEN: written,
    }


@transaction.atomic
def _settle(made: Round, by: Staff, hollow: Collection[UUID], closed: int, now: datetime) -> None:
    """Workers answer on the day after they were asked, and it is decided a day later. Of a round whose
    questions are new, every second worker has not answered yet, and not every answer is decided."""
    rows = Finding.objects.filter(call__round=made).select_related("staff", "call__round")
    is_new = closed == SECOND[1]
    for turn, one in enumerate(rows.order_by("call__household__number")):
        if is_new and turn % 2:
            continue
        asked = closed - (one.asks_on - timezone.localdate(_at(now, closed, 8))).days
        is_paper = one.staff_id in hollow
        words = REPLIES[2] if is_paper and turn % 3 else REPLIES[turn % 2]
        answered = answer_finding(one, words=words, actor=one.staff, now=_at(now, asked - 1, 11))
        if is_new and turn % 4 == 0:
            continue
        found = Decision.CONFIRMED if is_paper else (Decision.EXPLAINED, Decision.MISTAKE)[turn % 2]
        decide_finding(answered, found, reason=REASONS[found], actor=by, now=_at(now, asked - 2, 16))


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _at(now: datetime, ago: int, hour: int) -> datetime:
    """An hour of a day, so many days before today; never later than now."""
    return min(now, _moment(timezone.localdate(now) - timedelta(days=ago), hour))


def _moment(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))
