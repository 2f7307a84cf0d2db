"""Tasks that contradict themselves. Pure."""

import numpy as np

from lianxin.pairing.vocabulary import NOBODY, Cadres, Couples, Homes, Ints, Task, TaskError

MESSAGES = {
    "lengths": ("{columns}的各列长短不一。", "The columns of {columns} differ in length."),
    "place": ("第 {row} 行{whom}没有位置。", "Row {row} of {columns} has no position."),
    "visits": ("第 {row} 户一年走访次数不到 1。", "Home {row} is owed less than one visit a year."),
    "quota": ("第 {row} 名干部的上限是负数。", "Cadre {row} has a negative quota."),
    "keeper": ("第 {row} 户的现任干部不在名单里。", "The keeper of home {row} is not among the cadres."),
    "couple": (
        "指定或回避的结对里有名单之外的户或干部。",
        "A couple names a home or cadre that is not there.",
    ),
    "fixed-twice": ("第 {row} 户被指定了两名干部。", "Home {row} has been given two cadres by the desk."),
    "fixed-forbidden": (
        "第 {row} 户指定的干部正是要回避的。",
        "The cadre set for home {row} is forbidden to it.",
    ),
    "weights": ("分值不能是负数。", "A weight is negative."),
}


def check(task: Task) -> None:
    """Raise TaskError for the first contradiction found; codes are keys of MESSAGES, rows count from 0."""
    homes, cadres = task.homes, task.cadres
    _same_lengths(homes, "homes")
    _same_lengths(cadres, "cadres")
    for columns, whom, table in (("homes", "住户", homes), ("cadres", "干部", cadres)):
        lost = np.flatnonzero(~(np.isfinite(table.x) & np.isfinite(table.y)))
        _refuse("place", lost, columns=columns, whom=whom)
    _refuse("visits", np.flatnonzero(homes.visits < 1))
    _refuse("quota", np.flatnonzero((cadres.quota_homes < 0) | (cadres.quota_visits < 0)))
    _refuse("keeper", np.flatnonzero((homes.keeper < NOBODY) | (homes.keeper >= cadres.m)))
    for couples in (task.forbidden, task.fixed):
        _refuse("couple", _outside(couples, homes.n, cadres.m))
    fixed, times = np.unique(task.fixed.home, return_counts=True)
    _refuse("fixed-twice", fixed[times > 1])
    clash = np.isin(_keys(task.fixed, cadres.m), _keys(task.forbidden, cadres.m))
    _refuse("fixed-forbidden", task.fixed.home[clash])
    weights = task.weights
    points = (weights.visit_km, weights.other_town, weights.change, weights.skill, weights.leader)
    _refuse("weights", np.flatnonzero(np.array([*points, weights.unpaired]) < 0))


def _same_lengths(table: Homes | Cadres, columns: str) -> None:
    lengths = {len(getattr(table, name)) for name in table.__slots__}
    if len(lengths) > 1:
        _refuse("lengths", np.zeros(1, np.int64), columns=columns)


def _outside(couples: Couples, homes: int, cadres: int) -> Ints:
    if len(couples.home) != len(couples.cadre):
        return np.zeros(1, np.int64)
    home_known = (couples.home >= 0) & (couples.home < homes)
    return np.flatnonzero(~(home_known & (couples.cadre >= 0) & (couples.cadre < cadres)))


def _keys(couples: Couples, cadres: int) -> Ints:
    return np.asarray(couples.home * cadres + couples.cadre)


def _refuse(code: str, rows: Ints, **values: str) -> None:
    if len(rows):
        zh, en = (text.format(row=int(rows[0]), **values) for text in MESSAGES[code])
        raise TaskError(code, zh, en)
