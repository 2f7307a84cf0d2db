"""How a request of a phone comes in: by its token, without cookies, and answered in JSON both languages."""

import logging
import random
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone

from lianxin.field import asking, wire
from lianxin.field.models import Device
from lianxin.field.sign_ins import as_asked, must_sign_in
from lianxin.field.tokens import hash_of, token_in

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)
LATER_S = (5, 30)
"""Between so many seconds a phone is asked to wait when the database is in trouble."""

REFUSALS: dict[str, tuple[int, str, str]] = {
    "unknown-token": (
        401,
        "服务器不认识这台手机，请重新登录；手机上的内容不会丢。",
        "The server does not know this phone. Sign in again; nothing on it is lost.",
    ),
    "sign-in-again": (
        401,
        "密码或职务变了，请重新登录；手机上的内容不会丢，登录后接着传。",
        "Your password or your post has changed. Sign in again; nothing on the phone is lost.",
    ),
    "wrong": (
        401,
        "工号或密码不对。请再核对一次；忘了密码，请找本单位的系统管理员重设。",
        "Number or password is wrong. If you forgot it, ask your administrator for a new one.",
    ),
    "code-needed": (403, "请输入六位验证码。", "Enter the six-digit code."),
    "code-wrong": (
        403,
        "验证码不对，请输入最新的六位数字。",
        "The code is wrong; enter the newest digits.",
    ),
    "second-factor-missing": (
        403,
        "您的职务要用两步验证，请先在电脑上设好。",
        "Your post needs one-time codes; set them up at a computer first.",
    ),
    "no-field-work": (403, "您现在没有走访的职务。", "You have no post for visits."),
    "password-must-change": (
        403,
        "这是一次性密码，请先改成自己的密码。",
        "This is a one-time password; choose your own first.",
    ),
    "password-weak": (400, "新密码不合要求。", "The new password is too weak."),
    "wait": (429, "试得太多了，请稍后再试。", "Too many tries; wait a while."),
    "too-large": (413, "一次传得太多，请分小再传。", "Too much at once; send it in smaller parts."),
    "not-json": (400, "内容读不出来。", "The content cannot be read."),
    "not-as-agreed": (400, "内容格式不对。", "The content is not in the agreed form."),
    "seal-broken": (
        400,
        "密封的内容打不开，已原样存好。",
        "What was sealed does not open; it is kept as it came.",
    ),
    "method": (405, "请求方式不对。", "This address does not answer that method."),
    "photos-off": (403, "本区没有开通走访照片。", "Photos are switched off in this district."),
    "photos-declined": (
        409,
        "这一户说了不同意留照片，没有收。",
        "This household does not agree to photos; it was not taken in.",
    ),
    "photo-refused": (400, "这张照片不收。", "This photo is not accepted."),
    "photo-unknown": (404, "没有这张照片。", "There is no such photo."),
    "offset-differs": (409, "续传的位置不对。", "The upload goes on from another place."),
    "photo-known": (409, "这个编号已经是另一张照片的。", "Another photo has this number."),
    "photos-full": (409, "这次走访的照片已经够多了。", "This visit has as many photos as it may."),
    "photos-today": (
        429,
        "今天传的照片够多了，明天接着传。",
        "Enough photos for today; the rest goes tomorrow.",
    ),
    "photo-damaged": (
        422,
        "照片传坏了，手机会重新传。",
        "The photo was damaged on its way; it is sent anew.",
    ),
    "no-piece": (415, "内容格式不对。", "A piece of a photo was expected."),
    "visit-waits": (
        409,
        "这次走访还没有收下，照片和位置先留在手机上。",
        "The visit has not been taken in yet; its photos and its place wait on the phone.",
    ),
    "gps-off": (403, "本区没有开通走访定位。", "Positions are switched off in this district."),
    "gps-declined": (
        409,
        "这一户说了不同意记位置，没有收。",
        "This household does not agree to its place being noted; it was not taken in.",
    ),
    "position-known": (409, "这次走访已经记过位置。", "This visit has a position already."),
    "busy": (
        503,
        "服务器这会儿忙不过来，手机会自己再传，内容不会丢。",
        "The server is too busy just now; the phone sends again by itself, nothing is lost.",
    ),
    "incomplete": (400, "内容没有传完。", "The content broke off."),
}


