"""The corridor: what happens next when something has happened. Read this file to know the product.

Each event kind names the actions that follow. A handler takes `(events, *, now)`, a batch of events of that
kind; it is repeatable, it lives in the right-hand of the two rooms, and it shares one transaction with the
claim of its events, so an event is handed on exactly once or not at all.
"""

from datetime import datetime

from django.utils import timezone

from lianxin.callbacks import actions as callbacks
from lianxin.classification import actions as classification
from lianxin.classification import jobs as trials
from lianxin.exports import jobs as exports
from lianxin.intake import jobs as intake
from lianxin.intake.calendar import jobs as calendars
from lianxin.intake.staff import jobs as intake_staff
from lianxin.ledger import queue, seal
from lianxin.notices import actions as notices
from lianxin.notices import jobs as messages
from lianxin.pairing import actions as pairing
from lianxin.pairing import jobs as drafts
from lianxin.planning import actions as planning
from lianxin.planning import jobs as plans
from lianxin.problems import actions as problems
from lianxin.problems.actions import recomputing
from lianxin.problems.petitions import jobs as petitions
from lianxin.visits import actions as visits
from lianxin.voice import actions as voice
from lianxin.voice import jobs as cards
from lianxin.work import chain
from lianxin.work.running import Job

HAND_ON: queue.HandOn = {
    "household.imported": [classification.reclassify, pairing.stand_in],
    "household.changed": [classification.reclassify, pairing.stand_in, planning.refresh_duties],
    "household.paired": [planning.refresh_duties],
    "household.unpaired": [planning.refresh_duties],
    "handover.met": [planning.refresh_duties],
    "handover.lapsed": [planning.refresh_duties],
    "class.changed": [planning.refresh_duties],
    "class.contested": [planning.refresh_duties],
    "class.expired": [planning.refresh_duties],
    "review.decided": [planning.refresh_duties],
    "duty.done": [planning.refresh_duties],
    "visit.recorded": [visits.revise_registry, problems.open_from_visits],
    "item.raised": [problems.open_from_items, notices.raise_urgent],
    "item.settled": [problems.follow_settled],
    "visit.missed": [visits.excuse_missed],
    "card.left": [voice.end_printed],
    "household.erased": [callbacks.forget_erased],
    "facts.changed": [classification.reclassify],
    "policy.adopted": [classification.reclassify_everyone],
    "calendar.changed": [recomputing.count_anew],
    "post.ended": [pairing.stand_in],
    "staff.dismissed": [pairing.stand_in],
    "staff.disabled": [pairing.stand_in],
}

# Long work that a person starts: its kind, and who carries it out (outside the corridor, with progress).
JOBS: dict[str, Job] = {
    "ledger.check": chain.check_ledger,
    "import.preview": intake.preview_upload,
    "import.run": intake.run_upload,
    "import.undo": intake.undo_run,
    "export.run": exports.write_list,
    "staff.preview": intake_staff.preview_staff,
    "staff.run": intake_staff.run_staff,
    "staff.undo": intake_staff.undo_staff,
    "calendar.preview": calendars.preview_calendar,
    "calendar.run": calendars.run_calendar,
    "calendar.undo": calendars.take_back_calendar,
    "petitions.preview": petitions.preview_petitions,
    "petitions.run": petitions.run_petitions,
    "petitions.undo": petitions.take_back_petitions,
    "pairing.draft": drafts.work_out,
    "pairing.adopt": drafts.adopt,
    "pairing.undo": drafts.undo,
    "planning.run": plans.plan,
    "policy.try": trials.try_policy,
    "classification.run": trials.judge_anew,
    "notices.send": messages.send,
    "cards.print": cards.print_cards,
}


def carry_on(*, now: datetime, limit: int | None = None, at_once: int = queue.BATCH) -> int:
    """Hand on what waits, batch by batch, until nothing is ready; returns how many events were handed on.

    `at_once`: events in one transaction, for which everybody else who writes has to wait.
    """
    carried = 0
    while limit is None or carried < limit:
        moved = queue.carry_batch(HAND_ON, now=now, batch=at_once)
        if not moved:
            break
        carried += moved
    return carried


def settle(now: datetime | None = None) -> None:
    """Walk the corridor to its end and seal the ledger: what every command does last."""
    now = now or timezone.now()
    carry_on(now=now)
    seal.seal_ledger(now=now)
