"""Bringing secrets into a district by every way there is, through the real actions and pages."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone

from lianxin import flow
from lianxin.classification.actions import decide_review, open_objection
from lianxin.intake.actions import import_roster
from lianxin.people.actions import add_staff, change_staff
from lianxin.people.vocabulary import Role
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.proofs.cast import browser, enter, make_worker, plant_areas
from lianxin.proofs.planting_reasons import give_reasons
from lianxin.proofs.planting_visits import tell_by_phone
from lianxin.proofs.rosters import Village
from lianxin.registry.actions import (
    NewFact,
    add_household,
    add_resident,
    correct_resident,
    record_facts,
    retract_fact,
    reveal,
)
from lianxin.registry.identity import check_character
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import Relation, Source
from lianxin.work.running import run_next

WORDS = "家里的难处，只说给您听"


class Planter:
    """A small district and the ways in. `planted` maps secrets to their ways; `kept` can be read again.

    ID numbers begin with 610998, which never was a county, phones with 179, which is no mobile prefix.
    """

    def __init__(self, chance: Random) -> None:
        self.chance, self.numbers = chance, count(1)
        self.planted: dict[str, str] = {}
        self.kept: set[str] = set()
        self.areas = plant_areas()
        self.desk = make_worker("DESK-1", Role.DISTRICT_DESK, self.areas["D"])
        text = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
        adopt_policy(text=text, filename="2026-01-01.yaml", actor=self.desk, now=timezone.now())
        self.client = browser()
        enter(self.client, self.desk)

    def plant(self, secrets: int) -> None:
        """Plant at least so many, with either cipher, and let the corridor do what follows."""
        for cipher in ("AES-GCM", "SM4-GCM"):
            enough = len(self.planted) + secrets // 2
            with override_settings(LIANXIN_CIPHER=cipher):
                for way in cycle(self.ways()):
                    if len(self.planted) >= enough:
                        break
                    way()
                flow.carry_on(now=timezone.now())

    def ways(self) -> list[Callable[[], Any]]:
        return [
            self.family,
            self.reasons,
            self.visits,
            self.correction,
            self.facts,
            self.objection,
            self.staff,
            self.wrong_fields,
            self.roster,
            self.handed_in,
        ]

    def id_number(self, way: str, *, kept: bool = True) -> str:
        born = date(1940, 1, 1) + timedelta(days=self.chance.randrange(27_000))
        digits = f"610998{born:%Y%m%d}{self.chance.randrange(1000):03d}"
        return self._note(digits + check_character(digits), way, kept)

    def phone(self, way: str, *, kept: bool = True) -> str:
        return self._note(f"179{self.chance.randrange(10**8):08d}", way, kept)

    def words(self, way: str, *, kept: bool = True) -> str:
        return self._note(f"{WORDS}{self.chance.randrange(16**10):010x}", way, kept)

    def _note(self, secret: str, way: str, kept: bool) -> str:
        self.planted[secret] = way
        if kept:
            self.kept.add(secret)
        return secret

    def by(self) -> dict[str, Any]:
        return {"actor": self.desk, "now": timezone.now()}

    def family(self) -> Household:
        head = {"name": "程有信", "id_number": self.id_number("a head's ID number")}
        head["phone"] = self.phone("a head's phone")
        number, note = f"HB8{next(self.numbers):05d}", self.words("a household's note")
        home = add_household(number=number, area=self.areas["V1"], head=head, note=note, **self.by())
        member = {"name": "程小雨", "relation": Relation.CHILD, "phone": self.phone("a member's phone")}
        member["id_number"] = self.id_number("a member's ID number")
        child = add_resident(home, **member, **self.by())
        reveal(child, "id_number", purpose="verify", **self.by())
        return home

    def visits(self) -> None:
        tell_by_phone(self, next(self.numbers))

    def reasons(self) -> None:
        give_reasons(self, next(self.numbers))

    def correction(self) -> None:
        resident = self._anyone()
        changes = {"id_number": self.id_number("a correction"), "phone": self.phone("a correction")}
        self.kept -= {resident.id_number, resident.phone}
        reason = self.words("the reason of a correction", kept=False)
        correct_resident(resident, reason=reason, **changes, **self.by())

    def facts(self) -> None:
        """Two facts with a note each; the second is taken back with a reason."""
        home, today = self._anyone().household, timezone.localdate()
        for _ in range(2):
            new = [NewFact("debt_balance", self.chance.randrange(10**9))]
            given = {
                "observed_on": today,
                "source": Source.DOCUMENT,
                "note": self.words("the note of a fact"),
            }
            (fact,) = record_facts(home, new, **given, **self.by())
        reason = self.words("the reason of a retraction", kept=False)
        retract_fact(fact, reason=reason, **self.by())

    def objection(self) -> None:
        """One by the action and one through the desk's page; both are answered."""
        home = self._anyone().household
        flow.carry_on(now=timezone.now())
        for way in ("an objection", "an objection on its page"):
            words = self.words(way)
            if way == "an objection":
                open_objection(home, words=words, **self.by())
            else:
                self.client.post(f"/households/{home.number}/objection/", {"words": words})
            review = home.reviews.open().get()
            decide_review(review, outcome="kept", answer=self.words("the answer to it"), **self.by())

    def staff(self) -> None:
        phones = [self.phone("a new colleague's phone", kept=False), self.phone("a colleague's new phone")]
        number = f"S-{next(self.numbers)}"
        staff = add_staff(number=number, name="高远", phone=phones[0], **self.by())
        change_staff(staff=staff, phone=phones[1], **self.by())

    def wrong_fields(self) -> None:
        """People type what they have at hand into whatever field is there; and a page may crash meanwhile."""
        typed = {"number": self.id_number("a sign-in", kept=False)}
        typed["password"] = self.phone("a password", kept=False)
        browser().post("/sign-in/", typed)
        self.client.post("/searches/", {"text": self.id_number("a search", kept=False)}, follow=True)
        self.client.post("/searches/", {"text": self.phone("a search", kept=False)}, follow=True)
        resident = self._anyone()
        wish = {"field": "phone", "purpose": self.words("a made-up purpose", kept=False)}
        self.client.post(f"/residents/{resident.pk}/disclosures/", wish)
        self.client.post(f"/residents/{resident.pk}/disclosures/", {"field": "phone", "purpose": "visit"})

    def roster(self) -> None:
        """A list by the command; the file itself is the user's and lies elsewhere."""
        with TemporaryDirectory(dir=Path(settings.LIANXIN_HOME).parent) as folder:
            village = self._village()
            import_roster(village.write(Path(folder) / "roster.csv"), refused_to=None, **self.by())
            self._note_all(village, "a list")

    def handed_in(self) -> None:
        """A list handed in on the page, looked at, imported, and its refused rows kept for download."""
        with TemporaryDirectory(dir=Path(settings.LIANXIN_HOME).parent) as folder:
            village = self._village()
            file = SimpleUploadedFile("名单.csv", village.write(Path(folder) / "roster.csv").read_bytes())
        page = self.client.post("/imports/", {"file": file}).headers["Location"]
        while run_next(flow.JOBS):
            pass
        self.client.post(f"{page}import/")
        while run_next(flow.JOBS):
            pass
        self.client.post(f"{page}refused/")
        self._note_all(village, "a list on the page")

    def _village(self) -> Village:
        """A few families, two of their numbers wrong."""
        place, first = (self.areas["T1"].name, self.areas["V2"].name), next(self.numbers) * 100
        village = Village(self.chance, *place, families=5, first=first)
        *_, wrong = village.rows.values()
        wrong[0]["身份证号码"] = wrong[0]["身份证号码"][:-1] + "A"
        wrong[-1]["联系电话"] += "99"
        return village

    def _note_all(self, village: Village, way: str) -> None:
        for number, family in village.rows.items():
            is_in = Household.objects.filter(number=number).exists()
            for told in family:
                id_number, phone = told["身份证号码"], told["联系电话"]
                self._note(id_number, f"an ID number in {way}", is_in and not id_number.endswith("A"))
                self._note(phone, f"a phone in {way}", is_in and len(phone) == 11)

    def _anyone(self) -> Resident:
        residents = list(Resident.objects.select_related("household__area")[:500])
        return self.chance.choice(residents)


def readable() -> Iterator[str]:
    """What the software itself reads from its encrypted columns, its ledger and its switches."""
    from django.apps import apps

    from lianxin.ledger.models import Event
    from lianxin.people.vault import EncryptedTextField
    from lianxin.switches.models import SwitchChange

    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, EncryptedTextField):
                yield from map(str, model._default_manager.values_list(field.attname, flat=True))
    for event in Event.objects.exclude(words=None):
        yield event.reason
    for change in SwitchChange.objects.exclude(words=None):
        yield change.reason
