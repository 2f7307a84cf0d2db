"""Pages that crash on bad input, each in its own way: what the proof of promise 11 must find."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from lianxin import urls
from lianxin.areas.models import Area
from lianxin.people.access import open_to_all


@open_to_all("a proof")
def trusts_numbers(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(int(request.GET.get("after", "1")) + 1))


@open_to_all("a proof")
def trusts_text(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET.get("next", "").encode("gbk"))


@open_to_all("a proof")
def trusts_json(request: HttpRequest) -> HttpResponse:
    read: Any = json.loads(request.body) if request.content_type == "application/json" else None
    return HttpResponse(repr(read))


@open_to_all("a proof")
def trusts_the_database(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "1")
    return HttpResponse(str(Area.objects.filter(closed_on__gt=after).count()))


PAGES = {
    "trusts numbers": trusts_numbers,
    "trusts text": trusts_text,
    "trusts JSON": trusts_json,
    "trusts the database": trusts_the_database,
}
urlpatterns = [
    *(path(f"{name.split()[-1]}/", view, name=name) for name, view in PAGES.items()),
    *urls.urlpatterns,
]
