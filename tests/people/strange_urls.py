"""Addresses that only the tests of the middleware use: views that ask, and views that forget to."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from lianxin import urls
from lianxin.people.access import ask, may, open_to_all


def asks(request):
    ask(request.user, "household.see")
    return HttpResponse("asked")


def forgets(request):
    return HttpResponse("a household")


def only_looks(request):
    return HttpResponse(f"may: {may(request.user, 'household.see')}")


def sends_away(request):
    return redirect("/asks/")


def misses(request):
    raise Http404


def refuses(request):
    raise PermissionDenied


@open_to_all("a test")
def is_open(request):
    return HttpResponse("open")


urlpatterns = [
    path("asks/", asks, name="asks"),
    path("forgets/", forgets, name="forgets"),
    path("only-looks/", only_looks, name="only-looks"),
    path("sends-away/", sends_away, name="sends-away"),
    path("misses/", misses, name="misses"),
    path("refuses/", refuses, name="refuses"),
    path("is-open/", is_open, name="is-open"),
    *urls.urlpatterns,
]
