"""Accounts: adding people, their passwords, switching an account off and on."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.people.actions.last_admin import keep_a_system_admin
from lianxin.people.lockout import forget_tries
from lianxin.people.models import SecondFactor, Staff
from lianxin.people.profiles import CHANGEABLE, Profile, change_fields, new_staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.rules import plain_number
from lianxin.people.vocabulary import LANGUAGES

PURPOSES = {
    "work": ("联系工作", "to call about work"),
    "urgent": ("有急事", "something urgent"),
    "check": ("核对登记", "to check the register"),
}
"""What a phone may be looked at for, in Chinese and English."""


@transaction.atomic
def add_staff(
    *,
    number: str,
    name: str,
    phone: str = "",
    password: str = "",
    profile: Profile | None = None,
    actor: Staff | None,
    now: datetime,
) -> Staff:
    """Add someone who works here; without a password he cannot sign in until one is set.

    A password given here was chosen by somebody else, so it must be changed at the first sign-in.
    Raises PeopleRefusal (number-empty, name-empty, number-taken) and ValidationError for a weak password.
    """
    number, name = plain_number(number), name.strip()
    if not number:
        raise PeopleRefusal("number-empty")
    if not name:
        raise PeopleRefusal("name-empty")
    if Staff.objects.filter(number=number).exists():
        raise PeopleRefusal("number-taken", number=number)
    staff = new_staff(number=number, name=name, phone=phone, profile=profile or Profile())
    if password:
        validate_password(password, staff)
        staff.set_password(password)
    staff.save(force_insert=True)
    record(kind="staff.added", actor=actor, now=now, subject=staff, after={"number": number, "name": name})
    return staff


@transaction.atomic
def change_staff(
    *,
    staff: Staff,
    name: str | None = None,
    phone: str | None = None,
    profile: Profile | None = None,
    actor: Staff | None,
    now: datetime,
) -> bool:
    """Correct a name, a phone or the profile; None leaves it as it is. Returns whether anything changed.

    The ledger says of a phone only that it changed. Raises PeopleRefusal (name-empty).
    """
    if name is not None and not name.strip():
        raise PeopleRefusal("name-empty")
    before, after = change_fields(staff, name=name, phone=phone, profile=profile)
    if after:
        staff.save(update_fields=CHANGEABLE)
        record(kind="staff.changed", actor=actor, now=now, subject=staff, before=before, after=after)
    return bool(after)


@transaction.atomic
def set_password(*, staff: Staff, password: str, actor: Staff | None, now: datetime) -> None:
    """Set a password; chosen by anyone but the person himself, it must be changed at the next sign-in.

    Every session of the account ends, and waits after wrong passwords are lifted. Raises ValidationError.
    """
    validate_password(password, staff)
    staff.set_password(password)
    staff.must_change_password = actor is None or actor.pk != staff.pk
    staff.save(update_fields=["password", "must_change_password"])
    forget_tries(staff.number)
    after = {"must_change": staff.must_change_password}
    record(kind="staff.password_set", actor=actor, now=now, subject=staff, after=after)


@transaction.atomic
def set_language(*, staff: Staff, language: str, actor: Staff | None, now: datetime) -> None:
    """Choose the language of the pages: "zh-hans" or "en". Raises PeopleRefusal (unknown-language)."""
    if language not in LANGUAGES:
        raise PeopleRefusal("unknown-language", language=language)
    before = {"language": staff.language}
    staff.language = language
    staff.save(update_fields=["language"])
    record(
        kind="staff.changed", actor=actor, now=now, subject=staff, before=before, after={"language": language}
    )


@transaction.atomic
def disable_staff(*, staff: Staff, actor: Staff | None, now: datetime, reason: str = "") -> None:
    """Switch an account off: its next request is refused. Nothing it did is touched.

    Raises PeopleRefusal: own-account, and last-admin when nobody would be left to keep the system.
    """
    if actor is not None and actor.pk == staff.pk:
        raise PeopleRefusal("own-account")
    keep_a_system_admin(without_staff=staff, on=timezone.localdate(now))
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    record(kind="staff.disabled", actor=actor, now=now, subject=staff, reason=reason)


@transaction.atomic
def enable_staff(*, staff: Staff, actor: Staff | None, now: datetime, reason: str = "") -> None:
    """Switch an account on again."""
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    record(kind="staff.enabled", actor=actor, now=now, subject=staff, reason=reason)


@transaction.atomic
def unlock_staff(*, staff: Staff, actor: Staff | None, now: datetime) -> None:
    """Lift the waits after wrong passwords and wrong codes; the person may try again at once."""
    forget_tries(staff.number)
    SecondFactor.objects.filter(user=staff).update(
        throttling_failure_timestamp=None, throttling_failure_count=0
    )
    record(kind="staff.unlocked", actor=actor, now=now, subject=staff)


@transaction.atomic
def reveal_phone(*, staff: Staff, purpose: str, actor: Staff | None, now: datetime) -> str:
    """Return the phone in clear and write down who saw it and what for. Raises PeopleRefusal."""
    if purpose not in PURPOSES:
        raise PeopleRefusal("purpose-needed")
    record(kind="staff.phone_revealed", actor=actor, now=now, subject=staff, cause=purpose)
    return staff.phone


@transaction.atomic
def sign_in_staff(*, staff: Staff, actor: Staff, now: datetime) -> None:
    """Note that someone signed in with number and password; no address is kept in the ledger."""
    staff.last_login = now
    staff.save(update_fields=["last_login"])
    record(kind="staff.signed_in", actor=actor, now=now, subject=staff)
