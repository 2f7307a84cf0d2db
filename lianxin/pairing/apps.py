from django.apps import AppConfig


class PairingConfig(AppConfig):
    name = "lianxin.pairing"

    def ready(self) -> None:
        from lianxin.pairing.actions.letting_go import let_go
        from lianxin.registry.removal import on_removal

        on_removal("pairing", let_go)
