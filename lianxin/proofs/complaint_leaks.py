"""Leaks planted for the proof of complaints: each gives a complaint away on one way, and has to be caught."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from lianxin.desk.callbacks import calls, findings, rounds
from lianxin.desk.ledger import exports as ledger_exports
from lianxin.desk.notices import views as notice_pages
from lianxin.desk.problems.views import evidence, exclusions
from lianxin.desk.searches import views as searches
from lianxin.exports import actions as exports
from lianxin.field.pulling import rows
from lianxin.notices.actions import telling
from lianxin.notices.producers import complaints as producer
from lianxin.operations import clock
from lianxin.people.models import Staff
from lianxin.problems.complaints.models import Complaint

Leak = tuple[str, Any, str, Callable[..., Any]]


def counting(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An answer behind which the number of complaints stands."""

    def told(*args: Any, **given: Any) -> HttpResponse:
        response = act(*args, **given)
        response.write(f"{Complaint.objects.count()}")
        return response

    return told


def lists_them(write: Callable[..., int]) -> Callable[..., int]:
    """A list that ends with a line for each complaint."""

    def written(path: Any, *args: Any, **given: Any) -> int:
        count = write(path, *args, **given)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{one.words}\n" for one in Complaint.objects.all())
        return count

    return written


def ticks(**given: Any) -> int:
    """A step of the clock that answers how many complaints it went through."""
    return Complaint.objects.count()


def to_everybody(now: Any) -> dict[Any, list[Complaint]]:
    """Notices for whoever works here."""
    found = list(Complaint.objects.all())
    return {key: found for key in Staff.objects.values_list("pk", flat=True)} if found else {}


def asks_everybody(rows: Any, person: str) -> list[tuple[Any, int]]:
    """A question that stands in the list of whoever works here."""
    number = rows.count()
    return [(key, number) for key in Staff.objects.values_list("pk", flat=True)]


def asks_nobody(rows: Any, person: str) -> list[tuple[Any, int]]:
    """A question that nobody is told of."""
    return []


def rows_with_them(person: Any, now: Any) -> Any:
    """A phone that is given the complaints of the place."""
    found, caseload = given_rows(person, now)
    return found | {f"complaint:{one.pk}": {"words": one.words} for one in Complaint.objects.all()}, caseload


given_rows = rows.rows_of

LEAKS: tuple[Leak, ...] = (
    (
        "an export of households that ends with them",
        exports,
        "write_households",
        lists_them(exports.write_households),
    ),
    (
        "an export of problems that ends with them",
        exports,
        "write_problems",
        lists_them(exports.write_problems),
    ),
    (
        "an export of the ledger that counts them",
        ledger_exports,
        "as_csv",
        lambda lines: f"{Complaint.objects.count()}",
    ),
    ("a tick that counts them", clock, "clear_old_sheets", ticks),
    ("a notice that forgets that it is private", telling, "is_private", lambda kind: False),
    ("notices for everybody", producer, "waiting_for", to_everybody),
    ("a question that everybody is told of", producer, "sums", asks_everybody),
    ("a question that nobody is told of", producer, "sums", asks_nobody),
    ("a list of notices that counts them", notice_pages, "render", counting(notice_pages.render)),
    ("a phone that is given them", rows, "rows_of", rows_with_them),
    ("a search that counts them", searches, "render", counting(searches.render)),
    ("a photo that says how many there are", evidence, "_answer", counting(evidence._answer)),
    ("exclusions that count them", exclusions, "render", counting(exclusions.render)),
    ("rounds of call-backs that count them", rounds, "render", counting(rounds.render)),
    ("calls that count them", calls, "render", counting(calls.render)),
    ("differences that count them", findings, "render", counting(findings.render)),
)
