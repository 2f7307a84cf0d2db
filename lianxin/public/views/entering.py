"""Opening a page with a card: by its picture, by its code, and closing it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.people.access import open_to_all
from lianxin.public.guests import guest_of, let_in, show_out
from lianxin.voice.actions import Opened, open_by_code, open_by_token
from lianxin.voice.rules import read_code, read_token

NO_SUCH = "no"
SLIP = "slip"


@open_to_all("where a household types the code of its card")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A typed code; whoever has opened his card already is sent on."""
    fault = NO_SUCH if "no" in request.GET else ""
    if request.method == "POST":
        opened, fault = _typed(request.POST.get("code", ""))
        if opened is not None:
            response = redirect("public:page")
            let_in(response, opened)
            return response
    elif not fault and guest_of(request):
        return redirect("public:page")
    return render(request, "public/enter.html", {"fault": fault}, status=422 if request.POST else 200)


@open_to_all("a household's card: its picture leads here")
@csrf_exempt
@sensitive_variables("token")
def token(request: HttpRequest, token: str) -> HttpResponse:
    """Sent on at once, so that what stands on the card does not stay in the address; a card that does not
    work is sent to the same place as one that never was. Neither a wrong card nor a wrong method is refused:
    a refusal is written into logs, with the address."""
    plain = read_token(token) if request.method in ("GET", "HEAD") else None
    opened = open_by_token(plain, now=timezone.now()) if plain else None
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
def _typed(text: str) -> tuple[Opened | None, str]:
    """The card of a typed code, or of a typed token, and what is wrong otherwise."""
    now = timezone.now()
    code = read_code(text)
    if code is not None:
        opened = open_by_code(code, now=now)
        return opened, "" if opened else NO_SUCH
    token = read_token(text)
    opened = open_by_token(token, now=now) if token else None
    return opened, "" if opened else SLIP
