"""Giving a post, moving someone to another, ending one, and taking an end back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.desk.staff.forms import EndForm, PostForm
from lianxin.desk.staff.refusing import attempt, say
from lianxin.desk.staff.views.person import seen_staff
from lianxin.people import actions
from lianxin.people.access import ask
from lianxin.people.models import Post, Staff
from lianxin.registry.models import Household


def seen_post(request: HttpRequest, key: UUID) -> Post:
    """A post of somebody in sight (else 404), after asking to edit him and its area (else 403)."""
    ask(request.user, "staff.edit")
    seen = Staff.objects.seen_by(request.user).values("pk")
    post = get_object_or_404(Post.objects.select_related("staff", "area"), pk=key, staff__in=seen)
    ask(request.user, "staff.edit", post)
    return post


@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a post."""
    staff = seen_staff(request, key, "staff.edit")
    form = PostForm(timezone.localdate(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        ask(request.user, "staff.edit", form.cleaned_data["area"])
        post = attempt(form, lambda: actions.appoint(staff=staff, **form.given, **by))
        if post:
            words = {"name": staff.name, "area": post.area.name, "role": post.get_role_display()}
            messages.success(request, _("%(name)s已任%(area)s%(role)s。") % words)
            return redirect("desk:person", staff.pk)
    return _page(request, "post", form, staff=staff)


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a post and begin another on the same day."""
    post = seen_post(request, key)
    same = {"area": post.area, "role": post.role, "title": post.title, "rank": post.rank}
    form = PostForm(timezone.localdate(), request.POST or None, initial=same)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        ask(request.user, "staff.edit", form.cleaned_data["area"])
        new = attempt(form, lambda: actions.transfer_post(post=post, **form.given, **by))
        if new:
            words = {"name": post.staff.name, "area": new.area.name, "role": new.get_role_display()}
            messages.success(request, _("%(name)s改任%(area)s%(role)s，原来的职务同日终止。") % words)
            return redirect("desk:person", post.staff_id)
        post.refresh_from_db()
    return _page(request, "transfer", form, staff=post.staff, post=post)


@require_http_methods(["GET", "POST"])
def ending(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a post; the page says first what it means."""
    post = seen_post(request, key)
    form = EndForm(timezone.localdate(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        given = form.cleaned_data
        done = attempt(form, lambda: actions.end_post(post=post, **given, **by) or True)
        if done:
            messages.success(request, _("已终止。办错了，在下面“以前的职务”里撤回。"))
            return redirect("desk:person", post.staff_id)
        post.refresh_from_db()
    others = post.staff.posts.unfinished(timezone.localdate()).exclude(pk=post.pk).count()
    households = Household.objects.present().filter(keeper=post.staff).count()
    return _page(request, "ending", form, staff=post.staff, post=post, others=others, households=households)


@require_POST
def resumption(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the end of a post back."""
    post = seen_post(request, key)

    def resume() -> str:
        actions.resume_post(post=post, actor=request.user, now=timezone.now())
        return _("已撤回，这个职务照旧。")

    say(request, resume)
    return redirect("desk:person", post.staff_id)


def _page(request: HttpRequest, name: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    template = "desk/staff/ending.html" if name == "ending" else "desk/staff/post.html"
    return render(request, template, {"form": form, "here": "staff", **context}, status=status)
