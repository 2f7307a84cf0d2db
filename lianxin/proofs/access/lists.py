"""The rows of lists brought in as workbooks: the calendar of a year, problems handed over."""

from typing import Any

from django.utils import timezone

from lianxin.intake.models import CALENDAR, PETITIONS, Import, Upload
from lianxin.proofs.access.kinds import BOTH, POST, List, Row, Thing
from lianxin.proofs.access.world import Place

FILE = {"file_name": "表.xlsx", "sha256": "0" * 64}


def _upload(place: Place, kind: str) -> dict[str, Any]:
    known = Upload.objects.filter(kind=kind, area=place.area).first()
    made = known or Upload.objects.create(
        **FILE, kind=kind, size=1, area=place.area, uploaded_at=timezone.now()
    )
    return {"key": made.pk}


def _imported(place: Place, kind: str) -> dict[str, Any]:
    known = Import.objects.filter(kind=kind, area=place.area).first()
    now = timezone.now()
    about = {"kind": kind, "state": Import.DONE, "started_at": now, "written_at": now}
    return {"key": (known or Import.objects.create(**FILE, **about, area=place.area)).pk}


def _rows(prefix: str, kind: str, verb: str) -> dict[str, Row]:
    def file(place: Place) -> dict[str, Any]:
        return _upload(place, kind)

    def run(place: Place) -> dict[str, Any]:
        return _imported(place, kind)

    return {
        f"desk:{prefix}-imports": List(verb, methods=BOTH),
        f"desk:{prefix}-template": List(verb),
        f"desk:{prefix}-upload": Thing(verb, file),
        f"desk:{prefix}-reading": Thing(verb, file, methods=POST),
        f"desk:{prefix}-importing": Thing(verb, file, methods=POST),
        f"desk:{prefix}-removal": Thing(verb, file, methods=POST),
        f"desk:{prefix}-refused": Thing(verb, file, methods=POST),
        f"desk:{prefix}-imported": Thing(verb, run),
        f"desk:{prefix}-undoing": Thing(verb, run, methods=POST),
    }


LISTS: dict[str, Row] = {
    **_rows("calendar", CALENDAR, "policy.adopt"),
    **_rows("petition", PETITIONS, "import.run"),
}
