from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lianxin.people"
    label = "people"

    def ready(self) -> None:
        from lianxin.areas.guards import set_guard
        from lianxin.people.actions import count_posts, count_secondments, move_posts, move_secondments
        from lianxin.people.actions.returning import return_posts, return_secondments

        set_guard("post", title=_("职务"), count=count_posts, carry=move_posts, bring_back=return_posts)
        set_guard(
            "secondment",
            title=_("下沉"),
            count=count_secondments,
            carry=move_secondments,
            bring_back=return_secondments,
        )
