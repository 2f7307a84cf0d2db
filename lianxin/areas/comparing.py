"""What a new division list says that the tree does not, and the other way round. Pure.

Only people know whether a code that vanished was merged or abolished, so those are named and never acted on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianxin.areas.vocabulary import Division


@dataclass(frozen=True, slots=True)
class Difference:
    """One area of which list and tree say different things."""

    listed: Division
    present: Division


@dataclass(frozen=True, slots=True)
class Comparison:
    """`new` stand in the list only (parents before children), `missing` in the tree only, by code.

    `closed` are listed but closed in the tree. An area may be both renamed (name or level) and moved.
    """

    new: tuple[Division, ...]
    renamed: tuple[Difference, ...]
    moved: tuple[Difference, ...]
    closed: tuple[Division, ...]
    missing: tuple[Division, ...]
    same: int

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing that the list could change by itself."""
        return not (self.new or self.renamed or self.moved)


def compare(
    listed: Iterable[Division], present: Mapping[str, Division], closed: frozenset[str]
) -> Comparison:
    """Compare a list, parents before children, with the open areas by code; `closed` are codes that ended."""
    listed = tuple(listed)
    known = [Difference(one, present[one.code]) for one in listed if one.code in present]
    renamed = tuple(d for d in known if (d.listed.name, d.listed.level) != (d.present.name, d.present.level))
    moved = tuple(d for d in known if d.listed.parent_code != d.present.parent_code)
    codes = {one.code for one in listed}
    return Comparison(
        new=tuple(one for one in listed if one.code not in present and one.code not in closed),
        renamed=renamed,
        moved=moved,
        closed=tuple(one for one in listed if one.code in closed),
        missing=tuple(one for code, one in sorted(present.items()) if code not in codes),
        same=len(known) - len({d.listed.code for d in renamed + moved}),
    )
