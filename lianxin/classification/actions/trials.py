"""Trying a draft out on the whole register: the answer is kept with the draft, no class is touched."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.judging import Inputs, judge, read_inputs
from lianxin.classification.models import PolicyTrial, Standing
from lianxin.classification.tallying import Tally, tally
from lianxin.classification.verdicts import Verdicts
from lianxin.classification.vocabulary import Tier
from lianxin.databases.haste import collecting_seldom
from lianxin.databases.reading import raw_keys, raw_rows
from lianxin.ledger.models import Event
from lianxin.policies.actions import NotSound
from lianxin.policies.drafting.checking import check
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.registry.models import Household
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

TRY = "policy.try"
AT_ONCE = 3000
"""Households up to which a page waits for the answer: well below a second."""

Step = Callable[[str], None]


def start_trial(draft: PolicyDraft, *, actor: Any, now: datetime) -> Work | None:
    """Try a draft out: at once in a small register (None), else in the background (the work)."""
    if Household.objects.present().count() <= AT_ONCE:
        try_draft(draft, actor=actor, now=now)
        return None
    return ask_for(TRY, subject_id=draft.pk, actor=actor, now=now)


@collecting_seldom()
def try_draft(draft: PolicyDraft, *, actor: Any, now: datetime, step: Step | None = None) -> PolicyTrial:
    """Judge the register by the policy in force and by the draft, and keep what differs.

    An example that fails does not hinder; raises NotSound when the draft cannot be read.
    """
    checked = check(draft.content)
    if checked.document is None:
        raise NotSound(checked.found)
    today = timezone.localdate(now)
    in_force = Policy.objects.in_force(draft.kind, today)
    tell = step or (lambda code: None)
    tell("reading")
    last_event = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    inputs = read_inputs(checked.document.catalogue, as_of=today)
    tell("judging")
    before = judge(in_force.document, inputs, ask=False) if in_force else None
    after = judge(checked.document, inputs, ask=False)
    compared = tally(before, after, places=_towns(inputs), standing_priority=_standing_priority(inputs))
    return keep_trial(
        draft,
        in_force,
        as_json(compared, inputs, before, after),
        last_event=last_event,
        actor=actor,
        now=now,
    )


@transaction.atomic
def keep_trial(
    draft: PolicyDraft,
    in_force: Policy | None,
    result: dict[str, Any],
    *,
    last_event: int,
    actor: Any,
    now: datetime,
) -> PolicyTrial:
    """Keep the answer in place of an earlier one. It changes nothing in the district, so the ledger rests."""
    trial, _ = PolicyTrial.objects.update_or_create(
        draft=draft,
        defaults={
            "draft_version": draft.version,
            "compared_with": in_force,
            "as_of": timezone.localdate(now),
            "last_event": last_event,
            "result": result,
            "tried_by": actor,
            "tried_at": now,
        },
    )
    return trial


def as_json(compared: Tally, inputs: Inputs, before: Verdicts | None, after: Verdicts) -> dict[str, Any]:
    """What is kept of a trial. Households are named by their key only; rules by their titles at the time."""
    keys = inputs.register.keys
    titles = {
        side: {rule.id: [rule.title_zh, rule.title_en] for rule in verdicts.policy.rules}
        for side, verdicts in (("lost", before), ("gained", after))
        if verdicts is not None
    }
    return {
        "households": compared.households,
        "before": compared.before,
        "after": compared.after,
        "moves": [
            {
                "from": move.before.value,
                "to": move.after.value,
                "count": move.count,
                "samples": [
                    {
                        "household": str(keys[sample.row]),
                        "gained": [titles["gained"][rule] for rule in sample.gained],
                        "lost": [titles["lost"][rule] for rule in sample.lost],
                    }
                    for sample in move.samples
                ],
            }
            for move in compared.moves
        ],
        "towns": [
            {"name": town.place, "before": town.before, "after": town.after, "moved": town.moved}
            for town in compared.places
        ],
        "open_before": compared.open_before,
        "open_after": compared.open_after,
        "exits": compared.exits,
        "returns": compared.returns,
        "visits_before": compared.visits_before,
        "visits_after": compared.visits_after,
        "per_worker": compared.per_worker,
    }


def _towns(inputs: Inputs) -> list[str]:
    """The name of the town of each row: the area right below the district."""
    areas = list(Area.objects.order_by("path").only("path", "name"))
    names = {area.path: area.name for area in areas}
    towns = [names["/".join(area.path.split("/")[:2]).rstrip("/") + "/"] for area in areas]
    town_of = dict(zip(raw_keys([area.pk for area in areas]), towns, strict=True))
    of_household = dict(raw_rows(Household.objects.present().order_by().values_list("pk", "area")))
    return [town_of.get(of_household.get(key), "") for key in raw_keys(inputs.register.keys)]


def _standing_priority(inputs: Inputs) -> np.ndarray:
    """The households that are 连心户 today, shape (rows,)."""
    rows = Standing.objects.filter(tier=Tier.PRIORITY.value).values_list("pk")
    standing = {key for (key,) in raw_rows(rows)}
    return np.array([key in standing for key in raw_keys(inputs.register.keys)], np.bool_)
