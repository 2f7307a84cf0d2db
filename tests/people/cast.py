"""The small cast of the tests. The proofs play with it too, so it lives there."""

from lianxin.proofs.cast import (
    PASSWORD,
    SECRET,
    Role,
    enter,
    give_post,
    give_second_factor,
    make_staff,
    make_worker,
    plant_areas,
)

__all__ = [
    "PASSWORD",
    "SECRET",
    "Role",
    "enter",
    "give_post",
    "give_second_factor",
    "make_staff",
    "make_worker",
    "plant_areas",
]
