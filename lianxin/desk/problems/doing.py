"""What may be done with a problem: a step for each verb, with the right it needs and the form it takes.

The ladder says what the phase allows, `people.access` what the person may; a page shows what both allow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.areas.models import Area
from lianxin.desk.problems import forms
from lianxin.people.models import Staff
from lianxin.problems import actions
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Channel, Verb

Given = Mapping[str, Any]


WITH_FILES = ("notes", "correction", "packet", "solution", "refusal", "handing-over", "judgement")


@dataclass(frozen=True, slots=True)
class Step:
    """`noun` names it in addresses and `desk:problem-<noun>`; `right` is the verb of access. `says`: what
    will happen. `carry_out(problem, given, actor, now)` calls the one action."""

    noun: str
    verb: Verb
    right: str
    title: str | Text
    says: str | Text
    done: str | Text
    form: type[forms.Step]
    carry_out: Callable[[Problem, Given, Any, datetime], Any]

    @property
    def takes_files(self) -> bool:
        """Whether files that show what was done may come with it."""
        return self.noun in WITH_FILES


def _dispatch(problem: Problem, given: Given, actor: Any, now: datetime) -> None:
    dispatch_some([problem], given["to"], actor, now)


def dispatch_some(problems: list[Problem], to: str, actor: Any, now: datetime) -> int:
    """Give problems to somebody (`staff:<key>`) or send them to an area (`area:<code>`); returns how many."""
    kind, _colon, key = to.partition(":")
    if kind == "area":
        return actions.dispatch_to(problems, area=Area.objects.get(code=key), actor=actor, now=now)
    return actions.dispatch(problems, to=Staff.objects.get(pk=key), actor=actor, now=now)


def _share(problem: Problem, given: Given, actor: Any, now: datetime) -> None:
    """Whoever has it leads, unless the others are asked to; who leads is named once."""
    area = Area.objects.filter(code=given["area"]).first() if given["area"] else None
    they_lead = given["lead"] == "they"
    parts = [actions.Part(given["part"], area=area, unit=given["unit"], is_lead=they_lead)]
    if not they_lead and not problem.joints.filter(is_lead=True).exists():
        parts.append(actions.Part(str(_("牵头办理")), area=problem.holder, is_lead=True))
    actions.handle_jointly(problem, parts=parts, actor=actor, now=now)


def _merge(problem: Problem, given: Given, actor: Any, now: datetime) -> None:
    into = Problem.objects.seen_by(actor).filter(number=given["into"]).first()
    if into is None:
        raise actions.ProblemsRefused("unknown-problem")
    actions.merge(problem, into=into, words=given["words"], actor=actor, now=now)


def _judge(problem: Problem, given: Given, actor: Any, now: datetime) -> None:
    channel = Channel(given["channel"])
    told = {"is_done": given["is_done"], "words": given["words"], "channel": channel}
    actions.judge(problem, **told, actor=actor, now=now)


def _correct(problem: Problem, given: Given, actor: Any, now: datetime) -> None:
    changed = {name: value for name, value in given.items() if value != getattr(problem, name)}
    actions.correct(problem, actions.Correction(**changed), actor=actor, now=now)


def _plainly(action: Callable[..., Any]) -> Callable[[Problem, Given, Any, datetime], Any]:
    """A step whose form has exactly what the action asks for."""
    return lambda problem, given, actor, now: action(problem, **given, actor=actor, now=now)


STEPS: tuple[Step, ...] = (
    Step(
        "acceptance",
        Verb.ACCEPT,
        "problem.accept",
        _("接办"),
        _("从现在起由您负责。钟不重新走，还是原来的到期日。"),
        _("已接办，现在由您负责。"),
        forms.NothingForm,
        _plainly(actions.accept),
    ),
    Step(
        "packet-acceptance",
        Verb.TAKE,
        "problem.accept",
        _("接收上报"),
        _("从现在起由您负责，这一级的时限从现在开始算；下面用掉的时间留着看得到。"),
        _("已接收，现在由您负责。"),
        forms.NothingForm,
        _plainly(actions.take_packet),
    ),
    Step(
        "packet-return",
        Verb.SEND_BACK,
        "problem.send_back",
        pgettext_lazy("step", "退回"),
        _("退回给报上来的一级接着办。只能退一次；他们再报，就由群工部裁定。"),
        _("已退回，理由他们看得到。"),
        forms.ReasonForm,
        _plainly(actions.send_back),
    ),
    Step(
        "ruling",
        Verb.DECIDE,
        "problem.decide",
        _("裁定"),
        _("定了由哪一级办，那一级就不能再往上报；到期没办完，照样自动上升。"),
        _("已裁定，两边都看得到理由。"),
        forms.RulingForm,
        _plainly(actions.decide),
    ),
    Step(
        "resumption",
        Verb.RESUME,
        "problem.pause",
        _("恢复计时"),
        _("钟从现在起接着走，到期日按停了的天数往后移。"),
        _("已恢复计时。"),
        forms.NothingForm,
        _plainly(actions.resume),
    ),
    Step(
        "judgement",
        Verb.JUDGE,
        "problem.judge",
        _("记群众评判"),
        _("说办好了，这件事就了结；说没办好，重新办，第二次起上升一级。办的人自己不能记。"),
        _("已记下群众的话。"),
        forms.JudgementForm,
        _judge,
    ),
    Step(
        "solution",
        Verb.END,
        "problem.end",
        _("办成了"),
        _("办结以后由别人去问这一户：办好了没有。说没办好，重新办。"),
        _("已办结，等问群众。"),
        forms.SolutionForm,
        _plainly(actions.solve),
    ),
    Step(
        "dispatch",
        Verb.DISPATCH,
        "problem.dispatch",
        _("交办"),
        _("交给人，由他负责，钟不重新走；交给一个地方，等那里接办，那一级的时限重新算。"),
        _("已交办。"),
        forms.DispatchForm,
        _dispatch,
    ),
    Step(
        "notes",
        Verb.NOTE,
        "problem.note",
        _("记一笔"),
        _("记进经过，不改变谁负责、什么时候到期。"),
        _("已记下。"),
        forms.NoteForm,
        _plainly(actions.note),
    ),
    Step(
        "promise",
        Verb.PROMISE,
        "problem.promise",
        _("向群众承诺"),
        _("给这一户一个日子。到那天没办成，记为没兑现；改日子要写理由。"),
        _("已记下承诺，这一户看得到。"),
        forms.PromiseForm,
        _plainly(actions.promise),
    ),
    Step(
        "packet",
        Verb.RAISE,
        "problem.raise",
        pgettext_lazy("problems", "上报"),
        _("上一级接收以前还是您的，钟照走。他们一个工作日内要答复：接收，或者写明理由退回一次。"),
        _("已上报，等上一级答复。"),
        forms.PacketForm,
        _plainly(actions.send_up),
    ),
    Step(
        "pause",
        Verb.PAUSE,
        "problem.pause",
        _("暂停计时"),
        _("钟停着，到那天自动恢复。原因和日子这一户看得到，停的天数有上限。"),
        _("已暂停计时。"),
        forms.PauseForm,
        _plainly(actions.pause),
    ),
    Step(
        "sharing",
        Verb.JOIN,
        "problem.dispatch",
        _("请人合办"),
        _("请别的地方或单位办其中一部分；问题还在您手上，他们没答复完不能办结。"),
        _("已请他们合办。"),
        forms.PartForm,
        _share,
    ),
    Step(
        "correction",
        Verb.CORRECT,
        "problem.note",
        _("补正内容"),
        _("写得更具体：哪一类、多少、希望怎样。改成急事，钟按急事的小时数算。"),
        _("已补正。"),
        forms.CorrectionForm,
        _correct,
    ),
    Step(
        "refusal",
        Verb.END,
        "problem.end",
        _("依法办不了"),
        _("按办法里列的理由办结，把法律依据和话说给这一户，再由别人去问他。"),
        _("已办结，等问群众。"),
        forms.RefusalForm,
        _plainly(actions.refuse),
    ),
    Step(
        "handing-over",
        Verb.END,
        "problem.end",
        _("转出，有人接收"),
        _("转给这套台账以外的单位，要写明那边谁接收的。之后由别人去问这一户。"),
        _("已办结，等问群众。"),
        forms.HandOverForm,
        _plainly(actions.hand_over),
    ),
    Step(
        "merger",
        Verb.MERGE,
        "problem.end",
        _("并入另一件"),
        _("这一件到此为止，提过它的人跟着那一件知道结果。"),
        _("已并入，提过的人都跟着那一件。"),
        forms.MergeForm,
        _merge,
    ),
    Step(
        "withdrawal",
        Verb.WITHDRAW,
        "problem.judge",
        _("群众不要办了"),
        _("提的人自己说不要办了。经手办理的人不能记。"),
        _("已记下，这件事了结。"),
        forms.WithdrawalForm,
        _plainly(actions.withdraw),
    ),
)

BY_NOUN = {step.noun: step for step in STEPS}
