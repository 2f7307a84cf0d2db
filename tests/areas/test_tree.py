"""Whatever a district does to its areas in whatever order, the tree stays a tree and its history complete."""

import random
from datetime import timedelta

import pytest

from lianxin.areas.actions import add_area, close_area, merge_area, move_area, rename_area, reopen_area
from lianxin.areas.models import Area, PastName
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import PARENT_LEVELS
from lianxin.ledger.models import Event
from tests.areas.green_field import NOW

STEPS = 150
pytestmark = pytest.mark.usefixtures("no_guards")


def one_change(chance, number, now):
    """Try one random change, a fitting one more often than not; returns whether it was done or refused."""
    areas = list(Area.objects.all())
    one = chance.choice([area for area in areas if area.is_open] if chance.random() < 0.8 else areas)
    fitting = [area for area in areas if area.is_open and area.level in PARENT_LEVELS[one.level]]
    other = chance.choice(fitting if fitting and chance.random() < 0.7 else areas)
    below = [level for level, above in PARENT_LEVELS.items() if one.level in above]
    level = chance.choice(below if below and chance.random() < 0.8 else ["town", "community", "village"])
    name, by = f"地{chance.randint(1, 60)}村", {"actor": None, "now": now}
    changes = [
        lambda: add_area(code=f"8801{number:08}", name=name, level=level, parent=one, **by),
        lambda: rename_area(area=one, name=name, **by),
        lambda: rename_area(area=one, name=name, level=level, **by),
        lambda: move_area(area=one, parent=other, **by),
        lambda: merge_area(area=one, into=other, **by),
        lambda: close_area(area=one, **by),
        lambda: reopen_area(area=one, parent=chance.choice([None, other]), **by),
    ]
    try:
        chance.choices(changes, weights=[6, 2, 1, 3, 3, 1, 3])[0]()
    except AreaRefusal:
        return False
    return True


def faults_of_the_tree():
    """What is wrong with the tree; empty when it is sound."""
    areas = {area.pk: area for area in Area.objects.all()}
    faults = [] if sum(area.parent_id is None for area in areas.values()) == 1 else ["not one root"]
    for area in areas.values():
        parent = areas.get(area.parent_id)
        if area.path != f"{parent.path if parent else ''}{area.code}/":
            faults.append(f"{area.code}: path")
        if area.is_open and parent and not parent.is_open:
            faults.append(f"{area.code}: open below a closed area")
        if area.is_open and parent and parent.level not in PARENT_LEVELS[area.level]:
            faults.append(f"{area.code}: level")
        above, seen = parent, {area.pk}
        while above and above.pk not in seen:
            seen.add(above.pk)
            above = areas.get(above.parent_id)
        if above:
            faults.append(f"{area.code}: cycle")
        heir, seen = area, set()
        while heir.merged_into_id and heir.pk not in seen:
            seen.add(heir.pk)
            heir = areas[heir.merged_into_id]
        if heir.pk in seen:
            faults.append(f"{area.code}: merged in a circle")
    return faults + faults_of_the_history(areas.values())


def faults_of_the_history(areas):
    """Replay the ledger: it must lead to exactly the areas that are there."""
    known = {}
    for event in Event.objects.filter(kind__startswith="area."):
        state = known.setdefault(event.subject_id, {"closed_on": None, "names": []})
        if event.kind == "area.renamed" and event.before["name"] != event.after["name"]:
            state["names"].append(event.before["name"])
        if event.kind == "area.merged":
            state["closed_on"] = event.after["on"]
        if event.kind == "area.reopened":
            state["closed_on"] = None
        if "path" in event.before:
            old, new = event.before["path"], event.after["path"]
            for moved in known.values():
                if moved["path"].startswith(old):
                    moved["path"] = new + moved["path"].removeprefix(old)
        state |= {
            key: event.after[key] for key in ("name", "level", "path", "closed_on") if key in event.after
        }
    faults = []
    for area in areas:
        there = {
            "name": area.name,
            "level": area.level,
            "path": area.path,
            "closed_on": area.closed_on and area.closed_on.isoformat(),
            "names": [past.name for past in PastName.objects.filter(area=area)],
        }
        faults += [f"{area.code}: {key} not as told" for key in there if known[area.pk][key] != there[key]]
    return faults


@pytest.mark.parametrize("seed", range(12))
def test_random_changes_keep_one_sound_tree_with_a_whole_history(district, seed):
    chance, done = random.Random(seed), 0
    for number in range(STEPS):
        done += one_change(chance, number, NOW + timedelta(days=number))
    assert faults_of_the_tree() == []
    assert done > STEPS / 4
    assert len(Area.objects.candidates()) == Area.objects.open().count()


def test_the_check_sees_a_wrong_path_and_a_change_nobody_told(district):
    Area.objects.filter(code="990101001001").update(path="990101000000/990101001001/")
    assert "990101001001: path" in faults_of_the_tree()
    assert "990101001201: path" in faults_of_the_tree()
    Area.objects.filter(code="990101001202").update(name="别名")
    assert "990101001202: name not as told" in faults_of_the_tree()
