"""The app itself: a page, its service worker and its manifest. There are no secrets in any of them."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from lianxin import switches
from lianxin.field.doors import answer, for_phones
from lianxin.field.shell import present_build
from lianxin.people.access import open_to_all

ICONS = (
    ("icon-192", "192x192", "any"),
    ("icon-512", "512x512", "any"),
    ("icon-mask-512", "512x512", "maskable"),
)
NO_WORKER = b"// The app was not built on this server.\n"


@for_phones("GET", "HEAD")
@open_to_all("the app's page; what it shows comes from the phone and from the sync")
def app(request: HttpRequest) -> HttpResponse:
    response = render(request, "field/app.html", {"build": present_build()})
    response.headers["Permissions-Policy"] = devices_wanted()
    return response


def devices_wanted() -> str:
    """Which of a phone's devices the page may ask for: none, unless the district has switched it on."""
    camera, place = ("(self)" if switches.is_on(code) else "()" for code in ("photos", "gps"))
    return f"camera={camera}, geolocation={place}, microphone=()"


@for_phones("GET", "HEAD")
@open_to_all("the app's service worker")
def service_worker(request: HttpRequest) -> HttpResponse:
    """At an address of its own, so that it may speak for all of /field/."""
    found = finders.find("field/sw.js")
    script = Path(str(found)).read_bytes() if found else NO_WORKER
    return HttpResponse(script, "text/javascript; charset=utf-8", headers={"Cache-Control": "no-store"})


@for_phones("GET", "HEAD")
@open_to_all("the app's manifest")
def manifest(request: HttpRequest) -> HttpResponse:
    start = reverse("field:app")
    content = {
        "id": start,
        "name": "连心走访",
        "short_name": "连心",
        "lang": "zh-Hans",
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#faf8f5",
        "theme_color": "#faf8f5",
        "icons": [
            {"src": static(f"field/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }
    response = answer(content)
    response.headers["Content-Type"] = "application/manifest+json"
    return response


@for_phones("GET", "HEAD")
@open_to_all("the version of the app")
def version(request: HttpRequest) -> HttpResponse:
    return answer({"version": present_build().version})
