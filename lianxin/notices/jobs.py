"""Sending what waits, outside of any transaction and in a thread of its own: no import and no report is ever
in the way of a message. One that fails waits for its next try; none holds up the others."""

import logging
import smtplib
from collections import Counter
from threading import Event as Stop
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.translation import gettext, override

from lianxin import switches
from lianxin.notices.actions.sending import STALE, claim, note_failed, note_sent, note_tally
from lianxin.notices.channels import posting
from lianxin.notices.models import Delivery, Preference
from lianxin.notices.vocabulary import State, Trouble, Vendor
from lianxin.work.models import Work
from lianxin.work.running import Tell, resumes

log = logging.getLogger(__name__)


def send_due(stop: Stop | None = None) -> dict[str, int]:
    """Send everything that is due, one by one, until told to stop; returns what became of how many."""
    due = Delivery.objects.due(timezone.now()).order_by("made_at", "pk")
    tally: Counter[str] = Counter()
    is_on: bool | None = None
    for key in list(due.values_list("pk", flat=True)):
        if stop and stop.is_set():
            break
        is_on = switches.is_on("notices_outside") if is_on is None else is_on
        delivery = Delivery.objects.select_related("channel", "person").filter(pk=key).first()
        if delivery and claim(delivery, now=timezone.now()):
            tally[_send_claimed(delivery, is_on)] += 1
    if tally:
        note_tally(dict(tally), now=timezone.now())
    return dict(tally)


@resumes
def send(work: Work, tell: Tell) -> dict[str, Any]:
    """The same, as work that an earlier version of the software left for the worker."""
    return dict(send_due())


def _send_claimed(delivery: Delivery, is_on: bool) -> str:
    """Send one message; returns by which way it went, or `again` or `failed`."""
    if not is_on or timezone.now() - delivery.made_at > STALE:
        note_failed(delivery, Trouble.LATE, now=timezone.now(), is_final=True)
        return "failed"
    try:
        way = _send(delivery)
    except posting.NotDelivered as failed:
        is_final = failed.trouble in (Trouble.NOT_ALLOWED, Trouble.NO_MAIL, Trouble.UNCLEAR)
        note_failed(delivery, failed.trouble, now=timezone.now(), is_final=is_final)
        return "failed" if delivery.state == State.FAILED.value else "again"
    except Exception as error:  # nobody knows how far it came: it does not go a second time
        log.error("a message stumbled on its way: %s", type(error).__name__)
        note_failed(delivery, Trouble.UNCLEAR, now=timezone.now(), is_final=True)
        return "failed"
    note_sent(delivery, now=timezone.now())
    return way


def _send(delivery: Delivery) -> str:
    """Returns by which way it went. A letter has the same Message-ID at each try, by which a mail server
    knows one that it has already. Raises NotDelivered."""
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
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "lianxin"
    mark = {"Message-ID": f"<{delivery.pk}@{domain}>"}
    letter = EmailMessage(subject, delivery.text, settings.DEFAULT_FROM_EMAIL, [wish.mail], headers=mark)
    letter.connection = get_connection()
    try:
        letter.send()
    except smtplib.SMTPResponseException:
        raise posting.NotDelivered(Trouble.STATUS) from None
    except (smtplib.SMTPException, OSError):
        raise posting.NotDelivered(Trouble.UNREACHABLE) from None
