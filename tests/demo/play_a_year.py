"""Plays a small district's year up to the day of its pairing in a home of its own; a test runs it.

`python -m tests.demo.play_a_year PROCESSORS [stumble]` prints as one JSON object what it then holds.
"""

import json
import multiprocessing
import sys
from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

import django

HOUSEHOLDS, CADRES = 300, 600
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def main(processors, stumbles):
    django.setup()
    from lianxin.databases import second
    from lianxin.demo import history, staff, vocabulary
    from lianxin.demo.actions import living, making

    made = {}

    def stop_here(team, *, now, meanwhile, then):
        meanwhile()  # all events are put in order
        made.update(holdings())
        raise SystemExit

    def stumble(scene, story, *, now):
        if multiprocessing.parent_process() is not None:
            raise ZeroDivisionError("in the other half")

    with (
        mock.patch.object(second, "processors", return_value=processors),
        mock.patch.dict(vocabulary.HOUSEHOLDS, {vocabulary.Size.DISTRICT: HOUSEHOLDS}),
        mock.patch.object(staff, "CADRES", CADRES),
        mock.patch.object(history, "CHUNK", 3),  # so that steps have many chunks here too
        mock.patch.object(living, "pair", stop_here),
        mock.patch.object(living, "live", stumble if stumbles else living.live),
    ):
        try:
            making.make_demo(size=vocabulary.Size.DISTRICT, seed=1, now=NOW)
        except SystemExit:
            pass
        except second.SecondFailed as failed:
            made = {"failed": str(failed)} | holdings()
    print(json.dumps(made, ensure_ascii=False))


def holdings():
    """What is on the register and in the ledger, without keys, which are drawn anew each time."""
    from django.conf import settings

    from lianxin.classification.models import Review, Standing, Tenure
    from lianxin.intake.models import Import, ImportBatch
    from lianxin.ledger.models import Event
    from lianxin.pairing.models import Pairing
    from lianxin.planning.models import Duty, Excuse
    from lianxin.problems.models import Custody, Ending, Origin, Problem, Reply
    from lianxin.ratings.models import Close, PoolRow
    from lianxin.registry.models import Fact, Household, NameTail, Resident
    from lianxin.visits.models import Claim, Item, Settlement, Visit

    def rows(model, *columns):
        return sorted([str(value) for value in row] for row in model.objects.values_list(*columns))

    number = dict(Household.objects.values_list("pk", "number"))
    events = list(Event.objects.order_by("pk").values_list("kind", "at", "subject_id", "cause"))
    told = [[kind, str(at), number.get(about, ""), cause] for kind, at, about, cause in events]
    untils = Event.objects.filter(pk__in=ImportBatch.objects.values("until_event"))
    return {
        "households": rows(Household, "number", "area__code", "group_name", "state", "created_at"),
        "residents": rows(Resident, "household__number", "name", "relation", "birth_on", "state", "left_on"),
        "tails": rows(NameTail, "resident__household__number", "resident__name", "name"),
        "facts": rows(
            Fact, "household__number", "resident__name", "indicator", "value", "observed_on", "by__number",
            "is_current",
        ),
        "standings": rows(Standing, "household__number", "tier", "since_on", "rules", "ask", "ruled_on"),
        "tenures": rows(Tenure, "household__number", "tier", "from_on", "to_on", "cause"),
        "reviews": rows(Review, "household__number", "kind", "opened_at", "outcome", "decided_at"),
        "imports": rows(Import, "file_name", "rows", "state"),
        "visits": rows(
            Visit, "household__number", "staff__number", "begun_at", "captured_at", "received_at", "place",
            "note", "fields", "filling_seconds",
        ),
        "items": rows(Item, "household__number", "visit__begun_at", "kind", "category", "text", "quantity"),
        "settlements": rows(Settlement, "item__household__number", "how", "settled_at"),
        "claims": rows(Claim, "visit__begun_at", "fact__household__number", "fact__indicator", "known"),
        "duties": rows(
            Duty, "household__number", "staff__number", "opens_on", "due_on", "made_on", "ended_on", "end"
        ),
        "excuses": rows(Excuse, "duty__household__number", "code", "tried_on"),
        "patches": rows(Pairing, "household__number", "staff__number", "from_on", "to_on"),
        "problems": rows(
            Problem, "number", "household__number", "words", "category", "opened_at", "phase", "rung",
            "owner__number", "due_at", "ended_at", "end",
        ),
        "custodies": rows(Custody, "problem__number", "rung", "how", "from_at", "owner__number", "to_at"),
        "endings": rows(Ending, "problem__number", "end", "ended_at", "into__number", "judgement__is_done"),
        "origins": rows(Origin, "problem__number", "household__number", "raised_at", "via__number"),
        "replies": rows(Reply, "household__number", "due_at", "answered_at"),
        "closes": rows(Close, "month", "pools", "waiting", "given_up"),
        "pools": rows(PoolRow, "kind", "area__code", "cadre__number", "formed", "households", "tallies"),
        "until": [len(untils), *sorted(set(untils.values_list("kind", flat=True)))],
        "told": sorted(told),
        "told_of_homes": sorted(told, key=lambda one: one[2]),  # stable: in order for each home
        "moments_in_order": [one[1] for one in told] == sorted(one[1] for one in told),
        "numbers": [events and Event.objects.order_by("pk").first().pk, Event.objects.count()],
        "last_number": Event.objects.order_by("-pk").first().pk,
        "files": sorted(path.name for path in settings.LIANXIN_HOME.glob("lianxin.db*")),
    }  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), "stumble" in sys.argv)
