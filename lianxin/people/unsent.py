"""What was typed into a form while the session ended: kept for whoever typed it, until he signs in again.

A session ends by itself after some hours, and a form of the desk may stand open for longer. The answer to
such a form is the sign-in page; what it carried is put, sealed, into the nameless session that begins there,
together with whose it is. A signed cookie outlasts the session and says that; signing out takes it away, for
whoever leaves leaves nothing behind. After signing in again only he finds it, and sends it once more himself.
"""

import base64
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lianxin.cipher import VaultError, decrypt, encrypt

KEY, PLACE = "unsent", "session.unsent"
COOKIE, SALT = "lianxin_typist", "lianxin.people.unsent"
DAYS = 7
SECONDS = DAYS * 24 * 60 * 60

MOST = 200_000
"""Characters of one form at most; what is longer is no form that a person typed."""

NEVER = frozenset({"people", "field"})
"""Whose addresses are never kept: passwords and codes, and what phones send by themselves."""

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 – a field's name


@dataclass(frozen=True)
class Unsent:
    """A form as it was sent: where to, by whom (hex of his key), what it held, and whether with files."""

    path: str
    typist: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def words(self) -> list[str]:
        """What can be read of it: texts that people write, no codes, keys or numbers."""
        return [value for _, value in self.fields if not value.isascii() or " " in value.strip()]


def remember_typist(request: HttpRequest, response: HttpResponse) -> None:
    """Let this browser know, longer than the session lasts, who signed in here."""
    response.set_signed_cookie(
        COOKIE,
        request.user.pk.hex,
        salt=SALT,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_typist(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def typist_of(request: HttpRequest) -> str:
    """Who is signed in or, where the session ended by itself, was; "" when nobody knows."""
    if request.user.is_authenticated:
        return request.user.pk.hex
    if not request.COOKIES.get(COOKIE, "").isascii():  # signing encodes what it compares
        return ""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)


def read(request: HttpRequest, typist: str) -> Unsent | None:
    """What this request carries, or None where there is nothing that could be kept."""
    reached = request.resolver_match
    if request.method != "POST" or reached is None or NEVER & set(reached.namespaces):
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST:
        return None
    return Unsent(request.get_full_path(), typist, fields, bool(request.FILES))


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours sent this form; every browser names the origin of one that is sent by POST."""
    origin = request.headers.get("Origin")
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS


def words_of(request: HttpRequest) -> list[str]:
    """What whoever sent this request wrote into it, to be shown to him alone; files are not read for it."""
    if request.method != "POST" or not is_ours(request) or request.META.get("CONTENT_LENGTH", "") == "":
        return []
    if int(request.META["CONTENT_LENGTH"]) > MOST:
        return []
    unsent = read(request, "")
    return unsent.words if unsent else []


def keep(request: HttpRequest) -> bool:
    """Put what this request carries into its session; whether it could be kept."""
    typist = typist_of(request)
    unsent = read(request, typist) if typist else None
    if unsent is None:
        return False
    text = json.dumps(asdict(unsent))  # with escapes: a lone surrogate is no UTF-8
    request.session[KEY] = base64.b64encode(encrypt(text.encode(), PLACE)).decode()
    return True


def kept_for(request: HttpRequest) -> Unsent | None:
    """What was kept for whoever is signed in now; another's is forgotten at once."""
    sealed = request.session.get(KEY)
    if sealed is None:
        return None
    try:
        known: dict[str, Any] = json.loads(decrypt(base64.b64decode(sealed), PLACE))
    except VaultError:  # another key: a server put back from a backup
        known = {"typist": ""}
    if known["typist"] != request.user.pk.hex:
        forget(request)
        return None
    known["fields"] = [(name, value) for name, value in known["fields"]]
    return Unsent(**known)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
