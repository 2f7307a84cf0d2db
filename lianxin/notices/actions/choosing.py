"""What people choose: how somebody wants to be told, and which groups hear of which place."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianxin import switches
from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.notices.actions.refusals import NoticesRefused
from lianxin.notices.actions.writing import link
from lianxin.notices.channels.guard import AddressRefused, check_address
from lianxin.notices.models import Channel, Delivery, Preference
from lianxin.notices.rules import message
from lianxin.notices.vocabulary import KINDS, State, Vendor

TEST_EVERY = timedelta(minutes=1)


@transaction.atomic
def set_preference(
    *, person: Any, mail: str, is_mailed: bool, muted: Iterable[str] = (), now: datetime
) -> Preference:
    """How somebody wants to be told; he alone says so. Raises NoticesRefused: mail-needed."""
    mail = mail.strip()
    if is_mailed and not mail:
        raise NoticesRefused("mail-needed")
    kinds = " ".join(kind for kind in KINDS if kind in set(muted))
    values = {"mail": mail, "is_mailed": is_mailed, "muted": kinds, "changed_at": now}
    found, _is_new = Preference.objects.update_or_create(person=person, defaults=values)
    after = {"mailed": is_mailed, "has_mail": bool(mail), "muted": kinds}
    record(kind="notices.preferred", actor=person, now=now, subject=person, after=after)
    return found


@transaction.atomic
def add_channel(
    *, vendor: Vendor, name: str, area: Area, address: str, secret: str = "", actor: Any, now: datetime
) -> Channel:
    """Let a place's group hear of what waits there. The ledger never has the address, which is a secret.

    Raises NoticesRefused: name-needed, malformed, not-https, not-allowed.
    """
    if not name.strip():
        raise NoticesRefused("name-needed")
    try:
        check_address(vendor, address.strip(), settings.LIANXIN_NOTICE_HOSTS)
    except AddressRefused as refused:
        raise NoticesRefused(refused.code, vendor=vendor.zh) from None
    channel = Channel.objects.create(
        vendor=vendor.value,
        name=name.strip(),
        area=area,
        address=address.strip(),
        secret=secret.strip(),
        added_at=now,
        added_by=actor,
    )
    after = {"vendor": vendor.value, "name": channel.name, "signed": bool(channel.secret)}
    record(kind="notices.channel_added", actor=actor, now=now, subject=channel, area=area, after=after)
    return channel


@transaction.atomic
def end_channel(channel: Channel, *, reason: str, actor: Any, now: datetime) -> None:
    """The group hears nothing any more; its address is forgotten.

    Raises NoticesRefused: reason-needed, ended.
    """
    if not reason.strip():
        raise NoticesRefused("reason-needed")
    found = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    if found.ended_at is not None:
        raise NoticesRefused("ended")
    found.ended_at, found.address, found.secret = now, "", ""
    found.save(update_fields=["ended_at", "address", "secret"])
    Delivery.objects.filter(channel=found, state=State.WAITING.value).update(state=State.FAILED.value)
    after = {"vendor": found.vendor, "name": found.name}
    record(
        kind="notices.channel_ended",
        actor=actor,
        now=now,
        subject=found,
        area=found.area_id,
        after=after,
        reason=reason.strip()[:200],
    )


@transaction.atomic
def test_channel(channel: Channel, *, actor: Any, now: datetime) -> Delivery:
    """Send the group a word that says nothing but that it works. Raises NoticesRefused: ended, switched-off,
    wait."""
    if channel.ended_at is not None:
        raise NoticesRefused("ended")
    if not switches.is_on("notices_outside"):
        raise NoticesRefused("switched-off")
    tests = Delivery.objects.filter(channel=channel, window__startswith="test:")
    if tests.filter(made_at__gt=now - TEST_EVERY).exists():
        raise NoticesRefused("wait")
    text = message(["试一试：能收到这条，就设好了。"], channel.area.name, link("/"))
    window = f"test:{timezone.localtime(now).isoformat(timespec='seconds')}"
    made = Delivery.objects.create(
        id=new_key(), channel=channel, window=window, text=text, made_at=now, next_try_at=now
    )
    after = {"vendor": channel.vendor, "name": channel.name}
    record(kind="notices.tested", actor=actor, now=now, subject=channel, area=channel.area_id, after=after)
    return made
