from django.apps import AppConfig


class PairingConfig(AppConfig):
    name = "lianxin.pairing"

    def ready(self) -> None:
        from lianxin.pairing.actions.letting_go import let_go
        from lianxin.registry.going import goes_with

        goes_with("pairing", let_go)
