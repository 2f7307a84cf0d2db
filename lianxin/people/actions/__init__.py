"""The only writers of this room: accounts, posts, second factors. Each is recorded in the ledger."""

from lianxin.people.actions.accounts import (
    add_staff,
    change_staff,
    disable_staff,
    enable_staff,
    set_language,
    set_password,
    sign_in_staff,
)
from lianxin.people.actions.hiring import Newcomer, hire_many
from lianxin.people.actions.posts import appoint, count_posts, end_post, move_posts
from lianxin.people.actions.second_factors import (
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    use_one_time_code,
    use_recovery_code,
)

__all__ = [
    "Newcomer",
    "add_staff",
    "appoint",
    "begin_second_factor",
    "change_staff",
    "confirm_second_factor",
    "count_posts",
    "disable_staff",
    "enable_staff",
    "end_post",
    "hire_many",
    "move_posts",
    "remove_second_factor",
    "renew_recovery_codes",
    "set_language",
    "set_password",
    "sign_in_staff",
    "use_one_time_code",
    "use_recovery_code",
]
