"""The long work of classification, carried out by the worker: trying a draft, judging by a new policy."""

from typing import Any

from django.utils import timezone

from lianxin.classification.actions.classifying import NoPolicy, classify_in_steps
from lianxin.classification.actions.trials import try_draft
from lianxin.people.access import ask
from lianxin.policies.actions import NotSound
from lianxin.policies.models import PolicyDraft
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused


def try_policy(work: Work, tell: Tell) -> None:
    """Try a draft out on the whole register; the answer is kept with the draft."""
    ask(work.by, "policy.adopt")
    draft = PolicyDraft.objects.filter(pk=work.subject_id).first()
    if draft is None or not draft.is_open:
        raise WorkRefused(
            "draft.closed",
            "这份草稿已经采用或者丢弃了，不用再试算。",
            "The draft was adopted or discarded; there is nothing to try.",
        )
    try:
        try_draft(draft, actor=work.by, now=timezone.now(), step=tell)
    except NotSound:
        raise WorkRefused(
            "draft.faulty",
            "草稿里还有写错的地方，先改好再试算。",
            "Something in the draft is wrong; mend it first.",
        ) from None


def judge_anew(work: Work, tell: Tell) -> dict[str, Any]:
    """Judge every household by the policy in force, batch by batch, after a new one was adopted."""
    ask(work.by, "policy.adopt")
    try:
        moves = classify_in_steps(
            now=timezone.now(),
            cause="policy.adopted",
            progress=lambda done, of: tell("classifying", done, of),
        )
    except NoPolicy as error:
        raise WorkRefused("policy.none", str(error), "No policy of classes is in force.") from None
    return {"households": moves.households, "changed": moves.changed}
