"""Which rows belong to one household: by its number, else by its head's ID, else by standing together. Pure.

A first pass over the file reads only what this needs and keeps two small tables: the household of each row,
and where each household's last row stands. So a household whose rows lie far apart is still put together,
and no more rows are in memory than those of households that are not complete yet.
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lianxin.intake.rows import ReadRow
from lianxin.registry.vocabulary import Relation

SKIPPED = -1
KEYS = ("number", "head_id")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: the index of its sheet, and its number in it (counted from 1)."""

    sheet: int
    row: int


@dataclass(slots=True)
class Block:
    """The household to which the rows being read belong, as far as the sheet has told it."""

    household: int
    head_name: str | None
    has_head: bool


@dataclass(slots=True)
class Grouping:
    """The household (counted from 0) of every row of a person, in the order of the file.

    `last` holds the position of each household's last row; `scattered` the households whose rows do not
    stand together; `twice` the households that share a person, with the two places where he stands.
    """

    households: "array[int]" = field(default_factory=lambda: array("l"))
    last: "array[int]" = field(default_factory=lambda: array("l"))
    scattered: set[int] = field(default_factory=set)
    twice: dict[int, tuple[Place, Place]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.last)


class Grouper:
    """Takes the rows of persons one by one; `grouping` is complete after the last one."""

    def __init__(self) -> None:
        self.grouping = Grouping()
        self._by_number: dict[str, int] = {}
        self._by_head_id: dict[str, int] = {}
        self._people: dict[str, tuple[int, Place]] = {}
        self._block: Block | None = None

    def start_sheet(self) -> None:
        """Begin another sheet: its first row does not continue the last household of the one before."""
        self._block = None

    def add(self, row: ReadRow, place: Place) -> None:
        values = row.values
        is_head = _is_head(row)
        number, head_id = values.get("number"), values.get("head_id")
        if number is not None:
            household = self._known(self._by_number, number)
        elif head_id is not None:
            household = self._known(self._by_head_id, head_id)
        elif any(slip.key in KEYS for slip in row.slips):  # a number that cannot be read continues nothing
            household = self._new()
        elif self._block and self._continues(row, is_head):
            household = self._block.household
        else:
            household = self._new()
        self._note(household)
        if self._block is None or self._block.household != household:
            self._block = Block(household, values.get("head_name"), is_head)
        else:
            self._block.has_head = self._block.has_head or is_head
            self._block.head_name = self._block.head_name or values.get("head_name")
        self._note_person(values.get("id_number"), household, place)

    def _continues(self, row: ReadRow, is_head: bool) -> bool:
        """Whether a row without number or head's ID belongs to the household of the row above."""
        assert self._block is not None
        named = row.values.get("head_name")
        if is_head:
            return named is not None and named == self._block.head_name and not self._block.has_head
        return named is None or self._block.head_name is None or named == self._block.head_name

    def _known(self, households: dict[str, int], key: str) -> int:
        if key not in households:
            households[key] = self._new()
        return households[key]

    def _new(self) -> int:
        self.grouping.last.append(SKIPPED)
        return self.grouping.count - 1

    def _note(self, household: int) -> None:
        grouping = self.grouping
        position = len(grouping.households)
        if grouping.last[household] not in (SKIPPED, position - 1):
            grouping.scattered.add(household)
        grouping.households.append(household)
        grouping.last[household] = position

    def _note_person(self, person: str | None, household: int, place: Place) -> None:
        if person is None:
            return
        first, seen_at = self._people.setdefault(person, (household, place))
        if first != household:
            self.grouping.twice[household] = self.grouping.twice[first] = (seen_at, place)


def _is_head(row: ReadRow) -> bool:
    """Whether a row is the head's: it says so, or nothing else and the name is the head's."""
    values = row.values
    if "relation" in values:
        return bool(values["relation"] == Relation.HEAD.value)
    return "name" in values and values["name"] == values.get("head_name")


def complete(grouping: Grouping, rows: Iterable[ReadRow]) -> Iterator[tuple[int, list[ReadRow]]]:
    """Yield (household, its rows) as soon as its last row was seen; `rows` are those of the first pass."""
    open_households: dict[int, list[ReadRow]] = {}
    for position, row in enumerate(rows):
        household = grouping.households[position]
        open_households.setdefault(household, []).append(row)
        if grouping.last[household] == position:
            yield household, open_households.pop(household)
