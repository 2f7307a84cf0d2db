"""设置 › 通知: the robots of groups, and what did not go outside. For whoever keeps the system."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin import switches
from lianxin.areas.models import Area
from lianxin.desk.notices.forms import ChannelForm, EndingForm
from lianxin.desk.words import is_english
from lianxin.notices.actions import NoticesRefused, add_channel, end_channel, send_again, test_channel
from lianxin.notices.actions.sending import STALE
from lianxin.notices.models import Channel, Delivery
from lianxin.notices.vocabulary import State, Trouble, Vendor
from lianxin.people.access import ask

SHOWN = 20
FIELDS = {"malformed": "address", "not-https": "address", "not-allowed": "address", "name-needed": "name"}


@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """Those in use with what became of their last message, and a form for another."""
    ask(request.user, "system.manage")
    form = ChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        area = get_object_or_404(Area, pk=given["area"])
        try:
            add_channel(
                vendor=Vendor(given["vendor"]),
                name=given["name"],
                area=area,
                address=given["address"],
                secret=given["secret"],
                actor=request.user,
                now=timezone.now(),
            )
        except NoticesRefused as refused:
            form.add_error(FIELDS.get(refused.code, NON_FIELD_ERRORS), str(refused))
        else:
            messages.success(request, _("加上了。点“试一试”，看群里收不收得到。"))
            return redirect("desk:notice-channels")
    listed = Channel.objects.current().select_related("area", "added_by")
    context: dict[str, Any] = {
        "lines": [(one, _last(one), EndingForm(auto_id=f"{one.pk}-%s")) for one in listed],
        "form": form,
        "is_on": switches.is_on("notices_outside"),
        "failed": [
            (one, trouble_words(one.trouble), may_go_again(one, timezone.now()))
            for one in Delivery.objects.failed().select_related("channel").order_by("-made_at")[:SHOWN]
        ],
        "here": "settings",
    }
    return render(request, "desk/notices/channels.html", context, status=422 if form.is_bound else 200)


@require_POST
def ending(request: HttpRequest, key: UUID) -> HttpResponse:
    ask(request.user, "system.manage")
    channel = get_object_or_404(Channel, pk=key)
    reason = request.POST.get("reason", "")[:200]
    step = partial(end_channel, channel, reason=reason)
    return _done(request, step, _("停用了，地址也删了。"))


@require_POST
def test(request: HttpRequest, key: UUID) -> HttpResponse:
    ask(request.user, "system.manage")
    step = partial(test_channel, get_object_or_404(Channel, pk=key))
    return _done(request, step, _("马上发一条，看群里收不收得到；没发出去会列在下面。"))


@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send once more what may or may not have arrived."""
    ask(request.user, "system.manage")
    step = partial(send_again, get_object_or_404(Delivery, pk=key))
    return _done(request, step, _("马上再发一次。"))


def _done(request: HttpRequest, step: Callable[..., Any], words: str) -> HttpResponse:
    """Take a step as this person, now; back to the list with `words`, or with why it was refused."""
    try:
        step(actor=request.user, now=timezone.now())
    except NoticesRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("desk:notice-channels")


def trouble_words(code: str) -> str:
    if code not in list(Trouble):
        return ""
    trouble = Trouble(code)
    return trouble.en if is_english() else trouble.zh


def _last(channel: Channel) -> tuple[str, str, Any] | None:
    """What became of the last message: (its state, why, when it was made); None without any."""
    last = channel.deliveries.order_by("-made_at", "-pk").first()
    if last is None:
        return None
    is_unclear = last.state == State.FAILED.value and last.trouble == Trouble.UNCLEAR.value
    state = _("不知道发出去没有") if is_unclear else state_words(last.state)
    return state, trouble_words(last.trouble), last.made_at


def may_go_again(delivery: Delivery, now: datetime) -> bool:
    """Whether somebody may have it sent once more; see `send_again`."""
    is_open = delivery.channel is None or delivery.channel.ended_at is None
    return delivery.trouble == Trouble.UNCLEAR.value and is_open and now - delivery.made_at <= STALE


def state_words(state: str) -> str:
    words = {
        State.WAITING: _("等着发"),
        State.SENDING: _("正在发"),
        State.SENT: _("发出去了"),
        State.FAILED: _("没有发出去"),
    }
    return words[State(state)]
