"""Views of a list kept under a name: the only writer of saved views. They hold codes, nobody's data."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lianxin.areas.models import Area
from lianxin.desk.models import SavedView
from lianxin.ledger.actions import record

MOST = 20
"""Views one person may keep."""


class ViewRefused(ValueError):
    """A view that cannot be kept: `name-taken` or `too-many`."""


@transaction.atomic
def keep_view(
    *, name: str, query: dict[str, str], shared_with: Area | None, actor: Any, now: datetime
) -> SavedView:
    """Keep a view, for oneself or shared with an area. Raises ViewRefused."""
    if SavedView.objects.filter(by=actor, removed_at=None).count() >= MOST:
        raise ViewRefused("too-many")
    view = SavedView(by=actor, name=name, query=query, shared_with=shared_with, made_at=now)
    _save(view)
    _tell("view.kept", view, actor=actor, now=now)
    return view


@transaction.atomic
def rename_view(view: SavedView, *, name: str, actor: Any, now: datetime) -> None:
    """Raises ViewRefused."""
    view.name = name
    _save(view)
    _tell("view.renamed", view, actor=actor, now=now)


@transaction.atomic
def remove_view(view: SavedView, *, actor: Any, now: datetime) -> None:
    view.removed_at = now
    view.save(update_fields=["removed_at"])
    _tell("view.removed", view, actor=actor, now=now)


@transaction.atomic
def bring_back_view(view: SavedView, *, actor: Any, now: datetime) -> None:
    """Undo a removal. Raises ViewRefused when the name is in use again."""
    view.removed_at = None
    _save(view)
    _tell("view.brought_back", view, actor=actor, now=now)


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise ViewRefused("name-taken") from None


def _tell(kind: str, view: SavedView, *, actor: Any, now: datetime) -> None:
    """Filters say nothing about anybody, but who shares what with whom is worth knowing."""
    after = {"filters": sorted(view.query), "is_shared": view.shared_with_id is not None}
    record(kind=kind, actor=actor, now=now, subject=view, area=view.shared_with_id, after=after)
