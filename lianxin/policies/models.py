"""Adopted policies: each version stays as it was adopted, for as long as a verdict may lean on it."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, NoReturn, Self

from django.db import models

from lianxin.ledger.keys import Key, new_key
from lianxin.policies.document import read
from lianxin.policies.vocabulary import PolicyDocument

NEVER_EDITED = "An adopted policy is never edited or deleted: adopt a new version with a new id."


def fingerprint(text: str) -> str:
    """The SHA-256 of a policy file, as hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=32)
def _document(text: str, filename: str) -> PolicyDocument:
    return read(text, filename=filename)


class PolicyQuerySet(models.QuerySet):
    """Adopted policies; what was adopted can be neither changed nor deleted."""

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_force(self, kind: str, on: date) -> "Policy | None":
        """The policy of a kind that holds on a day: the latest to take effect, of those the last adopted."""
        effective = self.of_kind(kind).filter(effective_on__lte=on)
        return effective.order_by("-effective_on", "-adopted_on", "-id").first()

    def update(self, **_: Any) -> NoReturn:
        raise TypeError(NEVER_EDITED)

    def delete(self) -> NoReturn:
        raise TypeError(NEVER_EDITED)


class Policy(models.Model):
    """One version of one policy. `text` is the file as adopted, comments and all."""

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=20)  # one of catalogue.POLICY_KINDS; `read` sees to it
    document_id = models.CharField(max_length=64, unique=True)
    effective_on = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=255, default="", blank=True)
    adopted_on = models.DateField()
    adopted_by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-effective_on", "-id"]
        indexes = [models.Index(fields=["kind", "effective_on"], name="policy_in_force")]

    def __str__(self) -> str:
        return self.document_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(NEVER_EDITED)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(NEVER_EDITED)

    @property
    def document(self) -> PolicyDocument:
        """The policy as rules and numbers. The same object for the same text, so that it is compiled once."""
        return _document(self.text, self.filename)

    @property
    def is_intact(self) -> bool:
        """Whether the text is still the one that was adopted."""
        return fingerprint(self.text) == self.sha256


class PolicyDraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Drafts that still take changes."""
        return self.filter(discarded_at=None, adopted=None)

    def discarded(self) -> Self:
        return self.exclude(discarded_at=None).filter(adopted=None)


class PolicyDraft(models.Model):
    """A policy in the making. `content` is a `drafting.contents.Content`, `previous` the one before the last
    change; `version` grows with every change, so that nobody overwrites what he has not seen.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=20)
    base = models.ForeignKey(Policy, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    previous = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    edited_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    discarded_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    adopted = models.OneToOneField(Policy, null=True, on_delete=models.PROTECT, related_name="draft")

    objects = PolicyDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-edited_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.content.get('effective_on', '')}"

    @property
    def is_open(self) -> bool:
        return self.discarded_at is None and self.adopted_id is None
