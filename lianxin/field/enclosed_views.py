"""Photos and positions of visits, after the visit itself: photos in pieces, as tus 1.0 has it, so that what
broke off goes on where it stopped. Where the district has not switched them on, nothing is read at all."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from lianxin import switches
from lianxin.field import wire
from lianxin.field.actions.carrying import is_declined, keep_position, visit_of
from lianxin.field.doors import Refusal, answer, body_of, device_of, for_phones, read_body
from lianxin.field.enclosed_wire import PIECES, Asked, PhotoBegun, PositionNoted, is_sound
from lianxin.people.access import ask
from lianxin.visits import actions
from lianxin.visits.actions import UploadRefused
from lianxin.visits.models import Photo, Position, Visit
from lianxin.visits.models.arriving import PhotoUpload
from lianxin.visits.photos import limits
from lianxin.voice.vocabulary import Purpose

TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}


@for_phones("POST")
def photos(request: HttpRequest) -> HttpResponse:
    """A photo is about to come: how long it is and what it hashes to; or how far it came before."""
    person = _person(request, "photos")
    begun: PhotoBegun = read_body(request, PhotoBegun)
    if not is_sound(begun):
        raise Refusal("not-as-agreed")
    key, visit = UUID(begun.photo_id), _visit(begun.visit_id, person)
    if is_declined(visit, Purpose.PHOTOS):
        raise Refusal("photos-declined")
    about = {"length": begun.size, "digest": bytes.fromhex(begun.sha256)}
    try:
        found = actions.begin_upload(key=key, visit=visit, **about, actor=person, now=timezone.now())
    except UploadRefused as refused:
        raise _refusal(refused) from None
    said = {"state": found.state, "offset": found.received, "length": found.length, "piece": limits.PIECE}
    response = answer(said, 201 if found.state == "arriving" else 200)
    for name, value in (TUS | {"Location": reverse("field:photo", kwargs={"key": key})}).items():
        response.headers[name] = value
    return response


@for_phones("HEAD", "PATCH")
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a photo is; or its next bytes, the last of which make it whole."""
    person = _person(request, "photos")
    try:
        if request.method == "HEAD":
            found = actions.how_far(key, actor=person)
            return _at(found, 200)
        data = body_of(request)
        if data and request.content_type != PIECES:
            raise Refusal("no-piece")
        start = request.headers.get("Upload-Offset", "")
        if not (start.isascii() and start.isdigit() and len(start) < 10):
            raise Refusal("not-as-agreed")
        upload = PhotoUpload.objects.of(person).select_related("visit").filter(pk=key).first()
        if upload and is_declined(upload.visit, Purpose.PHOTOS):
            raise Refusal("photos-declined")
        found = actions.add_piece(key, data, start=int(start), actor=person)
        if found.state == "arriving" and found.received == found.length:
            actions.finish_upload(key, actor=person, now=timezone.now())
    except UploadRefused as refused:
        raise _refusal(refused) from None
    return _at(found, 204)


@for_phones("POST")
def positions(request: HttpRequest) -> HttpResponse:
    """Where a cadre pressed "note the place"; one for a visit."""
    person = _person(request, "gps")
    noted: PositionNoted = read_body(request, PositionNoted)
    if not is_sound(noted):
        raise Refusal("not-as-agreed")
    visit = _visit(noted.visit_id, person)
    if is_declined(visit, Purpose.PLACE):
        raise Refusal("gps-declined")
    found = keep_position(noted, visit, actor=person, now=timezone.now())
    if found is None:
        raise Refusal("position-known")
    return answer({"state": "removed" if found.removed_at else "received"})


@for_phones("POST")
def enclosed(request: HttpRequest) -> HttpResponse:
    """What has become of what this person enclosed: a phone keeps its copy until a checked backup has it, and
    sends again what the server does not know (any more). It is answered whatever the switches say."""
    device = device_of(request)
    ask(device.staff, "field.work")
    asked: Asked = read_body(request, Asked)
    said: dict[str, str] = {}
    for model, keys in ((Photo, asked.photos), (Position, asked.positions)):
        wanted = [key for key in map(wire.key_of, keys[:500]) if key]
        found: dict[UUID, Any] = model.objects.of(device.staff).in_bulk(wanted)
        said |= {str(key): _state(found.get(key)) for key in wanted}
    return answer({"states": said})


def _state(one: Photo | Position | None) -> str:
    if one is None:
        return "unknown"
    if one.removed_at:
        return "removed"
    return "backed_up" if one.backed_up_at else "received"


def _person(request: HttpRequest, switch: str) -> Any:
    """Whoever sends, once the district wants it and his phone is in use. Raises Refusal, PermissionDenied."""
    device = device_of(request)
    ask(device.staff, "field.work")
    if device.revoked_at is not None:
        raise Refusal("no-field-work")
    if not (switches.is_on("photos") if switch == "photos" else switches.is_on("gps")):
        raise Refusal(f"{switch}-off")
    return device.staff


def _visit(key: str, person: Any) -> Visit:
    """The visit, when this person made it, or his phone brought it. Raises Refusal: visit-waits."""
    visit = visit_of(key, person)
    if visit is None:
        raise Refusal("visit-waits")
    return visit


def _at(found: actions.Standing, status: int) -> HttpResponse:
    """How far a photo is, in the headers of tus; one that is whole has all of its bytes, however many."""
    headers = TUS | {"Photo-State": found.state}
    if found.state == "arriving":
        headers |= {"Upload-Offset": str(found.received), "Upload-Length": str(found.length)}
    response = HttpResponse(status=status, headers=headers)
    if status == 204:
        del response.headers["Content-Type"]
    return response


def _refusal(refused: UploadRefused) -> Refusal:
    more = {} if refused.received is None else {"offset": refused.received}
    return Refusal(refused.code, **more)
