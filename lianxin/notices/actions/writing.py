"""Writing what goes outside: one message for each person and group, and only where somebody wants it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from lianxin import switches
from lianxin.databases.inserting import insert_rows
from lianxin.ledger.keys import new_key
from lianxin.notices.models import Channel, Delivery, Preference
from lianxin.notices.rules import for_group, lines_of, message
from lianxin.notices.vocabulary import Notice, State, is_private
from lianxin.people.models import Post


def write_deliveries(notices: Sequence[Notice], window: str, *, now: datetime) -> int:
    """Write the messages of a window for those who have none of it yet; returns how many. None while the
    district lets nothing go outside, and none for what is private: a group has others in it, a letter lies in
    an office's mail, and how many went stands in the ledger."""
    notices = [one for one in notices if not is_private(one.kind)]
    if not notices or not switches.is_on("notices_outside"):
        return 0
    rows = [*_for_people(notices, window, now), *_for_groups(notices, window, now)]
    insert_rows(Delivery, rows)
    return len(rows)


def _for_people(notices: Sequence[Notice], window: str, now: datetime) -> Iterable[tuple[Any, ...]]:
    wanted: dict[UUID, list[Notice]] = defaultdict(list)
    for one in notices:
        wanted[one.person].append(one)
    told = set(Delivery.objects.filter(window=window, channel=None).values_list("person", flat=True))
    mailed = Preference.objects.filter(is_mailed=True, person__among=list(wanted), person__is_active=True)
    for one in mailed.select_related("person"):
        heard = [notice for notice in wanted[one.person_id] if notice.kind not in one.muted_kinds]
        if heard and one.mail and one.person_id not in told:
            lang = one.person.language
            text = message(lines_of(heard, lang), "", link("/notices/"), lang)
            yield _row(None, one.person_id, window, text, now)


def _for_groups(notices: Sequence[Notice], window: str, now: datetime) -> Iterable[tuple[Any, ...]]:
    told = set(Delivery.objects.filter(window=window, person=None).values_list("channel", flat=True))
    channels = [one for one in Channel.objects.current().select_related("area") if one.pk not in told]
    if not channels:
        return
    posts = Post.objects.on(timezone.localdate(now)).order_by().values_list("staff", "area__path")
    paths: dict[UUID, list[str]] = defaultdict(list)
    for staff, path in posts:
        paths[staff].append(path)
    for channel in channels:
        theirs = [
            one for one in notices if any(path.startswith(channel.area.path) for path in paths[one.person])
        ]
        if theirs:
            text = message(lines_of(for_group(theirs)), channel.area.name, link("/"))
            yield _row(channel.pk, None, window, text, now)


def link(path: str) -> str:
    """An address that can be opened from outside, "" where nobody has said what this site is called."""
    return f"{settings.LIANXIN_URL.rstrip('/')}{path}" if settings.LIANXIN_URL else ""


def _row(channel: UUID | None, person: UUID | None, window: str, text: str, now: datetime) -> tuple[Any, ...]:
    """In the order of the columns of Delivery."""
    waiting = State.WAITING.value
    return (new_key(), channel, person, window, text, now, waiting, 0, now, None, "")
