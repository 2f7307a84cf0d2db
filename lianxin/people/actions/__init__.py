"""The only writers of this room: accounts, posts, second factors. Each is recorded in the ledger."""

from lianxin.people.actions.accounts import (
    add_staff,
    change_staff,
    disable_staff,
    enable_staff,
    reveal_phone,
    set_language,
    set_password,
    sign_in_staff,
    unlock_staff,
)
from lianxin.people.actions.dismissals import Holding, dismiss_staff, holding_of, reinstate_staff
from lianxin.people.actions.hiring import Newcomer, hire_many
from lianxin.people.actions.posts import (
    appoint,
    count_posts,
    end_post,
    move_posts,
    resume_post,
    transfer_post,
)
from lianxin.people.actions.second_factors import (
    begin_second_factor,
    confirm_second_factor,
    offered_factor,
    remove_second_factor,
    renew_recovery_codes,
    use_one_time_code,
    use_recovery_code,
)
from lianxin.people.actions.secondments import (
    count_secondments,
    end_secondment,
    move_secondments,
    second_staff,
)
from lianxin.people.actions.slips import hand_out_slips

__all__ = [
    "Holding",
    "count_secondments",
    "dismiss_staff",
    "end_secondment",
    "hand_out_slips",
    "holding_of",
    "move_secondments",
    "offered_factor",
    "reinstate_staff",
    "resume_post",
    "reveal_phone",
    "second_staff",
    "transfer_post",
    "unlock_staff",
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
