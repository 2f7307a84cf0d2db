from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "lianxin.exports"
    label = "exports"
