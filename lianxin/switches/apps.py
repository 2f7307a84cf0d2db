from django.apps import AppConfig


class SwitchesConfig(AppConfig):
    name = "lianxin.switches"
    label = "switches"
