from django.apps import AppConfig


class ClassificationConfig(AppConfig):
    name = "lianxin.classification"
    label = "classification"
