"""The only writers of classification: the rules' verdicts, and what people decide."""

from lianxin.classification.actions.adopting import adopt_and_judge, judge_again
from lianxin.classification.actions.classifying import (
    Moves,
    NoPolicy,
    classify_due,
    classify_in_steps,
    classify_new,
    classify_register,
    reclassify,
    reclassify_everyone,
)
from lianxin.classification.actions.exits import approve_exit, approve_exits
from lianxin.classification.actions.reviews import (
    ReviewRefused,
    decide_review,
    open_expired_reviews,
    open_objection,
    record_exit_visit,
)
from lianxin.classification.actions.trials import start_trial, try_draft

__all__ = [
    "Moves",
    "NoPolicy",
    "ReviewRefused",
    "adopt_and_judge",
    "approve_exit",
    "approve_exits",
    "classify_due",
    "classify_in_steps",
    "classify_new",
    "classify_register",
    "decide_review",
    "judge_again",
    "open_expired_reviews",
    "open_objection",
    "reclassify",
    "reclassify_everyone",
    "record_exit_visit",
    "start_trial",
    "try_draft",
]
