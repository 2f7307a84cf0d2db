from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "lianxin.work"
    label = "work"
