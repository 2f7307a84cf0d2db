"""Promise 19: a household's rights work. Its page, in a minute at most; a correction that leaves a trail; an
erasure that leaves nothing of what need not be kept; a class with rule, inputs, day and a way to a person.

A run is one household with planted phones, a note and coordinates. After the erasure every value of every
table is read, opened where it is sealed, and searched for them.
"""

import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from unittest import mock

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.actions import reclassify
from lianxin.ledger.models import Event
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy
from lianxin.proofs.cast import browser, plant_areas
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.actions import NewFact, add_household, add_resident, record_facts
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Relation, Source
from lianxin.voice.actions import erase_for, printing
from lianxin.voice.models import Batch, Request

SOON_S = 60.0
"""So long a household waits for its page at most."""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` households, each undone afterwards."""
    with transaction.atomic():
        village = _village()
        for number in range(runs):
            with transaction.atomic():
                _one(tally, village, number, chance)
                transaction.set_rollback(True)
        transaction.set_rollback(True)


def _one(tally: Tally, village: Area, number: int, chance: Random) -> None:
    now = timezone.now()
    phones = [f"139{chance.randrange(10**8):08d}" for _ in range(2)]
    note, place = f"后山{chance.randrange(10**8):08d}", 109 + chance.random()
    home = _home(village, number, phones, note, place)
    client, begun = browser(), time.perf_counter()
    opened = client.get(f"/r/{_card(home)}", follow=True).content.decode()
    tally.expect(home.number in opened and time.perf_counter() - begun < SOON_S, "the page did not open")
    shown = client.get("/r/page/class/").content.decode()
    for part in (
        "3,100",
        "分类联系办法",
        "/r/page/class/review/",
        timezone.localdate().strftime("%-d日"),
    ):
        tally.expect(part in shown, f"the page of the class lacks {part}")
    _correct(tally, client, home)
    client.post("/r/page/rights/", {"kind": "delete"})
    asked = Request.objects.get(household=home, kind="delete")
    erase_for(asked, answer="删了", actor=None, now=now)
    left = set(_residue([*phones, note, repr(place)]))
    tally.expect(not left, f"of what was erased is left: {', '.join(sorted(left))}")
    told = client.get("/r/page/rights/").content.decode()
    tally.expect("删了" in told, "the household does not read the answer")


def _correct(tally: Tally, client: Any, home: Household) -> None:
    """Asked for, put right, answered: both values and whoever changed it stay."""
    client.post("/r/page/rights/", {"kind": "correct", "words": "收入记少了"})
    tally.expect(Request.objects.filter(household=home, kind="correct").exists(), "a correction was lost")
    _know(home, income_per_head=9000)
    values = set(home.facts.filter(indicator="income_per_head").values_list("value", flat=True))
    tally.expect(values == {"3100", "9000"}, "a correction left no trail")
    told = Event.objects.about("household", home.pk).filter(kind="facts.changed").last()
    tally.expect(bool(told and told.after), "the ledger says nothing of a correction")


def _residue(texts: list[str]) -> Iterator[str]:
    """`table.column` of every value of the database, opened, that holds one of these texts."""
    for table in apps.get_models():
        fields = [field for field in table._meta.concrete_fields if not isinstance(field, models.ForeignKey)]
        if table._meta.db_table in KEPT:
            continue
        for row in table._base_manager.all().iterator(chunk_size=500):
            for field in fields:
                told = str(getattr(row, field.attname))
                if any(text in told for text in texts):
                    yield f"{table._meta.db_table}.{field.name}"


KEPT = frozenset({"policies_policy"})
"""Large texts of the district itself, in which no household occurs."""


def _village() -> Area:
    areas = list(Area.objects.all()) or list(plant_areas().values())
    if Policy.objects.in_force("tiers", timezone.localdate()) is None:
        text = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
        adopt_policy(text=text, actor=None, now=timezone.now())
    return next(area for area in areas if area.level == "village")


def _home(village: Area, number: int, phones: list[str], note: str, place: float) -> Household:
    by: dict[str, Any] = {"actor": None, "now": timezone.now()}
    head = {"name": "严一鸣", "phone": phones[0], "id_number": "11010519491231002X"}
    home = add_household(number=f"HB5{number:06d}", area=village, head=head, **by)
    add_resident(home, name="严小满", relation=Relation.CHILD, phone=phones[1], **by)
    home.note, home.longitude, home.latitude = note, place, 32.5
    home.save()
    _know(home, income_per_head=3100)
    return home


def _know(home: Household, **values: Any) -> None:
    now = timezone.now()
    said = [NewFact(code, value) for code, value in values.items()]
    given: dict[str, Any] = {"observed_on": timezone.localdate(now), "source": Source.CADRE}
    record_facts(home, said, actor=None, now=now, **given)
    reclassify(list(Event.objects.filter(kind="facts.changed", subject_id=home.pk)), now=now)


def _card(home: Household) -> str:
    batch = Batch.objects.create(
        area=home.area, household=home, site="https://example.org", asked_at=timezone.now()
    )
    [(card, secret)] = printing.new_cards([home.pk], batch)
    printing.issue_cards(batch, [card], now=timezone.now())
    return secret.token


def _is_caught(where: str, broken: Callable[..., Any]) -> bool:
    tally = Tally()
    with mock.patch(where, broken):
        prove(tally, 1, Random(19))
    return bool(tally.faults)


def an_erasure_that_forgets_the_register() -> bool:
    return _is_caught("lianxin.voice.actions.erasing.erase_unneeded", lambda household, **by: [])


def a_page_without_the_reasons_of_the_class() -> bool:
    return _is_caught("lianxin.public.views.known.class_of", lambda household, today, is_known: None)


def a_correction_that_writes_over() -> bool:
    """The fact is changed in place, and what stood there before is gone."""

    def over(home: Household, **values: Any) -> None:
        for code, value in values.items():
            if not home.facts.filter(indicator=code).update(value=str(value)):
                real(home, **{code: value})

    real = _know
    return _is_caught("lianxin.proofs.household._know", over)


PROOF = Proof(
    promise=19,
    name="household",
    says="a household's rights work",
    runs=200,
    prove=prove,
    controls=(
        Control("an erasure that forgets the register", an_erasure_that_forgets_the_register),
        Control("a page without the reasons of the class", a_page_without_the_reasons_of_the_class),
        Control("a correction that writes over", a_correction_that_writes_over),
    ),
)
