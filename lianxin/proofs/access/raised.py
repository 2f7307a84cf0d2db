"""What was raised in each place of the world: a problem, a part of it that the place was asked for, an answer
owed to who gave advice."""

from collections.abc import Collection
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.problems.actions import Raised, attach_evidence, open_by_hand
from lianxin.problems.evidence.taking import taken
from lianxin.problems.models import Evidence, Joint, Problem, Reply
from lianxin.problems.vocabulary import Channel
from lianxin.proofs.access.visited import once
from lianxin.visits.models import Item


@once
def problem(place: Any) -> Problem:
    """Of the household, on the rung of its own area; received by the colleague there."""
    now = timezone.now()
    told = {"words": f"{place.mark}家门口的路", "category": "other", "channel": Channel.CLERK}
    about = {"area": place.area.pk, "household": place.household.pk, "received_by": place.colleague.pk}
    return open_by_hand(Raised(**told, **about, raised_at=now), actor=None, now=now)


@once
def evidence(place: Any) -> Evidence:
    """A photo that came with a note on the problem; `thumbnail` has something to show, too."""
    made = BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG")
    told = {"step": "notes", "files": [taken("路.png", made.getvalue())]}
    (found,) = attach_evidence(problem(place), **told, actor=place.colleague, now=timezone.now())
    return found


@once
def part(place: Any) -> Joint:
    now, colleague = timezone.now(), place.colleague
    return Joint.objects.create(
        problem=problem(place), area=place.area, part="出一台挖机", asked_at=now, asked_by=colleague
    )


@once
def reply(place: Any) -> Reply:
    now = timezone.now()
    home = {"household": place.household, "area": place.area}
    item = Item.objects.create(
        op_id=uuid4(),
        kind="advice",
        category="other",
        text="路灯太暗",
        raised_at=now,
        raised_by=place.colleague,
        **home,
    )
    due = now + timedelta(days=5)
    return Reply.objects.create(item=item, owner=place.colleague, owed_from=now, due_at=due, **home)


def furnish(places: Collection[Any]) -> None:
    """Put the policy of deadlines in force, and raise all of these in every place."""
    text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    adopt_policy(text=text, actor=None, now=timezone.now())
    for place in places:
        assert part(place)
        assert evidence(place)
        assert reply(place)
