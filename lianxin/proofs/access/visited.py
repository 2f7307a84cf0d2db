"""What phones brought to a place of the world: a visit, two claims, a family, an upload that waits."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import uuid4

from django.utils import timezone

from lianxin.field.actions import enrol_device, receive
from lianxin.field.models import Device, Op
from lianxin.notices.models import Channel, Delivery
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.registry.models import Fact
from lianxin.switches.models import SwitchChange
from lianxin.visits.models import Clash, FamilyProposal, Feedback, Visit

Made = TypeVar("Made")


def once(make: Callable[[Any], Made]) -> Callable[[Any], Made]:
    """Makes a thing of a place once."""

    def made(place: Any) -> Made:
        if make.__name__ not in place.__dict__:
            place.__dict__[make.__name__] = make(place)
        found: Made = place.__dict__[make.__name__]
        return found

    return made


@once
def device(place: Any) -> Device:
    """The phone of the cadre whose only post lies there."""
    return enrol_device(staff=place.colleague, name="phone", actor=None, now=timezone.now())[0]


@once
def visit_made(place: Any) -> Visit:
    now = timezone.now()
    moments = dict.fromkeys(("started_at", "ended_at", "captured_at", "received_at", "begun_at"), now)
    about = {"household": place.household, "area": place.area, "staff": place.colleague}
    day = timezone.localdate(now)
    return Visit.objects.create(
        op_id=uuid4(), visited_on=day, place="home", nothing_raised=True, **about, **moments
    )


@once
def clash(place: Any) -> Clash:
    """The visit told another income than the register holds."""
    held = place.fact
    about = {"household": held.household, "indicator": held.indicator, "observed_on": held.observed_on}
    told = Fact.objects.create(
        value="9000", source="resident", recorded_at=held.recorded_at, is_current=False, **about
    )
    sides = {"told": told, "held": held, "stands": "held", "found_at": timezone.now()}
    return Clash.objects.create(
        household=place.household, visit=visit_made(place), indicator=held.indicator, **sides
    )


@once
def proposal(place: Any) -> FamilyProposal:
    now = timezone.now()
    about = {"household": place.household, "area": place.area, "proposed_by": place.colleague}
    days = {"happened_on": timezone.localdate(now), "proposed_at": now, "received_at": now}
    return FamilyProposal.objects.create(op_id=uuid4(), change="born", name="小满", **about, **days)


def channel(place: Any) -> Channel:
    """A group that hears of the place. Looked up each time: a page without places is asked within a request
    whose changes are undone."""
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0"
    found = Channel.objects.filter(area=place.area).first()
    return found or Channel.objects.create(
        vendor="wecom", name="群", area=place.area, address=address, added_at=timezone.now()
    )


def unclear(place: Any) -> Delivery:
    """A message to that group of which nobody knows whether it arrived."""
    now = timezone.now()
    told = {"text": "连心", "made_at": now, "next_try_at": now, "state": "failed", "trouble": "unclear"}
    return Delivery.objects.get_or_create(channel=channel(place), window="test:unclear", defaults=told)[0]


@once
def feedback(place: Any) -> Feedback:
    """What the cadre whose only post lies there says of the system."""
    now = timezone.now()
    return Feedback.objects.create(
        op_id=uuid4(), about="app", text="字太小", staff=place.colleague, sent_at=now, received_at=now
    )


@once
def waiting(place: Any) -> Op:
    """A word about the household whose hash is wrong, sent by the cadre of the place."""
    op = {
        "op_id": str(uuid4()),
        "kind": "card.leave",
        "device_seq": 1,
        "household_id": str(place.household.pk),
        "payload": json.dumps({"household_id": str(place.household.pk), "token_sha256": "0" * 64}),
        "payload_sha256": "0" * 64,
    }
    receive(device(place), json.dumps({"ops": [op]}).encode(), now=timezone.now())
    return Op.objects.get(pk=op["op_id"])


def furnish(places: Iterable[Any]) -> None:
    """Make all of it in every place; photos and positions are on, and the form of a visit is in force."""
    now = timezone.now()
    for code in ("photos", "gps"):
        decided = {"reason": "会议纪要", "asked_at": now, "decided_at": now, "outcome": SwitchChange.ADOPTED}
        SwitchChange.objects.create(code=code, value="on", **decided)
    text = (SHIPPED / "visits" / "2026-01-01.yaml").read_text("utf-8")
    adopt_policy(text=text, actor=None, now=timezone.now())
    for place in places:
        for make in (visit_made, clash, proposal, waiting):
            make(place)
