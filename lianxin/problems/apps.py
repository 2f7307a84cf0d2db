"""The app of problems."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "lianxin.problems"

    def ready(self) -> None:
        """Lists handed over are a kind of file that can be imported."""
        from lianxin.problems.petitions import kind  # noqa: F401
