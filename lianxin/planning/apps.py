from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lianxin.planning"

    def ready(self) -> None:
        from lianxin.planning.actions.letting_go import let_go
        from lianxin.registry.going import goes_with

        goes_with("planning", let_go)
