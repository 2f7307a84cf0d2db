"""The long work of exports, carried out by the worker."""

from functools import partial
from typing import Any

from django.utils import timezone

from lianxin.exports.actions import keep_file, write_export
from lianxin.exports.models import Export
from lianxin.exports.writing import TooManyRows
from lianxin.intake import sealed
from lianxin.people.access import may
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused

BYTES_A_ROW = 2_000
RIGHTS = {Export.HOUSEHOLDS: "household.see", Export.PROBLEMS: "problem.see"}


def write_list(work: Work, tell: Tell) -> dict[str, Any]:
    """Write the list somebody asked for and keep it sealed until he fetches it."""
    export = Export.objects.filter(pk=work.subject_id, cleared_at=None).first()
    if export is None or not may(export.by, RIGHTS[export.kind]):
        raise WorkRefused("export.gone", "这份名单已经清掉了，请重新选。", "The list is gone; choose again.")
    tell("exporting", 0, export.chosen)
    with sealed.aside(export.chosen * BYTES_A_ROW) as folder:
        plain = folder / "list"
        try:
            rows = write_export(
                export,
                plain,
                now=timezone.now(),
                progress=partial(tell, "exporting", total=export.chosen),
            )
        except TooManyRows:
            zh, en = "一张表装不下这么多行，请选 CSV。", "A sheet cannot hold so many rows; choose CSV."
            raise WorkRefused("export.too_many", zh, en) from None
        keep_file(export, plain)
    return {"rows": rows}
