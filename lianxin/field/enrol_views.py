"""A phone signs in: number, password and, where there is one, a one-time code, for a token of its own."""

from datetime import datetime
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from lianxin.field import actions, epochs, sealing, wire
from lianxin.field.doors import Refusal, answer, for_phones, milliseconds, read_body
from lianxin.field.settings_row import settings_row, staff_row
from lianxin.field.tokens import token_in
from lianxin.people.access import may, open_to_all
from lianxin.people.actions import set_password, use_one_time_code, use_recovery_code
from lianxin.people.forms import PASSWORD_LENGTH
from lianxin.people.lockout import waits_for
from lianxin.people.middleware import needs_second_factor
from lianxin.people.models import SecondFactor, Staff
from lianxin.people.rules import plain_number

NUMBER_LENGTH, CODE_LENGTH, CODE_DIGITS = 32, 24, 6


@for_phones("POST")
@open_to_all("a phone signs in")
def enrol(request: HttpRequest) -> HttpResponse:
    wish: wire.Enrolment = read_body(request, wire.Enrolment)
    now = timezone.now()
    staff = _proved(request, wish.number, wish.password, wish.code, now)
    if staff.must_change_password:
        raise Refusal("password-must-change")
    if not may(staff, "field.work"):
        raise Refusal("no-field-work")
    user_logged_in.send(sender=Staff, request=request, user=staff)
    device, token = actions.enrol_device(
        staff=staff,
        name=wish.device_name,
        app_version=wish.app_version,
        former_token=token_in(request.headers.get("Authorization", "")) or "",
        actor=staff,
        now=now,
    )
    return answer(
        {
            "device_id": str(device.pk),
            "token": token,
            "staff": staff_row(staff, now),
            "epoch": epochs.current_or_first(now=now),
            "seal_key": sealing.public_jwk(),
            "server_time_ms": milliseconds(now),
            "settings": settings_row(staff, device),
        }
    )


@for_phones("POST")
@open_to_all("a person with a slip chooses his own password")
def password(request: HttpRequest) -> HttpResponse:
    wish: wire.NewPassword = read_body(request, wire.NewPassword)
    now = timezone.now()
    staff = _proved(request, wish.number, wish.password, wish.code, now)
    new = wish.new_password
    if not 0 < len(new) <= PASSWORD_LENGTH or staff.check_password(new):
        same = "The new password must differ from the present one, and must not be too long."
        raise Refusal("password-weak", message="新密码要和现在的不一样，也不能太长。", message_en=same)
    if weak := _weakness_of(new, staff):
        raise Refusal("password-weak", **weak)
    user_logged_in.send(sender=Staff, request=request, user=staff)
    set_password(staff=staff, password=new, actor=staff, now=now)
    return answer({"changed": True})


def _weakness_of(password: str, staff: Staff) -> dict[str, str]:
    """What speaks against a password, in both languages; nothing when it will do. Validators speak the
    language of the moment in which they look."""
    said = {}
    for name, language, between in (("message", "zh-hans", ""), ("message_en", "en", " ")):
        with override(language):
            try:
                validate_password(password, staff)
            except ValidationError as weak:
                said[name] = between.join(weak.messages)
    return said


def _proved(request: HttpRequest, number: str, password: str, code: str, now: datetime) -> Staff:
    """Who it is, after every proof his account demands. Raises Refusal: wrong, wait, code-needed, code-wrong,
    second-factor-missing."""
    number = plain_number(number)
    if not (0 < len(number) <= NUMBER_LENGTH and number.isprintable() and len(password) <= PASSWORD_LENGTH):
        raise Refusal("wrong")
    staff: Any = authenticate(request, username=number, password=password)
    request.axes_locked_out = False  # type: ignore[attr-defined]  # or axes would answer with its page
    if staff is None:
        until = waits_for(request, {"username": number}, timezone.now())
        raise Refusal("wait", until_ms=milliseconds(until)) if until else Refusal("wrong")
    factor = SecondFactor.objects.filter(user=staff, confirmed=True).first()
    if factor:
        _prove_code(factor, staff, plain_number(code).lower(), now)
    elif needs_second_factor(staff):
        raise Refusal("second-factor-missing")
    return staff


def _prove_code(factor: SecondFactor, staff: Staff, code: str, now: datetime) -> None:
    if not code:
        raise Refusal("code-needed")
    use = use_one_time_code if len(code) == CODE_DIGITS else use_recovery_code
    if len(code) > CODE_LENGTH or not use(factor=factor, code=code, actor=staff, now=now):
        factor.refresh_from_db()
        if until := factor.waits_until:
            raise Refusal("code-wrong", until_ms=milliseconds(until))
        raise Refusal("code-wrong")
