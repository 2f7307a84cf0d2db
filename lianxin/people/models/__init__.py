"""The tables of this room: staff, posts, secondments, and what guards a sign-in."""

from lianxin.people.models.sign_in import RecoveryCode, SecondFactor, SignInTries
from lianxin.people.models.staff import RANK_CHOICES, ROLE_CHOICES, Post, PostQuerySet, Secondment, Staff

__all__ = [
    "RANK_CHOICES",
    "ROLE_CHOICES",
    "Post",
    "PostQuerySet",
    "RecoveryCode",
    "Secondment",
    "SecondFactor",
    "SignInTries",
    "Staff",
]
