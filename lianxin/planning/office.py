"""What the office owes a home besides rounds: when such a visit is due. Pure.

How soon two cadres must hand over a home is a number of the policy of pairing, and comes with that duty.
"""

from datetime import date, timedelta

from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Reason


def window_of(reason: Reason, on: date, today: date, standards: Standards) -> tuple[date, date]:
    """(opens, due) of the visit for a promise due `on` a day, a review until then, a visit made then.

    Nothing opens before `today`; what is past its day is due today. Raises ValueError for any other reason.
    """
    match reason:
        case Reason.PROMISE_DUE:
            opens, due = on - timedelta(days=standards.promise_before_days), on
        case Reason.REVIEW:
            opens, due = on - timedelta(days=standards.review_before_days), on
        case Reason.CALL_BACK:
            opens, due = on + timedelta(days=1), on + timedelta(days=standards.call_back_days)
        case _:
            raise ValueError(f"{reason} has no window of its own")
    return max(opens, today), max(due, today)
