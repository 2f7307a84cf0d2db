"""What may be written in this room."""

from lianxin.ratings.actions.casting import cast_ballot
from lianxin.ratings.actions.closing import close_months, give_up_over
from lianxin.ratings.actions.visiting import rate_visit

__all__ = ["cast_ballot", "close_months", "give_up_over", "rate_visit"]