class Refusal(Exception):
    """A request that is refused. `message` is said in place of the code's own, in both languages; `more` goes
    into the JSON beside code and messages."""

    def __init__(self, code: str, *, message: str = "", message_en: str = "", **more: Any) -> None:
        super().__init__(code)
        self.code, self.message, self.message_en, self.more = code, message, message_en, more


def answer(content: Any, status: int = 200) -> HttpResponse:
    """JSON that nobody keeps."""
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    return HttpResponse(body, "application/json", status, headers={"Cache-Control": "no-store"})


def refuse(code: str, *, message: str = "", message_en: str = "", **more: Any) -> HttpResponse:
    status, said, said_en = REFUSALS[code]
    words = {"message": message or said, "message_en": message_en or said_en}
    return answer({"code": code} | words | more, status)


def _later() -> HttpResponse:
    """Nothing is known of what was sent; phones send it again, and not all of them at the same moment."""
    response = refuse("busy")
    response.headers["Retry-After"] = str(random.randint(*LATER_S))
    return response


def for_phones(*methods: str) -> Callable[[View], View]:
    """A view that phones reach without a session: no cookies, so no CSRF token; refusals become JSON."""

    def mark(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Refusal("method")
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                words = {"message": refusal.message, "message_en": refusal.message_en}
                return refuse(refusal.code, **words, **refusal.more)
            except PermissionDenied:
                return refuse("no-field-work")
            except (OperationalError, InterfaceError):
                log.exception("the database is in trouble, %s is to come again", request.path)
                return _later()

        answered.csrf_exempt = True  # type: ignore[attr-defined]
        answered.login_required = False  # type: ignore[attr-defined]
        return answered

    return mark


def device_of(request: HttpRequest) -> Device:
    """The phone whose token the request carries, revoked or not. Raises Refusal: unknown-token,
    sign-in-again."""
    return Device.objects.select_related("staff").get(pk=key_of_device(request))


def key_of_device(request: HttpRequest) -> UUID:
    """The key of that phone; how it stands is read once it is locked. One that is out of use is let through:
    it has something to be told. Raises Refusal: unknown-token, sign-in-again."""
    found = holder_of(request)
    owner = as_asked(found.staff_id, found.password, found.is_active)
    if not found.is_revoked and must_sign_in(owner, found.mark, found.roles):
        raise Refusal("sign-in-again")
    return found.device_id


def holder_of(request: HttpRequest) -> asking.Holder:
    """The phone whose token the request carries; whether it must sign in again is asked with the work for it
    (`receive`). Raises Refusal: unknown-token."""
    token = token_in(request.META.get("HTTP_AUTHORIZATION", ""))  # `headers` would read all of them
    found = asking.device_with(hash_of(token)) if token else None
    if found is None:
        raise Refusal("unknown-token")
    return found


def body_of(request: HttpRequest) -> bytes:
    """The bytes of a request. Raises Refusal: too-large, incomplete."""
    try:
        return request.body
    except RequestDataTooBig:
        raise Refusal("too-large") from None
    except UnreadablePostError:
        raise Refusal("incomplete") from None


def read_body(request: HttpRequest, kind: type[Any]) -> Any:
    """A request's JSON as the wanted kind. Raises Refusal: too-large, incomplete, not-json, not-as-agreed."""
    try:
        return wire.read(body_of(request), kind)
    except wire.Unreadable as unreadable:
        raise Refusal(unreadable.code) from None


def milliseconds(moment: Any = None) -> int:
    return int((moment or timezone.now()).timestamp() * 1000)
