"""Households, residents, facts. A fact is never edited: a newer one takes its place, and it is kept."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.people.vault import EncryptedTextField
from lianxin.registry.prefix import prefix_index
from lianxin.registry.vocabulary import HouseholdState, Relation, ResidentState, Sex, Source


class HouseholdQuerySet(models.QuerySet):
    def present(self) -> Self:
        return self.filter(state=HouseholdState.PRESENT.value)

    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, "household.see", field="area"))

    def with_head(self) -> Self:
        """Annotate `head_name`, so that a list need not ask for each household's head."""
        head = Resident.objects.present().filter(household=models.OuterRef("pk"), relation="head")
        return self.annotate(head_name=models.Subquery(head.values("name")[:1]))


def _cadre(related_name: str) -> Any:
    """A cadre or nobody; the index is partial, for most lists never ask."""
    return models.ForeignKey(
        "people.Staff",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name=related_name,
        db_index=False,
    )


class Household(models.Model):
    """One home. `number` (户编号) is the district's own number for it and never changes.

    `keeper` is the one cadre it is paired with today, and `handing_over` the one before while both still owe
    it the visit on which they meet; `pairing` writes both and keeps their history.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    number = models.CharField(max_length=32, unique=True)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="households")
    group_name = models.CharField(max_length=40, default="", blank=True)
    address = models.CharField(max_length=200, default="", blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=HouseholdState.choices(), default="present")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    note = EncryptedTextField()
    created_at = models.DateTimeField()
    keeper = _cadre(related_name="kept")
    handing_over = _cadre(related_name="handing_over")

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["area", "state", "number"], name="household_area"),
            # The middles of all areas from it alone, for choosing a cadre.
            models.Index(fields=["area", "state", "longitude", "latitude"], name="household_spot"),
            prefix_index("number", "household_number_prefix"),
            # IS NOT NULL, which SQLite sees to hold for `keeper = …`; NOT (… IS NULL) it would not.
            # With the state, so that a district's households are counted by cadre from it alone.
            models.Index(
                fields=["keeper", "state"], name="household_kept", condition=Q(keeper__isnull=False)
            ),
            models.Index(
                fields=["area"], name="household_unpaired", condition=Q(keeper=None, state="present")
            ),
            models.Index(
                fields=["handing_over"],
                name="household_handing_over",
                condition=Q(handing_over__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def head(self) -> "Resident | None":
        return self.residents.present().filter(relation=Relation.HEAD.value).first()


class ResidentQuerySet(models.QuerySet):
    def present(self) -> Self:
        return self.filter(state=ResidentState.PRESENT.value)

    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, "household.see", field="household__area"))


class Resident(models.Model):
    """One person in one household. ID number and phone are ciphertext, found again by their blind index."""

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residents")
    name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=120, default="", blank=True)
    initials = models.CharField(max_length=40, default="", blank=True)
    relation = models.CharField(max_length=16, choices=Relation.choices())
    sex = models.CharField(max_length=1, choices=Sex.choices(), default="u")
    birth_on = models.DateField(null=True, blank=True)
    id_number = EncryptedTextField()
    id_index = models.BinaryField(max_length=16, null=True, blank=True)
    phone = EncryptedTextField()
    phone_index = models.BinaryField(max_length=16, null=True, blank=True)
    state = models.CharField(max_length=8, choices=ResidentState.choices(), default="present")
    left_on = models.DateField(null=True, blank=True)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        ordering = ["household_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation="head", state="present"),
                name="one_head_per_household",
                violation_error_message="一户只能有一位户主。",
            ),
        ]
        indexes = [
            prefix_index("name", "resident_name"),
            prefix_index("pinyin", "resident_pinyin"),
            prefix_index("initials", "resident_initials"),
            models.Index(fields=["id_index"], name="resident_id_number"),
            models.Index(fields=["phone_index"], name="resident_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def area(self) -> Any:
        """Where the resident lies, for `people.access`."""
        return self.household.area


class NameTail(models.Model):
    """What remains of a name after its first characters: where a search for an inner part may begin."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="tails")
    name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=120)
    initials = models.CharField(max_length=40)

    class Meta:
        indexes = [
            prefix_index("name", "tail_name"),
            prefix_index("pinyin", "tail_pinyin"),
            prefix_index("initials", "tail_initials"),
        ]

    def __str__(self) -> str:
        return self.name


class FactQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(is_current=True)

    def about(self, household: Household) -> Self:
        return self.filter(household=household)

    def newest_first(self) -> Self:
        return self.order_by("-observed_on", "-recorded_at", "-id")


class Fact(models.Model):
    """One value of one indicator, of a household or of a resident in it, as observed on a day.

    `value` is canonical text (`lianxin.registry.values`); `is_current` marks the newest one that is valid.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="facts")
    resident = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="facts"
    )
    indicator = models.CharField(max_length=40)
    value = models.CharField(max_length=64)
    observed_on = models.DateField()
    source = models.CharField(max_length=8, choices=Source.choices())
    source_note = EncryptedTextField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    is_current = models.BooleanField(default=True)
    retracted_at = models.DateTimeField(null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "indicator"],
                condition=Q(is_current=True, resident=None),
                name="one_current_fact_per_household",
            ),
            models.UniqueConstraint(
                fields=["resident", "indicator"],
                condition=Q(is_current=True, resident__isnull=False),
                name="one_current_fact_per_resident",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} on {self.observed_on}"
