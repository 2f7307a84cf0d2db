"""Opening a page with a card: by its picture, by its code, and closing it again."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.people.access import open_to_all
from lianxin.people.lockout import address_of
from lianxin.public.guests import guest_of, let_in, show_out
from lianxin.public.previews import is_preview
from lianxin.voice.actions import CodeWait, Opened, card_of, open_by_code
from lianxin.voice.rules import read_code, read_token

NO_SUCH = "no"
SLIP = "slip"
WAIT = "wait"


@open_to_all("where a household types the code of its card")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A typed code; whoever has opened his card already is sent on."""
    fault, until = (NO_SUCH if "no" in request.GET else ""), None
    if request.method == "POST":
        try:
            opened, fault = _typed(request)
        except CodeWait as wait:
            opened, fault, until = None, WAIT, _whole_minute(wait.until)
        if opened is not None:
            response = redirect("public:page")
            let_in(response, opened)
            return response
    elif not fault and guest_of(request):
        return redirect("public:page")
    context = {"fault": fault, "until": until}
    return render(request, "public/enter.html", context, status=422 if request.POST else 200)


@open_to_all("a household's card: its picture leads here")
@csrf_exempt
@sensitive_variables("token")
def token(request: HttpRequest, token: str) -> HttpResponse:
    """Sent on at once, so that what stands on the card does not stay in the address; a card that does not
    work is sent to the same place as one that never was. Neither a wrong card nor a wrong method is refused:
    a refusal is written into logs, with the address. What shows a preview of the address learns nothing."""
    if is_preview(request):
        response = redirect("public:enter")
    else:
        plain = read_token(token) if request.method == "GET" else None
        opened = card_of(plain) if plain else None
        response = redirect("public:page") if opened else redirect(f"{reverse('public:enter')}?no")
        if opened:
            let_in(response, opened)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@open_to_all("closing one's own page")
@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    response = redirect("public:enter")
    show_out(response)
    return response


@sensitive_variables()
def _typed(request: HttpRequest) -> tuple[Opened | None, str]:
    """The card of a typed code, or of a typed token, and what is wrong otherwise. Raises CodeWait."""
    text = request.POST.get("code", "")
    code = read_code(text)
    if code is not None:
        opened = open_by_code(code, source=address_of(request), now=timezone.now())
        return opened, "" if opened else NO_SUCH
    token = read_token(text)
    opened = card_of(token) if token else None
    return opened, "" if opened else SLIP


def _whole_minute(moment: datetime) -> datetime:
    """The next whole minute, where the district is: nobody is told to come back a few seconds too early."""
    return timezone.localtime(moment + timedelta(minutes=1)).replace(second=0, microsecond=0)
