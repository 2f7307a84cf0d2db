"""One's own account: password, second factor, recovery codes, language. Nobody sees another's here."""

import base64
from typing import Any
from urllib.parse import quote

import django_otp
import segno
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.people import actions
from lianxin.people.access import own_account
from lianxin.people.forms import CodeForm, LanguageForm, PasswordForm, PresentPasswordForm
from lianxin.people.middleware import LANGUAGE_COOKIE, needs_second_factor, open_step
from lianxin.people.models import SecondFactor

ISSUER = "连心"


@own_account("one's own number, posts and settings")
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    factor = getattr(request.user, "second_factor", None)
    context = {
        "posts": request.user.posts_on(timezone.localdate()),
        "has_second_factor": factor is not None and factor.confirmed,
        "is_obliged": needs_second_factor(request.user),
        "codes_left": request.user.recovery_codes.filter(used_at=None).count(),
        "language_form": LanguageForm(initial={"language": request.user.language}),
    }
    return _page(request, "people/account.html", context)


@own_account("one's own language")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        actions.set_language(staff=request.user, language=chosen, actor=request.user, now=timezone.now())
    response = redirect("people:account")
    response.delete_cookie(LANGUAGE_COOKIE)
    return response


@own_account("one's own password")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["new"]
        actions.set_password(staff=request.user, password=new, actor=request.user, now=timezone.now())
        auth.update_session_auth_hash(request, request.user)
        messages.success(request, _("密码已改好。其他设备上的登录都已退出。"))
        return redirect(open_step(request.user) or "people:account")
    context = {"form": form, "is_first": request.user.must_change_password}
    return _page(request, "people/password.html", context)


@own_account("setting up one's own second factor")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    factor = actions.offered_factor(request.user)
    if factor.confirmed:
        return redirect("people:account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        factor = actions.begin_second_factor(staff=request.user, actor=request.user, now=now)
        code = form.cleaned_data["code"]
        codes = actions.confirm_second_factor(factor=factor, code=code, actor=request.user, now=now)
        if codes:
            django_otp.login(request, factor)
            return _page(request, "people/recovery_codes.html", {"codes": codes})
        form.add_error("code", _("验证码不对。请核对手机上的时间，再输入最新的六位数字。"))
        factor.refresh_from_db()
    context = {"form": form, "until": factor.waits_until, "is_obliged": needs_second_factor(request.user)}
    return _page(request, "people/second_factor.html", context | _qr_code(factor, request.user.number))


@own_account("giving up one's own second factor")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest) -> HttpResponse:
    if needs_second_factor(request.user) or not SecondFactor.objects.filter(user=request.user).exists():
        return redirect("people:account")
    form = PresentPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.remove_second_factor(staff=request.user, actor=request.user, now=timezone.now())
        messages.success(request, _("两步验证已关闭。"))
        return redirect("people:account")
    return _page(request, "people/removal.html", {"form": form})


@own_account("one's own recovery codes")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, after the password was given once more; the old ones stop working."""
    if not SecondFactor.objects.filter(user=request.user, confirmed=True).exists():
        return redirect("people:account")
    form = PresentPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = actions.renew_recovery_codes(staff=request.user, actor=request.user, now=timezone.now())
        return _page(request, "people/recovery_codes.html", {"codes": codes})
    return _page(request, "people/recovery_codes_renewal.html", {"form": form})


def _qr_code(factor: SecondFactor, number: str) -> dict[str, Any]:
    """The secret as a picture for the phone's camera, and as text in groups of four for typing."""
    secret = base64.b32encode(bytes.fromhex(factor.secret)).decode()
    address = f"otpauth://totp/{quote(f'{ISSUER}:{number}')}?secret={secret}&issuer={quote(ISSUER)}"
    picture = segno.make(address, error="m").svg_inline(scale=5, light="#fff", svgclass="qr", lineclass=None)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"qr": mark_safe(picture), "secret": groups}  # made here from digits and our own words alone


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Inside the desk's frame once signing in is complete, on a plain page before."""
    frames = ["people/plain.html"] if open_step(request.user) else ["desk/frame.html", "people/plain.html"]
    return render(request, template, context | {"frame": select_template(frames)})
