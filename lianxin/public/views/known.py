"""What is recorded of a household and who looked; the last digits open what is sensitive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lianxin.public.guests import Guest, for_guests, make_known
from lianxin.public.recorded import class_of, looks_of, recorded_of
from lianxin.voice.actions import DigitsWait, check_digits, has_digits

BACK = {"known": "public:known", "class": "public:class"}


@for_guests("what is recorded of a household, for itself")
@require_safe
def known(request: HttpRequest, guest: Guest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "guest": guest,
        "recorded": recorded_of(guest.household, today, is_known=guest.is_known),
        "has_digits": has_digits(guest.household),
        "back": "known",
    }
    return render(request, "public/known.html", context)


@for_guests("the class of a household and why, for itself")
@require_safe
def household_class(request: HttpRequest, guest: Guest) -> HttpResponse:
    today = timezone.localdate()
    found = class_of(guest.household, today, is_known=guest.is_known)
    reviews = list(guest.household.reviews.filter(kind="objection").order_by("-opened_at")[:5])
    context = {
        "guest": guest,
        "found": found,
        "hidden": bool(found and any(reason.is_hidden for reason in found.reasons)),
        "reviews": reviews,
        "is_asked": any(one.decided_at is None for one in reviews),
        "has_digits": has_digits(guest.household),
        "back": "class",
    }
    return render(request, "public/class.html", context)


@for_guests("who looked at what is recorded of a household, for itself")
@require_safe
def looks(request: HttpRequest, guest: Guest) -> HttpResponse:
    context = {"guest": guest, "looks": looks_of(guest.household)}
    return render(request, "public/looks.html", context)


@for_guests("the last digits of the head's number, typed by whoever has the card")
@sensitive_post_parameters("digits")
@require_POST
def digits(request: HttpRequest, guest: Guest) -> HttpResponse:
    response = redirect(BACK.get(request.POST.get("back", ""), "public:known"))
    try:
        if check_digits(guest.household, request.POST.get("digits", "")[:20], now=timezone.now()):
            make_known(response, guest)
        else:
            messages.warning(request, _("后四位不对，请看着身份证再输一次。"))
    except DigitsWait as wait:
        if wait.until is None:
            messages.warning(request, _("输错的次数太多，这一部分先关上了。请联系干部换一张卡。"))
        else:
            at = f"{timezone.localtime(wait.until):%H:%M}"
            messages.warning(request, _("输错的次数太多，请在 %(at)s 以后再试。") % {"at": at})
    return response
