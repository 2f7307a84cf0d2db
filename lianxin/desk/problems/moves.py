"""Which steps a person may take with a problem now, each with its form filled with what it needs to offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianxin.desk.problems import forms
from lianxin.desk.problems.doing import STEPS, Step
from lianxin.desk.problems.offices import answers
from lianxin.desk.problems.receivers import offices_to_ask, receivers_of
from lianxin.desk.problems.speech import Speech
from lianxin.desk.problems.story import Facts
from lianxin.people.access import may
from lianxin.problems.actions.doers import doers_of
from lianxin.problems.ladder import allowed
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Verb

OF_PACKETS = (Verb.TAKE, Verb.SEND_BACK)
OF_OTHERS = (Verb.JUDGE, Verb.WITHDRAW)
"""Not for those who worked on it."""


@dataclass(frozen=True, slots=True)
class Move:
    step: Step
    form: forms.Step
    is_first: bool = False


def moves_for(problem: Problem, facts: Facts, person: Any, speech: Speech) -> list[Move]:
    """The steps that its phase and the person's rights allow, the likeliest first."""
    if speech.ground is None:
        return []
    now_allowed = allowed(problem.state, speech.ground.ladder)
    doers = doers_of(problem) if any(verb in now_allowed for verb in OF_OTHERS) else set()
    found = []
    for step in STEPS:
        if step.verb not in now_allowed or not may(person, step.right, problem):
            continue
        if step.verb in OF_OTHERS and person.pk in doers:
            continue
        if step.verb in OF_PACKETS and not _answers(person, facts, step.right):
            continue
        if step.verb is Verb.ACCEPT and not may(person, step.right, problem.holder):
            continue  # whoever received it first keeps it, but takes it only on his own rung
        found.append(Move(step, form_of(step, problem, facts, person, speech), not found))
    return found


def _answers(person: Any, facts: Facts, right: str) -> bool:
    return facts.waiting_packet is not None and answers(person, facts.waiting_packet, right)


def form_of(
    step: Step,
    problem: Problem,
    facts: Facts,
    person: Any,
    speech: Speech,
    data: Mapping[str, Any] | None = None,
) -> forms.Step:
    """The form of a step for this problem; bound where there is data. The policy must be in force."""
    assert speech.ground is not None
    kind = step.form
    if kind is forms.PromiseForm and facts.standing_promise:
        kind = forms.PromiseChangeForm
    form = kind(speech.ground.ladder, data, auto_id=f"{step.noun}-%s", initial=_initial(step, problem, facts))
    if isinstance(form, forms.DispatchForm):
        form.offer(receivers_of([problem], person, speech))
    elif isinstance(form, forms.PartForm):
        form.offer(offices_to_ask(problem))
    elif isinstance(form, forms.SolutionForm):
        form.say_need(is_needed=speech.ground.ladder.category(problem.category).needs_evidence)
    elif isinstance(form, forms.RulingForm):
        form.initial["rung"] = facts.waiting_packet.from_rung if facts.waiting_packet else problem.rung
    return form


def _initial(step: Step, problem: Problem, facts: Facts) -> dict[str, Any]:
    if step.form is forms.CorrectionForm:
        names = ("category", "urgency", "words", "quantity", "unit", "wished", "is_longstanding")
        return {name: getattr(problem, name) for name in names}
    if step.form is forms.PromiseForm and facts.standing_promise:
        return {"words": facts.standing_promise.words}
    return {}
