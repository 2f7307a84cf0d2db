"""Gives a solver all that the demo published of its ratings, and asks what it can work out of it."""

from collections.abc import Iterable
from unittest import mock

from lianxin.proofs.anonymity.districts import NOBODY, District


class Told(District):
    """The ballots of one kind that a demo's homes put into the box, in the places from which some came."""

    @property
    def months(self):
        first = min(slip.month for slip in self.slips)
        return range(first, max(slip.month for slip in self.slips) + 1)


def overhear(heard):
    """A patch under which every ballot of a demo is also put into the list `heard`."""
    from lianxin.demo.actions import rating

    real = rating._slips

    def listen(said, areas):
        for one, slip in real(said, areas):
            heard.append(slip)
            yield one, slip

    return mock.patch.object(rating, "_slips", listen)


def district_of(slips: Iterable, kind):
    of_kind = tuple(slip for slip in slips if slip.kind is kind)
    paths = {slip.path[-1]: slip.path for slip in of_kind}
    cadres = {
        place: tuple(sorted({slip.cadre or NOBODY for slip in of_kind if slip.path[-1] == place}))
        for place in paths
    }
    return Told(kind, paths, cadres, of_kind)


def published_pools(kind):
    """What stands in the table of pools, which is all that pages can sum up, the oldest first."""
    from lianxin.ratings.models import PoolRow
    from lianxin.ratings.vocabulary import Pool

    rows = PoolRow.objects.filter(kind=kind.value).select_related("area").order_by("formed")
    return [
        Pool(
            kind,
            row.area.code,
            str(row.cadre_id) if row.cadre_id else None,
            row.formed,
            row.households,
            tuple(map(tuple, row.tallies)),
        )
        for row in rows
    ]


def given_away(district, pools):
    """(numbers that must stay hidden, those of them that were worked out)."""
    from lianxin.proofs.anonymity.attack import Attack, hidden_in
    from lianxin.proofs.anonymity.publishing import published

    hidden = list(hidden_in(district))
    return hidden, Attack(district, published(district, pools)).finds(hidden)
