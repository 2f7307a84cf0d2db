"""Writing down a complaint at the counter or by telephone, and the receipt, which is shown once."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.desk.complaints.forms import RecordForm
from lianxin.people.access import ask
from lianxin.problems.complaints.actions import Raised, record_complaint
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.vocabulary import HOTLINE, Level, Matter
from lianxin.problems.vocabulary import Channel


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    ask(request.user, "complaint.record")
    if request.method == "GET":
        return _form_page(request, RecordForm(request.user, initial={"number": uuid4(), "matter": "manner"}))
    form = RecordForm(request.user, request.POST)
    if form.is_valid() and Complaint.objects.filter(item=form.cleaned_data["number"]).exists():
        form.add_error(None, _("这件投诉刚才已经记下了，回执只显示一次。要记另一件，请重新打开这一页。"))
    if not form.is_valid():
        return _form_page(request, form, status=422)
    given, now = form.cleaned_data, timezone.now()
    raised = Raised(
        words=given["words"],
        area=given["area"].pk,
        channel=Channel.CLERK,
        raised_at=now,
        matter=Matter(given["matter"]),
        said_of=given["said_of"],
        household=given["household"].pk if given["household"] else None,
        complainant=given["complainant"],
        contact=given["contact"],
        item=given["number"],
    )
    recorded = record_complaint(raised, actor=request.user, now=now)
    context = {
        "code": recorded.code,
        "is_above": recorded.hearing.level is Level.ABOVE,
        "due_at": recorded.complaint.due_at,
        "hotline": HOTLINE,
        "here": "complaints",
    }
    return render(request, "desk/complaints/receipt.html", context)


def _form_page(request: HttpRequest, form: RecordForm, *, status: int = 200) -> HttpResponse:
    return render(request, "desk/complaints/new.html", {"form": form, "here": "complaints"}, status=status)
