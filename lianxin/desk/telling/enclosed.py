"""Sentences about photos and positions of visits (enclosed, looked at, removed), and files of evidence."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.evidence import SENTENCES as OF_EVIDENCE
from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import Sentence, always
from lianxin.ledger.models import Event


def _viewed(event: Event, names: Names) -> str:
    return _("看了走访照片的大图") if event.after.get("whole") else _("看了走访照片的小图")


def _with_reason(text: str | Promise) -> Sentence:
    return lambda event, names: str(text) % {"why": event.reason}


SENTENCES: dict[str, Sentence] = {
    "photo.received": always(gettext_lazy("走访附了一张照片")),
    "photo.viewed": _viewed,
    "photo.removed": _with_reason(gettext_lazy("删掉了一张走访照片：%(why)s")),
    "photo.expired": always(gettext_lazy("走访照片存满了天数，自动删掉")),
    "position.noted": always(gettext_lazy("走访时记下了一次位置")),
    "position.removed": _with_reason(gettext_lazy("删掉了走访时记的位置：%(why)s")),
    "position.expired": always(gettext_lazy("走访时记的位置存满了天数，自动删掉")),
} | OF_EVIDENCE
