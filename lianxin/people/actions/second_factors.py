"""One-time codes and recovery codes: setting up, using, taking away."""

import base64
import secrets
from datetime import datetime

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.people.models import RecoveryCode, SecondFactor, Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.vault import blind_index

SECRET_BYTES = 20
RECOVERY_CODES = 10


def offered_factor(staff: Staff) -> SecondFactor:
    """Return the person's second factor, or one that is not saved: looking at it changes nothing.

    The secret of one that is not saved follows from the vault's key, the person, the moment of this sign-in
    and how often he lost a factor: the same each time the page is opened, another at the next sign-in.
    """
    kept = SecondFactor.objects.filter(user=staff).first()
    return kept or SecondFactor(user=staff, secret=_secret(staff), confirmed=False, name="TOTP")


@transaction.atomic
def begin_second_factor(*, staff: Staff, actor: Staff, now: datetime) -> SecondFactor:
    """Keep the factor that `offered_factor` shows, so that wrong codes are counted.

    Nothing changes for the person until `confirm_second_factor`, so this is not yet news for the ledger.
    """
    offered = {"secret": _secret(staff), "confirmed": False, "name": "TOTP"}
    factor, _ = SecondFactor.objects.get_or_create(user=staff, defaults=offered)
    return factor


@transaction.atomic
def confirm_second_factor(*, factor: SecondFactor, code: str, actor: Staff, now: datetime) -> list[str]:
    """Switch the second factor on, given a code that proves the app shows it; returns the recovery codes.

    They are shown once and never again. Returns [] when the code is wrong (the wrong try is kept, which an
    exception would undo).
    """
    factor = _locked(factor)
    if not factor.verify_token(code):
        return []
    factor.confirmed = True
    factor.save(update_fields=["confirmed"])
    record(kind="staff.second_factor_enabled", actor=actor, now=now, subject=factor.user)
    return _new_recovery_codes(factor.user)


@transaction.atomic
def use_one_time_code(*, factor: SecondFactor, code: str, actor: Staff, now: datetime) -> bool:
    """Whether the code of the moment is right; wrong ones are counted and earn a wait."""
    return _locked(factor).verify_token(code)


@transaction.atomic
def use_recovery_code(*, factor: SecondFactor, code: str, actor: Staff, now: datetime) -> bool:
    """Whether this is a recovery code that was not used yet; it is used now. Wrong ones earn a wait."""
    factor = _locked(factor)
    if factor.waits_until:
        return False
    unused = RecoveryCode.objects.filter(staff=factor.user, digest=_digest(code), used_at=None)
    if not unused.update(used_at=now):
        factor.throttle_increment()
        return False
    factor.throttle_reset()
    left = RecoveryCode.objects.filter(staff=factor.user, used_at=None).count()
    after = {"codes_left": left}
    record(kind="staff.recovery_code_used", actor=actor, now=now, subject=factor.user, after=after)
    return True


@transaction.atomic
def renew_recovery_codes(*, staff: Staff, actor: Staff, now: datetime) -> list[str]:
    """Replace all recovery codes and return the new ones. Raises PeopleRefusal (no-second-factor)."""
    if not SecondFactor.objects.filter(user=staff, confirmed=True).exists():
        raise PeopleRefusal("no-second-factor")
    record(kind="staff.recovery_codes_renewed", actor=actor, now=now, subject=staff)
    return _new_recovery_codes(staff)


@transaction.atomic
def remove_second_factor(*, staff: Staff, actor: Staff | None, now: datetime, reason: str = "") -> None:
    """Take the second factor away, for a lost phone: who must have one sets it up at the next sign-in.

    Raises PeopleRefusal (no-second-factor).
    """
    removed, _ = SecondFactor.objects.filter(user=staff).delete()
    if not removed:
        raise PeopleRefusal("no-second-factor")
    RecoveryCode.objects.filter(staff=staff).delete()
    record(kind="staff.second_factor_removed", actor=actor, now=now, subject=staff, reason=reason)


def _secret(staff: Staff) -> str:
    """Twenty bytes as hexadecimal text, as RFC 4226 advises."""
    removals = Event.objects.about("staff", staff.pk).filter(kind="staff.second_factor_removed").count()
    about = f"{staff.pk}:{staff.last_login}:{removals}"
    key = blind_index("second-factor-1", about) + blind_index("second-factor-2", about)
    return key[:SECRET_BYTES].hex()


def _locked(factor: SecondFactor) -> SecondFactor:
    """The same factor, read again and locked, so that two requests cannot use one code."""
    return SecondFactor.objects.select_for_update(of=("self",)).select_related("user").get(pk=factor.pk)


def _new_recovery_codes(staff: Staff) -> list[str]:
    """Ten codes of 50 random bits, as `abcde-fghij`; the database keeps their digests only."""
    RecoveryCode.objects.filter(staff=staff).delete()
    texts = [base64.b32encode(secrets.token_bytes(10)).decode().lower()[:10] for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(staff=staff, digest=_digest(text)) for text in texts)
    return [f"{text[:5]}-{text[5:]}" for text in texts]


def _digest(code: str) -> bytes:
    plain = "".join(code.lower().replace("-", " ").split())
    return blind_index("recovery-code", plain)
