"""What is known of a person besides his number and posts, and how a change of it is told."""

from dataclasses import dataclass
from typing import Any

from lianxin.areas.models import Area
from lianxin.people.models import Staff
from lianxin.people.pinyin import spell
from lianxin.people.vocabulary import abilities_in

CHANGEABLE = ["name", "pinyin", "initials", "phone", "unit", "home_area", "office_area", "abilities"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What pairing asks about a person; `abilities` is a sum of `Ability` bits."""

    unit: str = ""
    home_area: Area | None = None
    office_area: Area | None = None
    abilities: int = 0


def new_staff(*, number: str, name: str, phone: str, profile: Profile) -> Staff:
    """Return an account, not yet saved, with its spelling, and without a usable password."""
    staff = Staff(number=number, phone=phone)
    _set_name(staff, name)
    _set_profile(staff, profile)
    staff.set_unusable_password()
    return staff


def change_fields(
    staff: Staff, *, name: str | None, phone: str | None, profile: Profile | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what is given (None: as it is) and return what the ledger is told: (before, after)."""
    was = _told(staff)
    has_new_phone = phone is not None and phone != staff.phone
    if name is not None:
        _set_name(staff, name.strip())
    if phone is not None:
        staff.phone = phone
    if profile is not None:
        _set_profile(staff, profile)
    now = _told(staff)
    changed = [key for key in was if was[key] != now[key]]
    after = {key: now[key] for key in changed} | ({"phone": "changed"} if has_new_phone else {})
    return {key: was[key] for key in changed}, after


def profile_of(staff: Staff) -> Profile:
    """The profile as it stands."""
    return Profile(staff.unit, staff.home_area, staff.office_area, staff.abilities)


def _set_name(staff: Staff, name: str) -> None:
    spelling = spell(name)
    staff.name, staff.pinyin, staff.initials = name, spelling.pinyin, spelling.initials


def _set_profile(staff: Staff, profile: Profile) -> None:
    staff.unit, staff.abilities = profile.unit.strip(), profile.abilities
    staff.home_area, staff.office_area = profile.home_area, profile.office_area


def _told(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "unit": staff.unit,
        "home": str(staff.home_area_id or ""),
        "office": str(staff.office_area_id or ""),
        "abilities": [ability.code for ability in abilities_in(staff.abilities)],
    }
