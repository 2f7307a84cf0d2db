"""What a phone's sign-in proved, and whether that still holds: the password it was done with, and the roles
its owner then had. A new password, or a role he did not have, asks him to sign in again; his unsent work
stays on the phone."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from lianxin.field.asking import Holder
from lianxin.people.access import Held, held_by, held_today, may
from lianxin.people.models import Staff

MARK_BYTES = 16
CONTEXT = b"lianxin-phone-sign-in-1\0"


def mark_of(password: str) -> bytes:
    """By what a password is known again; `password` is the account's hash of it, never the password."""
    return sha256(CONTEXT + password.encode()).digest()[:MARK_BYTES]


def roles_in(held: Iterable[Held]) -> str:
    return ",".join(sorted({post.role.value for post in held}))


def still_holds(mark: bytes, roles: str, password: str, roles_now: str) -> bool:
    """Whether it is the same password, and no role has come that was not there. A role that went changes
    nothing here: rights are read at each request."""
    come = set(filter(None, roles_now.split(","))) - set(roles.split(","))
    return bytes(mark) == mark_of(password) and not come


def must_sign_in(person: Any, mark: bytes, roles: str) -> bool:
    """Whether a phone must sign in again before it is heard. One whose owner does no field work (any more)
    must not: it is to be told to let go of everything."""
    if not person.is_active or not may(person, "field.work"):
        return False
    return not still_holds(mark, roles, person.password, roles_in(held_today(person)))


def must_all_sign_in(holders: Sequence[Holder]) -> list[bool]:
    """The same for the phones of many, with one question for most of them."""
    held = held_by([one.staff_id for one in holders if not one.is_revoked])
    return [not one.is_revoked and _must_sign_in(one, held[one.staff_id]) for one in holders]


def _must_sign_in(one: Holder, held: Sequence[Held]) -> bool:
    if not one.is_active:
        return False
    if any(post.has("field.work") for post in held):
        return not still_holds(one.mark, one.roles, one.password, roles_in(held))
    return must_sign_in(as_asked(one.staff_id, one.password, one.is_active), one.mark, one.roles)


def as_asked(staff_id: Any, password: str, is_active: bool) -> Staff:
    """As much of a person as these questions need, without reading him again."""
    return Staff(pk=staff_id, password=password, is_active=is_active)
