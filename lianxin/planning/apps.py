from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lianxin.planning"

    def ready(self) -> None:
        from lianxin.planning.actions.letting_go import let_go
        from lianxin.registry.removal import on_removal

        on_removal("planning", let_go)
