from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "lianxin.registry"
    label = "registry"

    def ready(self) -> None:
        from lianxin.areas.guards import set_guard
        from lianxin.registry import among, prefix
        from lianxin.registry.actions.areas import carry_households, count_households, return_households

        among.register()
        prefix.register()
        set_guard(
            "household",
            title=_("户"),
            count=count_households,
            carry=carry_households,
            bring_back=return_households,
        )
