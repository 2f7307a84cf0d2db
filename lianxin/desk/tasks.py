"""我的任务: long work that one has started, so that it can be left and found again."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.desk.intake.list_shelves import SHELVES
from lianxin.desk.intake.shelves import ROSTERS, STAFF_BOOKS
from lianxin.desk.models import Deed
from lianxin.exports.models import Export
from lianxin.intake.models import Import, Upload
from lianxin.pairing.models import Draft
from lianxin.people.access import own_account
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.voice.models import Batch
from lianxin.work.models import Work

SHOWN = 50
PREFIXES = {shelf.kind: shelf.prefix for shelf in (ROSTERS, STAFF_BOOKS, *SHELVES)}
"""By kind of file, how the names of its pages begin."""


@own_account("the work one has started oneself")
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    works = list(Work.objects.of(request.user)[:SHOWN])
    about = _about(works)
    context = {
        "works": [(work, *about.get(work.subject_id, ("", ""))) for work in works],
        "deeds": Deed.objects.of(request.user).done()[:SHOWN],
        "is_busy": any(work.is_open for work in works),
    }
    return render(request, "desk/tasks.html", context)


def _about(works: Sequence[Work]) -> dict[UUID | None, tuple[str, str]]:
    """(name, address) of the things that work is about."""
    keys = [work.subject_id for work in works if work.subject_id]
    found: dict[UUID | None, tuple[str, str]] = {}
    for table, page in ((Upload, "upload"), (Import, "imported")):
        for key, name, kind in table.objects.filter(pk__in=keys).values_list("pk", "file_name", "kind"):
            found[key] = (name, reverse(f"desk:{PREFIXES[kind]}{page}", args=[key]))
    for key in Batch.objects.filter(pk__in=keys).values_list("pk", flat=True):
        found[key] = (_("连心卡"), reverse("desk:cards"))
    for key in Draft.objects.filter(pk__in=keys).values_list("pk", flat=True):
        found[key] = (_("结对方案"), reverse("desk:pairing-draft", args=[key]))
    for key, kind in Export.objects.filter(pk__in=keys).values_list("pk", "kind"):
        named = _("问题名单") if kind == Export.PROBLEMS else _("户情名单")
        found[key] = (named, reverse("desk:exports"))
    for key, name in Policy.objects.filter(pk__in=keys).values_list("pk", "document_id"):
        found[key] = (name, reverse("desk:policy", args=[key]))
    for key in PolicyDraft.objects.filter(pk__in=keys).values_list("pk", flat=True):
        found[key] = (_("办法的草稿"), reverse("desk:draft-trial", args=[key]))
    return found
