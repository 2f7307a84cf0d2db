"""One area: what it is called and was called, what lies below, who works there, what happened to it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.actions import last_change, undo_change
from lianxin.areas.actions.undoing import STEPS
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.desk.areas.changes import offered
from lianxin.desk.areas.forms import UndoForm
from lianxin.desk.areas.tree import Tree
from lianxin.desk.areas.views.sight import seen_area
from lianxin.desk.telling import tell
from lianxin.ledger.models import Event
from lianxin.people.access import may
from lianxin.people.models import Post

TOLD = 30
"""Events of an area shown on its page; the ledger has all of them."""


@require_GET
def area(request: HttpRequest, code: str) -> HttpResponse:
    area = seen_area(request, code)
    tree, person = Tree(request.user, inside=area), request.user
    may_edit = may(person, "area.edit", area)
    events = Event.objects.about("area", area.pk).order_by("-id")[:TOLD]
    context: dict[str, Any] = {
        "area": area,
        "crumbs": [tree.areas[path] for path in tree.ways[area.path]],
        "figures": tree.line(area).figures,
        "lines": [replace(line, depth=0) for line in tree.below(area)],
        "names": area.past_names.all(),
        "absorbed": area.absorbed.order_by("closed_on"),
        "posts": posts_on(area) if may(person, "staff.see", area) else None,
        "told": tell(events),
        "changes": offered(area) if may_edit else [],
        "undoable": undoable(area) if may_edit else None,
        "sees_households": may(person, "household.see", area),
        "reads_ledger": may(person, "ledger.see", area),
        "here": "areas",
    }
    return render(request, "desk/areas/area.html", context)


@require_POST
def undoing(request: HttpRequest, code: str) -> HttpResponse:
    """Take back the last change of an area."""
    area = seen_area(request, code, "area.edit")
    form = UndoForm(request.POST)
    number = form.cleaned_data["event"] if form.is_valid() else None
    event = Event.objects.about("area", area.pk).filter(pk=number).first()
    if event is None:
        messages.error(request, _("没有找到要收回的那一步，什么都没有改。"))
        return redirect("desk:area", area.code)
    try:
        undo_change(event=event, actor=request.user, now=timezone.now())
    except AreaRefusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已收回上一步，区划和变动以前一样。"))
    return redirect("desk:area", area.code)


def posts_on(area: Area) -> list[Post]:
    """Posts held today on the area itself, the higher roles first."""
    held = Post.objects.on(timezone.localdate()).filter(area=area).select_related("staff")
    order = [role for role, _words in Post._meta.get_field("role").flatchoices][::-1]
    return sorted(held, key=lambda post: (order.index(post.role), post.staff.number))


def undoable(area: Area) -> Event | None:
    """The last change, if a person made it and it can be taken back; what `lianxin init` made stays."""
    last = last_change(area)
    return last if last and last.kind in STEPS and last.actor_id else None
