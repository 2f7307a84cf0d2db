"""What guards a sign-in: the second factor, codes for a lost phone, and how often a wrong password came."""

from datetime import datetime
from typing import Any

from django.db import models
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from lianxin.ledger.keys import Key, new_key
from lianxin.people.models.staff import Staff
from lianxin.people.vault import EncryptedTextField


class SecondFactor(ThrottlingMixin, Device):
    """The app that shows one-time codes (TOTP, RFC 6238). Its secret is encrypted at rest.

    django-otp's own table keeps the secret in clear; this one does not, and is a django-otp device in every
    other way. `last_step` bars a code from being used twice; wrong codes earn waits of 1, 2, 4 … seconds.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    user = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    last_step = models.BigIntegerField(default=-1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"

    @property
    def persistent_id(self) -> str:
        """How a session names this device; django-otp insists on a whole number behind the slash."""
        return f"{self.model_label()}/{self.pk.int}"

    @property
    def waits_until(self) -> datetime | None:
        """When a code may be tried again after wrong ones, or None for now."""
        allowed, why = self.verify_is_allowed()
        return None if allowed else why["locked_until"]

    def get_throttle_factor(self) -> int:
        return 1

    def verify_token(self, token: Any) -> bool:
        """Whether the six digits are right now (one step of 30 s early or late). Counts wrong ones."""
        if self.waits_until:
            return False
        totp = TOTP(bytes.fromhex(self.secret))
        if str(token).isascii() and str(token).isdigit() and totp.verify(int(token), 1, self.last_step + 1):
            self.last_step = totp.t()
            self.throttle_reset()
            return True
        self.throttle_increment()
        return False


class RecoveryCode(models.Model):
    """A code for the day the phone is lost. Only a keyed digest is kept; it works once."""

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=16)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.staff_id}"


class SignInTries(models.Model):
    """What sign-in remembers of one number at one address. The number is kept as a keyed digest only:
    people type passwords and phone numbers into the wrong field."""

    id = Key(primary_key=True, default=new_key, editable=False)
    digest = models.BinaryField(max_length=16)
    address = models.CharField(max_length=45)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, db_index=True)
    signed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "address"], name="tries_per_number_address")]

    def __str__(self) -> str:
        return f"{self.failures} wrong tries from {self.address}"
