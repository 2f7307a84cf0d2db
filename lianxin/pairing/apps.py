from django.apps import AppConfig


class PairingConfig(AppConfig):
    name = "lianxin.pairing"
