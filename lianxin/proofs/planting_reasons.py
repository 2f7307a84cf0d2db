"""Bringing secrets into a district as the reason of a step: whoever types one names an illness or a phone."""

import secrets
from typing import Any

from django.utils import timezone

from lianxin.areas.actions import rename_area
from lianxin.field.actions import enrol_device, revoke_device
from lianxin.field.models import Device
from lianxin.pairing.actions import choose_cadre
from lianxin.people.actions import (
    disable_staff,
    dismiss_staff,
    enable_staff,
    end_post,
    end_secondment,
    second_staff,
)
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import make_worker
from lianxin.registry.actions import move_household
from lianxin.registry.actions.placing import correct_place
from lianxin.switches.models import SwitchChange
from lianxin.visits.actions import remove_photo, remove_position
from lianxin.visits.models import Photo, Position, Visit


def give_reasons(planter: Any, number: int) -> None:
    """One cadre, one home and one place, with everything done to them that asks for a reason."""
    _about_a_cadre(planter, number)
    home = planter.family()
    keeper = make_worker(f"K-{number}", Role.COLLECTOR, planter.areas["V1"])
    choose_cadre(home, keeper, note=planter.words("why this cadre and no other"), **planter.by())
    reason = planter.words("why a home stands elsewhere")
    correct_place(home, area=home.area, group_name=f"{number} 组", reason=reason, **planter.by())
    reason = planter.words("why a home moved")
    move_household(home, area=planter.areas["V2"], reason=reason, **planter.by())
    _about_a_switch(planter)
    reason = planter.words("why a place has another name")
    rename_area(area=planter.areas["V3"], name=f"南坡{number}村", reason=reason, **planter.by())
    for visit in Visit.objects.exclude(household=None).filter(position=None)[:1]:
        _about_what_is_enclosed(planter, visit)


def _about_a_switch(planter: Any) -> None:
    """Asked for, and taken back at once by the same person, so that it can be asked for again."""
    reason = planter.words("why a switch")
    change = SwitchChange(code="photos", value="on", reason=reason, asked_at=timezone.now())
    change.decided_at, change.outcome = change.asked_at, SwitchChange.WITHDRAWN
    change.save(force_insert=True)


def _about_a_cadre(planter: Any, number: int) -> None:
    by = planter.by()
    staff = make_worker(f"R-{number}", Role.COLLECTOR, planter.areas["V1"])
    device, _token = enrol_device(staff=staff, name="phone", actor=staff, now=timezone.now())
    revoke_device(Device.objects.get(pk=device.pk), reason=planter.words("why a phone was shut out"), **by)
    lent = second_staff(staff=staff, area=planter.areas["V2"], unit="残联", **by)
    end_secondment(secondment=lent, reason=planter.words("why a secondment ended"), **by)
    disable_staff(staff=staff, reason=planter.words("why an account was shut"), **by)
    enable_staff(staff=staff, reason=planter.words("why it was opened again"), **by)
    post = Post.objects.get(staff=staff)
    end_post(post=post, reason=planter.words("why a post ended"), **by)
    dismiss_staff(staff=staff, reason=planter.words("why somebody left"), **by)


def _about_what_is_enclosed(planter: Any, visit: Visit) -> None:
    about: dict[str, Any] = {"visit": visit, "household": visit.household, "area": visit.area}
    about |= {"staff": visit.staff, "received_at": timezone.now()}
    digests = {"sha256": secrets.token_bytes(32), "picture_sha256": secrets.token_bytes(32)}
    photo = Photo.objects.create(size=1, width=1, height=1, **digests, **about)
    remove_photo(photo, reason=planter.words("why a photo was removed"), **planter.by())
    position = Position.objects.create(spot=[31.25, 108.75], accuracy_m=9, **about)
    remove_position(position, reason=planter.words("why a position was removed"), **planter.by())
