"""Pages that leak, each in its own way, and two that do not: what the matrix must be able to tell apart."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from lianxin import urls
from lianxin.people.access import areas_seen, ask, open_to_all, own_account
from lianxin.registry.models import Household


def _names(households):
    return HttpResponse("、".join(household.head.name for household in households))


def _get(request):
    if request.method != "GET":
        return HttpResponse(status=405)
    return None


def sound_page(request, number):
    ask(request.user, "household.see")
    household = get_object_or_404(Household.objects.seen_by(request.user), number=number)
    return _get(request) or _names([household])


def sound_list(request):
    ask(request.user, "household.see")
    return _get(request) or _names(Household.objects.seen_by(request.user))


def asks_too_little(request, number):
    """Asks whether the person sees any household at all."""
    ask(request.user, "household.see")
    return _get(request) or HttpResponse("a household")


def wrong_verb(request, number):
    """Asks whether one may look, and lets him edit."""
    household = get_object_or_404(Household, number=number)
    ask(request.user, "household.see", household)
    return _get(request) or HttpResponse("a form")


def lists_all(request):
    ask(request.user, "household.see")
    return _get(request) or _names(Household.objects.all())


def shows_too_little(request):
    ask(request.user, "household.see")
    return _get(request) or _names(Household.objects.seen_by(request.user)[1:])


def forgets_care(request, number):
    """Goes by the areas of posts alone."""
    ask(request.user, "household.see")
    household = get_object_or_404(Household, area__in=areas_seen(request.user), number=number)
    return _get(request) or _names([household])


def care_reaches_too_far(request):
    """Whoever keeps a household is shown those around it."""
    ask(request.user, "household.see")
    seen = Household.objects.seen_by(request.user)
    return _get(request) or _names(Household.objects.filter(area__parent__children__in=seen.values("area")))


def filters_by_area(request):
    """Shows one's own households until a filter is given."""
    ask(request.user, "household.see")
    code = request.GET.get("area")
    inside = {"area__code": code} if code else {"area__in": areas_seen(request.user)}
    return _get(request) or _names(Household.objects.filter(**inside))


def never_asks(request, number):
    return _get(request) or HttpResponse("a household")


def refusal_that_tells(request, number):
    ask(request.user, "household.see")
    if not Household.objects.seen_by(request.user).filter(number=number).exists():
        other = Household.objects.get(number=number)
        return HttpResponse(f"{other.head.name} is not yours", status=403)
    return _get(request) or HttpResponse("yours")


def shuts_out(request):
    ask(request.user, "system.manage")
    return _get(request) or HttpResponse("nothing")


def changes_on_get(request):
    ask(request.user, "household.edit")
    return HttpResponse("changed")


@own_account("a test")
def own_page(request):
    return _get(request) or _names(Household.objects.all())


@open_to_all("a test")
def opened(request):
    return HttpResponse("everything")


patterns = [
    path("sound/<number>/", sound_page, name="sound-page"),
    path("sound/", sound_list, name="sound-list"),
    path("asks-too-little/<number>/", asks_too_little, name="asks-too-little"),
    path("wrong-verb/<number>/", wrong_verb, name="wrong-verb"),
    path("lists-all/", lists_all, name="lists-all"),
    path("shows-too-little/", shows_too_little, name="shows-too-little"),
    path("forgets-care/<number>/", forgets_care, name="forgets-care"),
    path("care-reaches-too-far/", care_reaches_too_far, name="care-reaches-too-far"),
    path("filter/", filters_by_area, name="filter"),
    path("never-asks/<number>/", never_asks, name="never-asks"),
    path("refusal-that-tells/<number>/", refusal_that_tells, name="refusal-that-tells"),
    path("shuts-out/", shuts_out, name="shuts-out"),
    path("changes-on-get/", changes_on_get, name="changes-on-get"),
    path("own-page/", own_page, name="own-page"),
    path("open/", opened, name="open"),
    path("nameless/", opened),
]
urlpatterns = [
    path("", include((patterns, "leaky"))),
    *urls.urlpatterns,
]
