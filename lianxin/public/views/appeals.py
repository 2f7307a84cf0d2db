"""A household does not agree that a matter of its own is left out of what staff are measured by: one tap."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.desk.words import refused_words
from lianxin.problems.actions import ProblemsRefused, appeal_exclusion
from lianxin.problems.vocabulary import Channel
from lianxin.public.appeals import appealable
from lianxin.public.guests import Guest, for_guests

MOST_WORDS = 1000


@for_guests("a household does not agree to an exclusion")
@require_POST
def appeal(request: HttpRequest, guest: Guest, key: UUID) -> HttpResponse:
    found = appealable(guest.household, key)
    words = request.POST.get("words", "")[:MOST_WORDS].replace("\0", "")
    if found is None:
        messages.warning(request, _("这里没有可以不同意的事。"))
        return redirect("public:page")
    try:
        appeal_exclusion(found, words=words, channel=Channel.RESIDENT, actor=None, now=timezone.now())
    except ProblemsRefused as refused:
        messages.warning(request, refused_words(refused))
    else:
        messages.success(request, _("记下了。由另一个没有经手过的人来看，结果写在这里。"))
    return redirect("public:page")
