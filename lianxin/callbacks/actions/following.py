"""What follows from a call beside its answers: a number to be corrected, somebody at the door, a need; and
what the household says to an end, as if it had said so on its own page."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from lianxin.callbacks.actions.opening import MOST_WORDS
from lianxin.callbacks.models import Call
from lianxin.callbacks.populations import population_of
from lianxin.callbacks.vocabulary import Answer, Question
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.planning.actions import owe_call_back
from lianxin.problems.actions import ProblemsRefused, judge
from lianxin.problems.complaints.receipts import new_code
from lianxin.problems.vocabulary import Channel, Phase
from lianxin.voice.actions import Told, VoiceRefused, note_request, take_in
from lianxin.voice.vocabulary import AskKind, RequestKind

WRONG_NUMBER = "登记的电话打不通，或者不是这一户的，请核对更正。"
NOT_DONE = "{number} 说是办成了，其实没有办成：{words}"


def correct_number(call: Call, *, actor: Any, now: datetime) -> None:
    """Ask the office to look the number up; once is enough."""
    try:
        note_request(call.household, RequestKind.CORRECT, words=WRONG_NUMBER, actor=actor, now=now)
    except VoiceRefused as refused:
        if refused.code != "already-open":
            raise


def send_somebody(call: Call, *, now: datetime) -> None:
    """A cadre of the village who has nothing to do with the claim and does not keep the home goes there;
    nobody where there is none."""
    home, doers = call.household, population_of(call.round).doers_behind(call)
    near = [*doers, home.keeper_id, home.handing_over_id]
    posts = Q(posts__role=Role.COLLECTOR.value, posts__area=home.area_id, posts__to_on=None)
    others = Staff.objects.filter(posts, is_active=True).exclude(pk__in=[key for key in near if key])
    owed = Count("duties", filter=Q(duties__ended_on=None), distinct=True)
    goes = others.annotate(owed=owed).order_by("owed", "number").first()
    if goes is not None:
        owe_call_back(home, visited_on=_claimed_on(call), staff=goes, now=now)


def raise_need(call: Call, words: str, *, category: str = "", now: datetime) -> None:
    """Something is taken in as what the home raised itself, as at /ask/."""
    home = call.household
    told = Told(kind=AskKind.NEED, area=home.area_id, words=words, category=category, household=home.pk)
    take_in(told, code=new_code(), now=now)


def follow_answers(call: Call, answers: Mapping[Question, Answer], *, now: datetime) -> None:
    """Whether something is done is the household's answer to it wherever it is asked: "not done" opens it
    again. Where it was closed before, because somebody had written down that the household called it done, it
    comes in anew. A home that lets it rest is left alone; so is what was opened again in the meantime."""
    done = answers.get(Question.DONE)
    if done not in (Answer.YES, Answer.NO) or call.ending.reopened_at is not None:
        return
    problem = call.ending.problem
    if problem.phase == Phase.ENDED:
        with suppress(ProblemsRefused):  # it was judged in the same moment, or no policy is in force
            judge(problem, is_done=done is Answer.YES, channel=Channel.RESIDENT, actor=None, now=now)
    elif done is Answer.NO:
        words = NOT_DONE.format(number=problem.number, words=problem.words)
        raise_need(call, words[:MOST_WORDS], category=problem.category, now=now)


def _claimed_on(call: Call) -> date:
    return call.visit.visited_on if call.visit else timezone.localdate(call.ending.ended_at)
