"""Signing in and out: number and password, then a one-time code where there is one."""

import django_otp
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.people import actions, unsent
from lianxin.people.access import open_to_all, own_account
from lianxin.people.forms import CodeForm, SignInForm
from lianxin.people.middleware import open_step

CODE_DIGITS = 6


@open_to_all("the sign-in page itself")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(where_to(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        auth.login(request, form.staff)
        actions.sign_in_staff(staff=form.staff, actor=form.staff, now=timezone.now())
        response = redirect(where_to(request))
        unsent.remember_typist(request, response)
        return response
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    context["waits"] = unsent.KEY in request.session
    return render(request, "people/sign_in.html", context)


@open_to_all("whoever wants to leave may leave")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    response = redirect("people:sign-in")
    unsent.forget_typist(response)
    return response


@own_account("the second step of signing in")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_code(request: HttpRequest) -> HttpResponse:
    if open_step(request.user) != "people:one-time-code":
        return redirect(where_to(request))
    factor = request.user.second_factor
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {"code": form.cleaned_data["code"], "actor": request.user, "now": timezone.now()}
        is_digits = len(typed["code"]) == CODE_DIGITS
        use = actions.use_one_time_code if is_digits else actions.use_recovery_code
        if use(factor=factor, **typed):
            django_otp.login(request, factor)
            return redirect(where_to(request))
        form.add_error("code", _("验证码不对。请输入手机上最新的六位数字，或一个没有用过的恢复码。"))
        factor.refresh_from_db()
    until = factor.waits_until
    context = {"form": form, "until": until, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "people/one_time_code.html", context, status=429 if until else 200)


def where_to(request: HttpRequest) -> str:
    """The page the person was on the way to, if it is one of ours, else the first page."""
    wished = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(
        wished, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_path = wished.startswith("/")  # anything else would be taken for the name of a view
    return wished if is_ours and is_path else resolve_url(settings.LOGIN_REDIRECT_URL)
