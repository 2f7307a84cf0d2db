"""The other side of the journeys, run as a process in the server's own home: `python -m … VERB ARGUMENTS`.

`plant` makes a village with a worker and her homes, each of which is owed a visit. The other verbs do what an
office does while a phone is away, or count what has arrived. Each prints JSON.
"""

import json
import sys
from datetime import date

NAMES = (
    "王德福",
    "李桂英",
    "张建国",
    "刘翠兰",
    "陈永强",
    "杨秀珍",
    "赵玉梅",
    "周志明",
    "吴秋菊",
    "徐长根",
    "罗玉芳",
)
PASSWORD = "pear-tree-by-the-well"
WORKER = "W001"
OTHER = "W002"


def plant():
    """{name: key} of the homes."""
    from django.utils import timezone

    from lianxin.operations.clock import tick
    from lianxin.operations.opening import adopt_shipped_policies, prepare_home
    from lianxin.pairing.actions import choose_cadre
    from lianxin.people.vocabulary import Role
    from lianxin.proofs.cast import make_worker, plant_areas
    from lianxin.registry.actions import NewFact, add_household, add_resident, record_facts
    from lianxin.registry.vocabulary import Relation, Sex, Source

    now = timezone.now()
    prepare_home()
    areas = plant_areas()
    adopt_shipped_policies(now=now)
    worker = make_worker(WORKER, Role.COLLECTOR, areas["V1"], name="孙丽华")
    make_worker(OTHER, Role.COLLECTOR, areas["V1"], name="马国庆")
    homes = {}
    for number, name in enumerate(NAMES, start=1):
        head = {"name": name, "sex": Sex.MALE, "birth_on": date(1955, 1, number)}
        phone = f"1390000{number:04d}"
        home = add_household(
            number=f"HB{number:06d}",
            area=areas["V1"],
            head=head | {"phone": phone},
            actor=None,
            now=now,
            group_name="二组",
        )
        add_resident(home, name=name[0] + "小军", relation=Relation.CHILD, sex=Sex.MALE, actor=None, now=now)
        told = [NewFact("income_per_head", 3100), NewFact("housing_is_safe", True)]
        day = date(now.year - 3, 3, 1)
        record_facts(home, told, observed_on=day, source=Source.CADRE, actor=None, now=now)
        choose_cadre(home, worker, actor=None, now=now)
        homes[name] = str(home.pk)
    tick(now=now)
    return homes


def count():
    """What the server holds: operations, those that wait for a person, and the homes that were visited."""
    from lianxin.field.models import Op
    from lianxin.visits.models import Visit

    states = list(Op.objects.values_list("state", flat=True))
    visits = [str(key) for key in Visit.objects.values_list("household_id", flat=True)]
    return {"ops": len(states), "quarantined": states.count("quarantined"), "visits": visits}


def in_care():
    """How many homes the worker has today; tests before may have taken some from him."""
    from django.db.models import Q

    from lianxin.registry.models import Household

    his = Q(keeper__number=WORKER) | Q(handing_over__number=WORKER)
    return {"homes": Household.objects.present().filter(his).count()}


def hand_over(key):
    """Give a home to the other worker."""
    from django.utils import timezone

    from lianxin.pairing.actions import choose_cadre
    from lianxin.people.models import Staff
    from lianxin.registry.models import Household

    home, other = Household.objects.get(pk=key), Staff.objects.get(number=OTHER)
    choose_cadre(home, other, actor=None, now=timezone.now(), note="换人")
    return {}


def move_away(key):
    """The household leaves the district."""
    from django.utils import timezone

    from lianxin.registry.actions import move_household_away
    from lianxin.registry.models import Household

    now = timezone.now()
    move_household_away(Household.objects.get(pk=key), left_on=now.date(), actor=None, now=now)
    return {}


def back_up():
    """A checked backup holds everything that is here."""
    from django.utils import timezone

    from lianxin.field.actions import mark_backed_up
    from lianxin.field.models import Op

    mark_backed_up(list(Op.objects.values_list("op_id", flat=True)), at=timezone.now())
    return {}


def begin_epoch():
    """The server came back from a backup."""
    from django.utils import timezone

    from lianxin.field import epochs
    from lianxin.field.models import Op

    Op.objects.all().delete()
    epochs.begin("restored", now=timezone.now())
    return {}


def revoke():
    """Take every phone out of use."""
    from django.utils import timezone

    from lianxin.field.actions import revoke_device
    from lianxin.field.models import Device

    for device in Device.objects.filter(revoked_at=None):
        revoke_device(device, actor=None, now=timezone.now(), reason="丢了")
    return {}


def rescue(path):
    """Take a rescue file in; returns what became of what is in it."""
    from pathlib import Path

    from django.utils import timezone

    from lianxin.field.actions import take_in_rescue

    return take_in_rescue(Path(path).read_bytes(), actor=None, now=timezone.now())


def complaints():
    """What was complained of, oldest first, from which homes, and how many items there are."""
    from lianxin.problems.complaints.models import Complaint
    from lianxin.visits.models import Item

    found = list(Complaint.objects.order_by("recorded_at", "id"))
    homes = [str(one.household_id) for one in found]
    return {"words": [one.words for one in found], "homes": homes, "items": Item.objects.count()}


def switch(code, value):
    """What two people decided about a switch."""
    from django.utils import timezone

    from lianxin.switches.models import SwitchChange

    moments = {"asked_at": timezone.now(), "decided_at": timezone.now()}
    SwitchChange.objects.create(code=code, value=value, reason="会议纪要", outcome="adopted", **moments)
    return {}


def enclosed(key):
    """What came with visits to a home: of each photo what stands beside its picture; positions."""
    from lianxin.visits.models import Photo, Position
    from lianxin.visits.photos import keeping
    from lianxin.visits.photos.parts import beside_the_picture

    photos = [one.pk for one in Photo.objects.filter(household=key)]
    spots = [one.spot for one in Position.objects.filter(household=key)]
    beside = [beside_the_picture(keeping.take(one)) for one in photos]
    return {"photos": [str(one) for one in photos], "beside": beside, "spots": spots}


VERBS = {
    verb.__name__: verb
    for verb in (plant, count, in_care, hand_over, move_away, back_up, begin_epoch, revoke, rescue)
    + (complaints, switch, enclosed)
}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(VERBS[sys.argv[1]](*sys.argv[2:])))
