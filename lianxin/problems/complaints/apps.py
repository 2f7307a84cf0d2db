from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "lianxin.problems.complaints"
    label = "complaints"
