"""The lines that were found, as a CSV: as many as the page shows, and no formula among them."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.areas.models import Area
from lianxin.desk.ledger.actions import note_export
from lianxin.desk.ledger.forms import LedgerFilter, PurposeForm
from lianxin.desk.ledger.looking import looking
from lianxin.desk.ledger.views import SOUGHT
from lianxin.desk.telling import tell
from lianxin.desk.telling.events import Told
from lianxin.desk.unclear import unclear
from lianxin.exports.writing import harmless
from lianxin.ledger.models import Event
from lianxin.ledger.search import Search, find
from lianxin.people.access import ask

FREE_ROWS = 200
"""As many lines need no reason; more do."""

MOST_ROWS = 20_000
AT_ONCE = 1_000


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand out what the form's filter finds. More than a screenful needs a purpose; each time is told."""
    ask(request.user, "ledger.see")
    form = LedgerFilter(request.POST)
    if not form.is_valid():
        return unclear(request, form)
    wished = {name: form.cleaned_data[name] for name in SOUGHT if form.cleaned_data[name]}
    search = looking(form.cleaned_data, request.user).search
    events = list(_events(search)) if search else []
    purpose = PurposeForm(request.POST if "purpose" in request.POST else None)
    if len(events) > MOST_ROWS or (len(events) > FREE_ROWS and not purpose.is_valid()):
        context = {
            "form": purpose,
            "rows": len(events),
            "wished": wished,
            "is_too_much": len(events) > MOST_ROWS,
            "most": MOST_ROWS,
            "here": "ledger",
        }
        return render(request, "desk/ledger/export.html", context)
    lines = [
        line for start in range(0, len(events), AT_ONCE) for line in tell(events[start : start + AT_ONCE])
    ]
    why = purpose.cleaned_data["purpose"] if purpose.is_bound and purpose.is_valid() else ""
    note_export(rows=len(lines), sought=wished, purpose=why, actor=request.user, now=timezone.now())
    response = HttpResponse("\ufeff" + as_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return response


def as_csv(lines: list[Told]) -> str:
    """The lines as the page shows them, with the area and the number of the event."""
    areas = dict(Area.objects.values_list("pk", "name"))
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    titles = (_("序号"), _("时间"), _("谁"), _("关于"), _("做了什么"), _("哪里"))
    rows.writerow(titles)
    for line in lines:
        moment = f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}"
        where = areas.get(line.event.area_id, "")
        cells = (line.who, line.about, line.what, where)
        rows.writerow([line.event.pk, moment, *map(harmless, cells)])
    return text.getvalue()


def _events(search: Search) -> Iterator[Event]:
    """Every event found, the latest first, and one more than may go out when there are too many."""
    older: int | None = None
    read = 0
    while read <= MOST_ROWS:
        found = find(search, older_than=older, size=AT_ONCE)
        yield from found.events
        read += len(found.events)
        if found.older is None:
            return
        older = found.older
