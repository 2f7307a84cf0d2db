"""The page that everybody of 投诉 comes to: what he may hear, what he is to explain, how to write one
down. It looks the same for whoever hears nothing. Whoever is asked to explain may open it, whatever his
post: a complaint may be about an administrator, who records none."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.complaints.forms import ExplanationForm
from lianxin.desk.words import refused_words
from lianxin.people.access import may, own_account
from lianxin.problems.complaints.actions import ComplaintsRefused
from lianxin.problems.complaints.actions import explain as explain_oneself
from lianxin.problems.complaints.models import Question
from lianxin.problems.complaints.queries import heard_by, questions_to

MOST = 200
"""As many are shown at once; who hears more has other worries."""


@require_GET
@own_account("what one hears, and what one is to explain")
def complaints(request: HttpRequest) -> HttpResponse:
    return complaints_page(request)


def complaints_page(
    request: HttpRequest, *, status: int = 200, spoilt: tuple[UUID, ExplanationForm] | None = None
) -> HttpResponse:
    """`spoilt`: a question whose explanation was not accepted, with its form."""
    now = timezone.now()
    is_open = request.GET.get("state") != "ended"
    heard = heard_by(request.user, now=now, is_open=is_open)
    questions = []
    for one in questions_to(request.user):
        form = spoilt[1] if spoilt and spoilt[0] == one.pk else ExplanationForm(auto_id=f"{one.pk}-%s")
        questions.append((one, form if one.answered_at is None else None))
    context = {
        "heard": heard[:MOST],
        "count": len(heard),
        "is_open": is_open,
        "questions": questions,
        "may_record": may(request.user, "complaint.record"),
        "now": now,
        "here": "complaints",
    }
    return render(request, "desk/complaints/list.html", context, status=status)


@require_POST
@own_account("what one says who was asked to explain")
def explain(request: HttpRequest, key: UUID) -> HttpResponse:
    question = get_object_or_404(Question.objects.put_to(request.user), pk=key)
    form = ExplanationForm(request.POST, auto_id=f"{key}-%s")
    if not form.is_valid():
        return complaints_page(request, status=422, spoilt=(key, form))
    try:
        words = form.cleaned_data["words"]
        explain_oneself(question, words=words, actor=request.user, now=timezone.now())
    except ComplaintsRefused as refused:
        messages.error(request, refused_words(refused))
    else:
        messages.success(request, _("您的说明已经交给问您的人。"))
    return redirect("desk:complaints")
