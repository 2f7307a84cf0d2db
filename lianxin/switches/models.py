"""One table: every change of a switch that was asked for, and what people decided about it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lianxin.cipher import decrypt, encrypt
from lianxin.ledger.keys import Key, new_key

LONGEST_REASON = 200
PLACE = "switches_switchchange.words"


class SwitchChangeQuerySet(models.QuerySet):
    def adopted(self) -> Self:
        return self.filter(outcome=SwitchChange.ADOPTED)

    def waiting(self) -> Self:
        """Asked for, and a second person has not decided yet."""
        return self.filter(decided_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-asked_at", "-id")

    def value_of(self, code: str) -> str | None:
        """The value adopted last; None when nobody ever changed the switch."""
        values = self.adopted().filter(code=code).order_by("-decided_at", "-id")
        return values.values_list("value", flat=True).first()


class SwitchChange(models.Model):
    """Somebody asked for a value, with a reason; he or, where two are needed, another decided. `words` is the
    ciphertext of what he typed, which is read and set as `reason`."""

    ADOPTED, REFUSED, WITHDRAWN = "adopted", "refused", "withdrawn"
    OUTCOMES = [(ADOPTED, "已生效"), (REFUSED, "没有同意"), (WITHDRAWN, "已收回")]

    id = Key(primary_key=True, default=new_key, editable=False)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    words = models.BinaryField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, choices=OUTCOMES, default="", blank=True)

    objects = SwitchChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["code", "-decided_at"], name="switch_in_force")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(decided_at=None), name="one_waiting_change_per_switch"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | ~Q(decided_at=None) & ~Q(outcome=""),
                name="switch_outcome_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"

    @property
    def reason(self) -> str:
        """Raises VaultError when it does not open."""
        return decrypt(bytes(self.words), PLACE).decode("utf-8", "surrogatepass") if self.words else ""

    @reason.setter
    def reason(self, text: str) -> None:
        self.words = encrypt(text.encode("utf-8", "surrogatepass"), PLACE) if text else None
