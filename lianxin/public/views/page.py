"""The household's page: its cadre, how to reach the town, what it raised and how that stands; is it done?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lianxin.desk.words import refused_words
from lianxin.problems.actions import ProblemsRefused, judge
from lianxin.problems.vocabulary import Channel
from lianxin.public.guests import Guest, for_guests
from lianxin.public.matters import advice_of, judged_by, matters_of
from lianxin.public.paper import draw_page
from lianxin.public.questions import answers_in, questions, visited
from lianxin.public.receipts import raised_by
from lianxin.ratings.actions import cast_ballot, rate_visit
from lianxin.ratings.vocabulary import Kind
from lianxin.registry.masking import mask_name
from lianxin.voice.actions import contacts_of
from lianxin.voice.fonts import NoFont, font_in_use

MOST_WORDS = 1000


@for_guests("a household's own page, opened with its card")
@require_safe
def page(request: HttpRequest, guest: Guest) -> HttpResponse:
    return render(request, "public/page.html", about(guest))


@for_guests("a household says whether a matter of its own is done")
@require_POST
def judgement(request: HttpRequest, guest: Guest, key: UUID) -> HttpResponse:
    """Done, or not done: one tap opens the matter again. Nobody of the office says it for the household.

    Whether it is content, and whether what it asked was to be expected, goes into the box of ballots, from
    which nothing leads back to it; the matter can be answered once, so the box is not filled by one home.
    """
    problem = judged_by(guest.household, key)
    done = {"yes": True, "no": False}.get(request.POST.get("done", ""))
    if problem is None or done is None:
        messages.warning(request, _("这件事现在不用您评，可能已经评过了。"))
        return redirect("public:page")
    words = request.POST.get("words", "")[:MOST_WORDS].replace("\0", "")
    now, rated = timezone.now(), answers_in(request.POST, Kind.ENDING)
    try:
        with transaction.atomic():
            judge(problem, is_done=done, words=words, channel=Channel.RESIDENT, actor=None, now=now)
            if rated:
                cast_ballot(guest.household, Kind.ENDING, rated, now=now)
    except ProblemsRefused as refused:
        messages.warning(request, refused_words(refused))
    else:
        told = _("记下了：办好了。谢谢您。") if done else _("记下了：没办好。这件事重新办，不会算了。")
        messages.success(request, told)
    return redirect("public:page")


@for_guests("a household says of a visit whether somebody came")
@require_POST
def visit_rating(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Did he come, did he listen: into the box of ballots, once for each visit. Which visit is meant stands
    in the form: an address is kept in logs, beside its moment."""
    answers = answers_in(request.POST, Kind.VISIT)
    try:
        visit = UUID(request.POST.get("visit", ""))
    except ValueError:
        visit = None
    if not answers:
        messages.warning(request, _("请先选一样，再投进去。"))
    elif visit and rate_visit(guest.household, visit, answers, now=timezone.now()):
        messages.success(request, _("投进匿名箱了。谢谢您。"))
    else:
        messages.warning(request, _("这次走访现在不用您评，可能已经评过了。"))
    return redirect("public:page")


@for_guests("a household takes its own page with it")
@require_safe
def paper(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The page as a PDF; where the machine has no font, the page itself prints as well."""
    try:
        font = font_in_use()
    except NoFont:
        messages.warning(request, _("现在存不成 PDF，请用浏览器打印这一页。"))
        return redirect("public:page")
    response = HttpResponse(draw_page(about(guest), font), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="lianxin.pdf"'
    return response


def about(guest: Guest) -> dict[str, Any]:
    """What the page says."""
    household, now = guest.household, timezone.now()
    today = timezone.localdate(now)
    head = household.head
    return {
        "guest": guest,
        "household": household,
        "name": mask_name(head.name) if head else household.number,
        "keeper": household.keeper,
        "contacts": contacts_of(household.area),
        "matters": matters_of(household, now),
        "advice": advice_of(household, today),
        "raised": raised_by(household, now),
        "today": today,
        "questions": questions(Kind.ENDING),
        "visits": visited(household, today),
        "visit_questions": questions(Kind.VISIT),
    }
