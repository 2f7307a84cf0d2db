"""Sending what waits, outside of any transaction: the worker's part. A message that fails waits for its next
try; none holds up the others."""

import smtplib
from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.translation import gettext, override

from lianxin import switches
from lianxin.notices.actions.sending import note_failed, note_sent, note_tally
from lianxin.notices.channels import posting
from lianxin.notices.models import Delivery, Preference
from lianxin.notices.vocabulary import State, Trouble, Vendor
from lianxin.work.models import Work
from lianxin.work.running import Tell, resumes

TOO_LATE = timedelta(hours=6)
"""A digest that could not go for so long is given up: the next one counts anew."""


@resumes
def send(work: Work, tell: Tell) -> dict[str, Any]:
    """Send everything that is due, one by one; returns how many went and how many did not."""
    due = Delivery.objects.due(timezone.now()).select_related("channel", "person").order_by("made_at", "pk")
    keys = list(due.values_list("pk", flat=True))
    tally: Counter[str] = Counter()
    is_on = switches.is_on("notices_outside")
    for at, key in enumerate(keys):
        tell("sending", at, len(keys))
        delivery = Delivery.objects.select_related("channel", "person").get(pk=key)
        now = timezone.now()
        if not is_on or now - delivery.made_at > TOO_LATE:
            note_failed(delivery, Trouble.LATE, now=now, is_final=True)
            tally["failed"] += 1
            continue
        try:
            way = _send(delivery)
        except posting.NotDelivered as failed:
            is_final = failed.trouble in (Trouble.NOT_ALLOWED, Trouble.NO_MAIL)
            note_failed(delivery, failed.trouble, now=timezone.now(), is_final=is_final)
            tally["failed" if delivery.state == State.FAILED.value else "again"] += 1
        else:
            note_sent(delivery, now=timezone.now())
            tally[way] += 1
    if tally:
        note_tally(dict(tally), now=timezone.now())
    return dict(tally)


def _send(delivery: Delivery) -> str:
    """Returns by which way it went. Raises NotDelivered."""
    if delivery.channel is None:
        _mail(delivery)
        return "mail"
    vendor = Vendor(delivery.channel.vendor)
    posting.post(
        vendor,
        delivery.channel.address,
        delivery.channel.secret,
        delivery.text,
        at=timezone.now(),
        also=settings.LIANXIN_NOTICE_HOSTS,
        connect=posting.connect,
    )
    return vendor.value


def _mail(delivery: Delivery) -> None:
    if not settings.EMAIL_HOST:
        raise posting.NotDelivered(Trouble.NO_MAIL)
    wish = Preference.objects.filter(person=delivery.person_id, is_mailed=True).first()
    if wish is None or not wish.mail:
        raise posting.NotDelivered(Trouble.NOT_ALLOWED)
    person: Any = delivery.person
    with override(person.language):
        subject = gettext("连心：有事等您看")
    letter = EmailMessage(subject, delivery.text, settings.DEFAULT_FROM_EMAIL, [wish.mail])
    letter.connection = get_connection()
    try:
        letter.send()
    except smtplib.SMTPResponseException:
        raise posting.NotDelivered(Trouble.STATUS) from None
    except (smtplib.SMTPException, OSError):
        raise posting.NotDelivered(Trouble.UNREACHABLE) from None
