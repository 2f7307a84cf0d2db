"""Years whose days off a district declared by workbook."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key


class DeclaredYearQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that count: neither withdrawn nor replaced."""
        return self.filter(withdrawn_at=None)


class DeclaredYear(models.Model):
    """What was declared for one year beyond the official calendar: days off, make-up workdays (ISO dates).

    `origin` is the import that brought it. A newer word on a year takes its place (`replaces`); withdrawing
    that lets the earlier one count again, as a row of its own.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    year = models.PositiveSmallIntegerField()
    holidays = models.JSONField(default=list)
    workdays = models.JSONField(default=list)
    source = models.CharField(max_length=200, default="", blank=True)
    origin = Key(null=True)
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects: ClassVar[Any] = DeclaredYearQuerySet.as_manager()

    class Meta:
        ordering = ["year", "declared_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(withdrawn_at=None), name="one_declaration_of_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {len(self.holidays)} off, {len(self.workdays)} at work"

    @property
    def days_off(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.holidays]

    @property
    def days_at_work(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.workdays]
