"""The theme, light or dark: chosen for one browser and kept in a cookie that the frame reads."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lianxin.people.access import own_account

COOKIE = "lianxin_look"
A_YEAR = 365 * 24 * 60 * 60


class LookForm(forms.Form):
    """Light, dark, or as the machine is set."""

    look = forms.ChoiceField(choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")])


@own_account("how one's own screen looks")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    form = LookForm(request.POST)
    response = HttpResponseRedirect(page_to_return_to(request.POST.get("next", "")))
    if not form.is_valid() or form.cleaned_data["look"] == "auto":
        response.delete_cookie(COOKIE)
        return response
    secure = settings.SESSION_COOKIE_SECURE
    wished = form.cleaned_data["look"]
    response.set_cookie(COOKIE, wished, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def page_to_return_to(path: str) -> str:
    """The page the wish was made on: one of ours, or else the first."""
    try:
        resolve(path)
    except Resolver404:
        return "/"
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
