"""The room of policies, as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PoliciesConfig(AppConfig):
    name = "lianxin.policies"
    label = "policies"

    def ready(self) -> None:
        """Let every room that can run a policy's examples say so (`proofs.py`, see `proving`)."""
        autodiscover_modules("proofs")
