"""Sentences about files of evidence: attached, looked at, shown to a home, removed."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import Sentence, always, filled
from lianxin.ledger.models import Event


def _attached(event: Event, names: Names) -> str:
    """`附了凭据：2 张照片、1 份文件`."""
    told = {name: event.after.get(name, 0) for name in ("photos", "documents")}
    if not told["documents"]:
        return _("附了凭据：照片 %(photos)s 张") % told
    if not told["photos"]:
        return _("附了凭据：文件 %(documents)s 份") % told
    return _("附了凭据：照片 %(photos)s 张、文件 %(documents)s 份") % told


def _viewed(event: Event, names: Names) -> str:
    if event.after.get("kind") == "document":
        return _("下载了凭据文件")
    return _("看了凭据照片的大图") if event.after.get("whole") else _("看了凭据照片的小图")


def _why(event: Event) -> dict[str, Any]:
    return {"why": event.reason}


def _with_reason(text: str | Promise) -> Sentence:
    return filled(text, _why)


SENTENCES: dict[str, Sentence] = {
    "problem.evidence_attached": _attached,
    "problem.evidence_viewed": _viewed,
    "problem.evidence_shown": always(gettext_lazy("定了一张凭据照片给这户看")),
    "problem.evidence_withheld": always(gettext_lazy("一张凭据照片不再给这户看")),
    "problem.evidence_removed": _with_reason(gettext_lazy("删掉了一份凭据：%(why)s")),
    "problem.evidence_expired": always(gettext_lazy("凭据存满了天数，自动删掉")),
}
