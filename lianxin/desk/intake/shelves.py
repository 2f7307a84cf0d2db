"""Kinds of workbooks that are handed in on a page.

A new kind is one `Shelf` here, its templates (`imports.html` and `upload.html`, which fill in the blocks of
`desk/intake/shelf.html` and `file.html`) and a line in `desk/urls.py`. How a file is looked at and imported
is for its room to say (`intake.uploads.WORKS`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.intake.models import ROSTER, STAFF, VERBS, Import
from lianxin.intake.staff.template import write_staff_template
from lianxin.intake.template import write_template
from lianxin.policies.catalogue import default

PAGES = ("imports", "upload", "reading", "importing", "removal", "refused", "imported", "undoing")


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of the list of imports: its title, and where a report holds the number."""

    title: str | Promise
    part: str
    how: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of one kind.

    `prefix` begins the names of their addresses, but for the empty workbook's (`blank`); `here` is their
    section of the rail. `parts` of a preview tell whether there is anything to import, `figures` what an
    import did. `write_blank` writes the empty workbook to a path.
    """

    kind: str
    prefix: str
    folder: str
    here: str
    blank: str
    write_blank: Callable[[Path], None]
    parts: tuple[str, ...]
    figures: tuple[Figure, ...]
    too_large: str | Promise

    @property
    def verb(self) -> str:
        return VERBS[self.kind]

    @property
    def names(self) -> dict[str, str]:
        """{page: name of its address}."""
        return {page: f"desk:{self.prefix}{page}" for page in PAGES} | {"blank": self.blank}

    def template(self, page: str) -> str:
        return f"desk/{self.folder}/{page}.html"

    def changing(self, preview: Mapping[str, Any]) -> int:
        """How many rows a file would create or update."""
        return sum(preview.get(part, {}).get(how, 0) for part in self.parts for how in ("created", "updated"))

    def unchanged(self, preview: Mapping[str, Any]) -> int:
        """How many of its rows say what is known already; of the first part, which is what rows are about."""
        return preview.get(self.parts[0], {}).get("unchanged", 0)

    def done_by(self, run: Import) -> list[tuple[Figure, int]]:
        counts = run.counts or {}
        return [(figure, counts.get(figure.part, {}).get(figure.how, 0)) for figure in self.figures]


ROSTERS = Shelf(
    kind=ROSTER,
    prefix="",
    folder="intake",
    here="imports",
    blank="desk:import-template",
    write_blank=lambda path: write_template(path, default()),
    parts=("households",),
    figures=(
        Figure(_("新登记的户"), "households", "created"),
        Figure(_("更新的户"), "households", "updated"),
    ),
    too_large=_("文件超过 %(limit)d MB。请按镇或村拆成几个文件再交。"),
)
STAFF_BOOKS = Shelf(
    kind=STAFF,
    prefix="staff-",
    folder="staff",
    here="staff",
    blank="desk:staff-template",
    write_blank=write_staff_template,
    parts=("staff", "posts"),
    figures=(Figure(_("新登记的人"), "staff", "created"), Figure(_("更新的人"), "staff", "updated")),
    too_large=_("文件超过 %(limit)d MB。请拆成几个再交。"),
)
