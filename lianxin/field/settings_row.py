"""What a phone is told about its owner and about how it shall behave here."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from lianxin import switches
from lianxin.field.models import Device
from lianxin.field.proving import proof_key
from lianxin.people.models import Post, Staff
from lianxin.people.vocabulary import Role
from lianxin.visits.photos.limits import MOST_PER_VISIT

LOCK_MINUTES, LOCK_TRIES = 5, 5
CONTACT_DAYS, KEEP_DAYS_MIN, KEEP_DAYS_MAX = 14, 7, 30
PHOTO_PX = 1600
URGENT_NUMBERS = (
    ("报警", "Police", "110"),
    ("急救", "Ambulance", "120"),
    ("火警", "Fire", "119"),
)


def settings_row(staff: Staff, device: Device) -> dict[str, Any]:
    """The settings of section `Wire` in the protocol. `town_phone`: of the head of a town he works in;
    `proof_key`: by which what this phone seals is known to be its own."""
    return {
        "lock_minutes": LOCK_MINUTES,
        "lock_tries": LOCK_TRIES,
        "contact_days": CONTACT_DAYS,
        "photos": switches.is_on("photos"),
        "gps": switches.is_on("gps"),
        "photo_px": PHOTO_PX,
        "photos_most": MOST_PER_VISIT,
        "keep_days_min": KEEP_DAYS_MIN,
        "keep_days_max": KEEP_DAYS_MAX,
        "urgent_numbers": [
            {"title_zh": zh, "title_en": en, "number": number} for zh, en, number in URGENT_NUMBERS
        ],
        "town_phone": town_phone(staff),
        "proof_key": proof_key(device.pk),
    }


def staff_row(staff: Staff, now: datetime) -> dict[str, Any]:
    """Who the phone's owner is."""
    post = staff.posts_on(timezone.localdate(now)).first()
    title = (post.title or str(post.get_role_display())) if post else ""
    return {"id": str(staff.pk), "name": staff.name, "number": staff.number, "title": title}


def town_phone(staff: Staff) -> str:
    """The phone of the head of the town he works in; empty where there is none, or it is not known."""
    today = timezone.localdate()
    paths = list(staff.posts.on(today).values_list("area__path", flat=True))
    codes = {code for path in paths for code in path.split("/") if code}
    heads = Post.objects.on(today).filter(role=Role.TOWN_HEAD.value, area__code__in=codes)
    head = heads.filter(staff__is_active=True).select_related("staff").order_by("pk").first()
    return head.staff.phone if head else ""
