"""通知: what waits for oneself, in one list, and how one wants to be told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin import switches
from lianxin.desk.notices.forms import PreferenceForm
from lianxin.desk.words import spoken
from lianxin.notices.actions import NoticesRefused, mark_read, set_preference
from lianxin.notices.models import Entry, Preference
from lianxin.notices.vocabulary import words_of
from lianxin.people.access import own_account

MOST = 200


@own_account("what waits for oneself; each line leads to a page that asks access itself")
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """The urgent first, then the latest."""
    entries = Entry.objects.of(request.user).standing()[:MOST]
    lines = [(one, words_of(one.kind, one.count, spoken())) for one in entries]
    context: dict[str, Any] = {
        "lines": lines,
        "unread": sum(one.read_at is None for one, _words in lines),
        "told_at": max((one.told_at for one, _words in lines), default=None),
        "tab": "notices",
    }
    return render(request, "desk/notices/notices.html", context)


@own_account("the lines of one's own list")
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    mark_read(request.user, now=timezone.now())
    return redirect("desk:notices")


@own_account("how one wants to be told oneself")
@require_http_methods(["GET", "POST"])
def preference(request: HttpRequest) -> HttpResponse:
    known = Preference.objects.filter(person=request.user).first()
    mailed = "yes" if known and known.is_mailed else "no"
    before = {"mail": known.mail, "is_mailed": mailed, "muted": known.muted_kinds} if known else {}
    form = PreferenceForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            set_preference(person=request.user, now=timezone.now(), **form.cleaned_data)
        except NoticesRefused as refused:
            form.add_error("mail", str(refused))
        else:
            messages.success(request, _("记下了。"))
            return redirect("desk:notices-preference")
    context = {"form": form, "is_on": switches.is_on("notices_outside"), "tab": "preference"}
    status = 422 if form.is_bound else 200
    return render(request, "desk/notices/preference.html", context, status=status)
