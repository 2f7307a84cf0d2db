"""What a household asks on its page: a person to look at its class, another cadre, its rights, consent."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.classification.actions import ReviewRefused, open_objection
from lianxin.desk.pairing.words import refusal
from lianxin.desk.rights.consents import consents_of
from lianxin.desk.words import day_words, refused_words, said
from lianxin.pairing.actions import note_wish
from lianxin.pairing.models import Wish
from lianxin.pairing.refusals import PairingRefused
from lianxin.public.guests import Guest, for_guests
from lianxin.voice.actions import (
    VoiceRefused,
    days_to_answer,
    give_consent,
    note_request,
    withdraw_consent,
)
from lianxin.voice.models import Request
from lianxin.voice.vocabulary import Outcome, Purpose, RequestKind

MOST_WORDS = 1000


@for_guests("a household asks that a person looks at its class")
@require_POST
def review(request: HttpRequest, guest: Guest) -> HttpResponse:
    words = _words(request) or _("请人再看一看。")
    try:
        open_objection(guest.household, words=words, actor=None, now=timezone.now())
    except ReviewRefused as refused:
        known = {
            "already-open": _("您已经请人看了，正在看，结果会写在这里。"),
            "no-class": _("您家还没有分类，等分好了再看。"),
        }
        messages.warning(request, known.get(refused.code, refused.message))
    else:
        messages.success(request, _("记下了，会有人来看，结果写在这里。"))
    return redirect("public:class")


@for_guests("a household asks for another cadre")
@require_http_methods(["GET", "HEAD", "POST"])
def cadre(request: HttpRequest, guest: Guest) -> HttpResponse:
    if request.method == "POST":
        try:
            note_wish(guest.household, words=_words(request), actor=None, now=timezone.now())
        except PairingRefused as refused:
            known = {"already-open": _("您已经请换过了，正在办，答复会写在这里。")}
            messages.warning(request, known.get(refused.code) or refusal(refused))
        else:
            messages.success(request, _("记下了。这位干部看不到您写的话，几天内答复您。"))
        return redirect("public:cadre")
    wishes = Wish.objects.filter(household=guest.household).select_related("about").order_by("-asked_at")[:5]
    context = {
        "guest": guest,
        "wishes": wishes,
        "is_asked": any(one.answered_at is None for one in wishes),
    }
    return render(request, "public/cadre.html", context)


@for_guests("what a household asks about what is kept of it")
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest, guest: Guest) -> HttpResponse:
    if request.method == "POST":
        return _asked(request, guest)
    asked = Request.objects.filter(household=guest.household).order_by("-asked_at")[:20]
    context = {
        "guest": guest,
        "kinds": [(kind.value, said(kind)) for kind in RequestKind if kind is not RequestKind.CORRECT],
        "asked": [
            (one, said(RequestKind(one.kind)), said(Outcome(one.outcome)) if one.outcome else "")
            for one in asked
        ],
        "consents": consents_of(guest.household),
        "days": days_to_answer(timezone.now()),
    }
    return render(request, "public/rights.html", context)


@for_guests("a household says what it agrees to, and takes it back")
@require_POST
def consent(request: HttpRequest, guest: Guest) -> HttpResponse:
    steps: dict[str, Callable[..., None]] = {"give": give_consent, "withdraw": withdraw_consent}
    step = steps.get(request.POST.get("step", ""))
    purpose = next((one for one in Purpose if one.value == request.POST.get("purpose")), None)
    if step and purpose:
        step(guest.household, purpose, actor=None, now=timezone.now())
        noted = {
            "give": _("记下了：您同意“%(what)s”。想改，随时来这里改。"),
            "withdraw": _("记下了：您不同意“%(what)s”。想改，随时来这里改。"),
        }
        messages.success(request, noted[request.POST["step"]] % {"what": said(purpose)})
    return redirect("public:rights")


def _asked(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Back to where it was asked: corrections come from the page of what is recorded."""
    kind = next((one for one in RequestKind if one.value == request.POST.get("kind")), None)
    if kind is None:
        messages.warning(request, _("请选一样。"))
        return redirect("public:rights")
    back = "public:known" if kind is RequestKind.CORRECT else "public:rights"
    try:
        made = note_request(guest.household, kind, words=_words(request), actor=None, now=timezone.now())
    except VoiceRefused as refused:
        known = {"already-open": _("这一条您已经提过，正在办，答复写在“我的权利”里。")}
        messages.warning(request, known.get(refused.code) or refused_words(refused))
    else:
        day = day_words(made.due_on, timezone.localdate())
        messages.success(request, _("记下了，最迟 %(day)s 答复，答复写在“我的权利”里。") % {"day": day})
    return redirect(back)


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "")[:MOST_WORDS].replace("\0", "").strip()
