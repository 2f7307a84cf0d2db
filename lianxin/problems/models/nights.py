"""What the room keeps about itself: how many problems a year has, and the nights on which all was checked."""

from django.db import models


class YearCount(models.Model):
    """How many problems of a year have a number."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Night(models.Model):
    """A day on which everything was checked: items without a problem (which were given one), and problems
    with something missing (which `lianxin doctor` names)."""

    day = models.DateField(primary_key=True)
    opened = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checked on {self.day}"
