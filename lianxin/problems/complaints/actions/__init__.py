"""The only writers of complaints. They end in `steps.take`, the ledger that complaints have of their own."""

from lianxin.problems.complaints.actions.answering import answer, end
from lianxin.problems.complaints.actions.asking import ask_subject, explain
from lianxin.problems.complaints.actions.hearing import (
    name_subjects,
    note,
    pass_up,
    reveal_complainant,
    take_up,
)
from lianxin.problems.complaints.actions.recording import Raised, Recorded, record_complaint, take_from_visits
from lianxin.problems.complaints.actions.refusals import ComplaintsRefused
from lianxin.problems.complaints.actions.running import run_complaints
from lianxin.problems.complaints.actions.sealing import digest_today

__all__ = [
    "ComplaintsRefused",
    "Raised",
    "Recorded",
    "answer",
    "ask_subject",
    "digest_today",
    "end",
    "explain",
    "name_subjects",
    "note",
    "pass_up",
    "record_complaint",
    "reveal_complainant",
    "run_complaints",
    "take_from_visits",
    "take_up",
]
