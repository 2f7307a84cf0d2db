"""Who has which home, and who finds out what changes there: before the pairing, and after it. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from lianxin.demo.county import County
from lianxin.demo.patches import Manner, Patches
from lianxin.demo.vocabulary import Bools, Ints
from lianxin.people.models import Staff
from lianxin.registry.models import Household


@dataclass(frozen=True, slots=True, eq=False)
class Keepers:
    """`keys` and `manner`: one entry for each cadre; `keeper`, `finder`: a row of them for each home, -1 for
    nobody."""

    keys: Sequence[UUID]
    manner: Ints
    keeper: Ints
    finder: Ints

    def of(self, homes: Bools) -> "Keepers":
        """The same for some homes alone: nobody has the others."""
        return replace(self, keeper=np.where(homes, self.keeper, -1))


def with_patches(patches: Patches, keys: Mapping[str, UUID]) -> Keepers:
    """Before the pairing. `keys`: of the staff by number."""
    return Keepers(
        [keys[number] for number in patches.numbers], patches.manner, patches.keeper, patches.finder
    )


def when_paired(county: County, patches: Patches) -> Keepers:
    """Everybody's homes of today; what changes in the home of a hollow cadre is found as before."""
    manner_of = dict(zip(patches.numbers, patches.manner.tolist(), strict=True))
    staff = list(Staff.objects.order_by("number").values_list("pk", "number"))
    row_of = {key: row for row, (key, _number) in enumerate(staff)}
    by_number = {number: row for row, (_key, number) in enumerate(staff)}
    homes = dict(Household.objects.exclude(keeper=None).order_by().values_list("number", "keeper"))
    keeper = np.array([row_of[homes[one]] if one in homes else -1 for one in county.numbers])
    manner = np.array([manner_of.get(number, Manner.ORDINARY) for _key, number in staff])
    before = np.array([by_number[number] for number in patches.numbers])[patches.finder]
    goes = (keeper >= 0) & (manner[keeper] != Manner.HOLLOW)
    return Keepers([key for key, _number in staff], manner, keeper, np.where(goes, keeper, before))
