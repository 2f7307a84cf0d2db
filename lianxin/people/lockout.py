"""Wrong passwords earn a wait. A handler for django-axes; how long one waits is decided in `rules.py`.

axes watches every `authenticate()` and asks this handler first. A number is remembered whether or not anybody
has it, so the answer never tells which numbers exist. Requests of the same moment are all checked before any
of them is counted: as many tries more than the rules say can slip through as the server has threads.
"""

import ipaddress
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lianxin.people.models import SignInTries, Staff
from lianxin.people.rules import FORGET_AFTER, TRUST_ADDRESS_FOR, Tries, plain_number, waits_until
from lianxin.people.vault import blind_index

CHUNK = 500


class GrowingWait(AbstractAxesHandler, AxesBaseHandler):
    """Remembers tries by number and address, and makes the next one wait."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return waits_for(request, credentials, timezone.now()) is not None

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        remembered = _tries_of(_number(credentials))
        return sum(tries.failures for tries in remembered)

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
    ) -> None:
        """Count a wrong try, unless it came during a wait; then show the wait, if there is one."""
        if request is None:
            return
        now = timezone.now()
        if not waits_for(request, credentials, now):
            count_failure(_number(credentials), address_of(request), now)
        if waits_for(request, credentials, now):
            request.axes_locked_out = True
            request.axes_credentials = credentials

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
        """Forget the wrong tries from this address, and know it from now on."""
        SignInTries.objects.update_or_create(
            digest=_digest(user.get_username()),
            address=address_of(request),
            defaults={"failures": 0, "failed_at": None, "signed_in_at": timezone.now()},
        )

    def user_logged_out(self, sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
        """Nothing is remembered of signing out."""


def locked_out(request: HttpRequest, _: Any, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page that says when to try again; 429 with Retry-After in seconds."""
    now = timezone.now()
    until = waits_for(request, credentials, now) or now
    seconds = max(1, math.ceil((until - now).total_seconds()))
    context = {"until": until, "minutes": math.ceil(seconds / 60)}
    response = render(request, "people/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def waits_for(request: HttpRequest, credentials: dict[str, Any] | None, now: datetime) -> datetime | None:
    """When this number may be tried again from the request's address, or None for now."""
    return waits_until(_tries_of(_number(credentials)), address_of(request), now)


@transaction.atomic
def count_failure(number: str, address: str, now: datetime) -> None:
    """Remember one more wrong try, and drop what is too old to matter."""
    SignInTries.objects.filter(
        Q(signed_in_at=None) | Q(signed_in_at__lt=now - TRUST_ADDRESS_FOR), failed_at__lt=now - FORGET_AFTER
    ).delete()
    tries, _ = SignInTries.objects.get_or_create(digest=_digest(number), address=address)
    tries = SignInTries.objects.select_for_update().get(pk=tries.pk)
    is_stale = tries.failed_at is not None and tries.failed_at < now - FORGET_AFTER
    tries.failures = 1 if is_stale else tries.failures + 1
    tries.failed_at = now
    tries.save()


def forget_tries(number: str) -> None:
    """Lift every wait from a number: its password has just been set anew."""
    forget_all_tries([number])


def forget_all_tries(numbers: Sequence[str]) -> None:
    """Lift every wait from some numbers."""
    for start in range(0, len(numbers), CHUNK):
        digests = [_digest(number) for number in numbers[start : start + CHUNK]]
        SignInTries.objects.filter(digest__in=digests).delete()


def locked_until(number: str, now: datetime) -> datetime | None:
    """Until when this number is kept waiting, from the address that waits longest; None when it is not."""
    tries = _tries_of(number)
    waits = [waits_until(tries, address, now) for address in {"", *(one.address for one in tries)}]
    return max((until for until in waits if until), default=None)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: the last hop a trusted proxy saw, or the peer itself.

    X-Forwarded-For is believed only when LIANXIN_BEHIND_PROXY says that there is a proxy, and then only its
    last entry, the one our own proxy wrote. An IPv6 customer owns 2**64 addresses, so those count as one.
    """
    text = request.META.get("REMOTE_ADDR") or ""
    if getattr(settings, "LIANXIN_BEHIND_PROXY", False):
        text = request.META.get("HTTP_X_FORWARDED_FOR", text).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _tries_of(number: str) -> list[Tries]:
    remembered = SignInTries.objects.filter(digest=_digest(number))
    return [Tries(one.address, one.failures, one.failed_at, one.signed_in_at) for one in remembered]


def _digest(number: str) -> bytes:
    return blind_index("sign-in", plain_number(number))


def _number(credentials: dict[str, Any] | None) -> str:
    """The number that was tried: Django calls it `username`, axes by the name of our column."""
    given = credentials or {}
    return str(given.get("username") or given.get(Staff.USERNAME_FIELD) or "")
