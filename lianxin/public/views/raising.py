"""/ask/: raise a need, a suggestion or a complaint, with or without a card; follow it by a receipt.

What it is stands in the form and never in the address: an address would tell whoever keeps a log that
somebody complained.
"""

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lianxin.desk.words import said
from lianxin.people.access import open_to_all
from lianxin.people.lockout import address_of
from lianxin.problems.complaints.actions import Raised, record_complaint
from lianxin.problems.complaints.queries import found_by
from lianxin.problems.complaints.receipts import code_for
from lianxin.problems.complaints.vocabulary import HOTLINE, Matter
from lianxin.problems.vocabulary import Channel
from lianxin.public.guests import guest_of
from lianxin.public.raising import COMPLAINT, AskForm, categories, new_key, places, read_key
from lianxin.public.receipts import followed
from lianxin.registry.masking import mask_name
from lianxin.voice.actions import Told, contacts_of, take_in
from lianxin.voice.vocabulary import AskKind


@open_to_all("whoever has a need, a suggestion or a complaint says it here")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; sent, the receipt. Nothing is refused for coming too often: see `take_in`."""
    guest = guest_of(request)
    form = AskForm(request.POST if request.method == "POST" else None, guest=guest)
    if request.method == "POST" and form.is_valid():
        code = _taken(request, form)
        context = {"guest": guest, "code": code, "told": followed(code, timezone.now())}
        context |= {"contacts": contacts_of(form.place) if form.place else [], "is_new": True}
        return _quiet(render(request, "public/receipt.html", context))
    head = guest.household.head if guest else None
    key = request.POST.get("key", "") if request.method == "POST" else ""
    context = {
        "guest": guest,
        "name": mask_name(head.name) if head else "",
        "form": form,
        "key": key or new_key(),
        "places": [] if guest else places(),
        "categories": categories(),
        "manners": [(one.value, said(one)) for one in Matter],
        "hotline": HOTLINE,
    }
    return render(request, "public/ask.html", context, status=422 if form.is_bound else 200)


@open_to_all("whoever has a receipt follows what he raised")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Where the code of a receipt is typed. A code has a hundred bits: wrong ones are neither counted nor
    punished, so nobody can shut another's receipt, or a village that shares an address."""
    typed = request.POST.get("code", "")
    told = followed(typed, timezone.now()) if typed else None
    if told is not None:
        return _quiet(render(request, "public/receipt.html", {"guest": guest_of(request), "told": told}))
    is_wrong = request.method == "POST" or "no" in request.GET
    context = {"guest": guest_of(request), "is_wrong": is_wrong}
    return render(request, "public/follow.html", context, status=422 if request.method == "POST" else 200)


@open_to_all("the address on a receipt")
@sensitive_variables("code")
def followed_at(request: HttpRequest, code: str) -> HttpResponse:
    """The same by an address. A code that opens nothing is led on: a refusal would be logged with it."""
    told = followed(code, timezone.now()) if request.method in ("GET", "HEAD") else None
    if told is None:
        return _quiet(redirect(f"{reverse('public:follow')}?no"))
    return _quiet(render(request, "public/receipt.html", {"guest": guest_of(request), "told": told}))


@sensitive_variables()
def _taken(request: HttpRequest, form: AskForm) -> str:
    """Keep what a valid form says and return the code of its receipt; the same sent twice is one thing."""
    given = form.cleaned_data
    place = form.place.pk if form.place else ""
    code = code_for(f"{read_key(given['key'])} {given['kind']} {place} {given['words']}")
    try:
        with transaction.atomic():
            if given["kind"] == COMPLAINT:
                _complain(form, code)
            else:
                take_in(_told(request, form), code=code, now=timezone.now())
    except IntegrityError:
        if followed(code, timezone.now()) is None:
            raise
    return code


def _told(request: HttpRequest, form: AskForm) -> Told:
    given, guest = form.cleaned_data, form.guest
    assert form.place is not None
    return Told(
        kind=AskKind(given["kind"]),
        area=form.place.pk,
        words=given["words"],
        category=given["category"],
        wished=given["wished"],
        caller=" ".join(filter(None, [form.who("name"), form.who("phone")])),
        household=form.household,
        card=guest.card if guest else None,
        address=address_of(request),
        is_odd=bool(given["website"]),
    )


def _complain(form: AskForm, code: str) -> None:
    """A complaint leaves nothing but itself: it is not counted, and no event names it."""
    if found_by(code) is not None:
        return
    given, now = form.cleaned_data, timezone.now()
    assert form.place is not None
    wished = f"\n{given['wished']}" if given["wished"] else ""
    raised = Raised(
        words=given["words"] + wished,
        area=form.place.pk,
        channel=Channel.RESIDENT,
        raised_at=now,
        matter=Matter(given["matter"] or Matter.OTHER),
        said_of=given["said_of"],
        household=form.household,
        complainant=form.who("name"),
        contact=form.who("phone"),
    )
    record_complaint(raised, code=code, actor=None, now=now)


def _quiet(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
