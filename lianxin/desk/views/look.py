"""Light or dark: a wish of this browser, kept in a cookie that the frame reads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lianxin.desk.forms import LookForm
from lianxin.people.access import own_account
from lianxin.people.views import where_to

COOKIE = "lianxin_look"
A_YEAR = 365 * 24 * 60 * 60


@own_account("how one's own screen looks")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    form = LookForm(request.POST)
    response = redirect(where_to(request))
    if not form.is_valid() or form.cleaned_data["look"] == "auto":
        response.delete_cookie(COOKIE)
        return response
    secure = settings.SESSION_COOKIE_SECURE
    wished = form.cleaned_data["look"]
    response.set_cookie(COOKIE, wished, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response
