"""The app of declared calendars."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "lianxin.policies.calendars"
    label = "calendars"
