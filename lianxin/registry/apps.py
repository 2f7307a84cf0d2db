from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "lianxin.registry"
    label = "registry"

    def ready(self) -> None:
        from lianxin.registry import prefix

        prefix.register()
