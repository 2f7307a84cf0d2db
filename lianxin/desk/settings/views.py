"""设置: the installation as the system administrator sees it; changes are made by command."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.areas.models import Area
from lianxin.people.access import ask
from lianxin.people.models import ROLE_CHOICES, Post, Staff

LEVELS = ("district", "town", "community", "village")


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    ask(request.user, "system.manage")
    today = timezone.localdate()
    levels = dict(Area.objects.open().order_by().values_list("level").annotate(Count("pk")))
    words = dict(Area._meta.get_field("level").flatchoices)
    roles = dict(
        Post.objects.on(today).order_by().values_list("role").annotate(Count("staff", distinct=True))
    )
    context = {
        "district": Area.objects.filter(parent=None).first(),
        "levels": [(words[level], levels.get(level, 0)) for level in LEVELS],
        "staff": Staff.objects.active().count(),
        "roles": [(title, roles.get(role, 0)) for role, title in ROLE_CHOICES],
    }
    return render(request, "desk/settings/settings.html", context)
