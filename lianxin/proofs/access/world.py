"""The people and places of the matrix: every role on every level it can be held on, a household everywhere,
and two cadres who reach a household only because it is in their care, or was until now.

Built on the tree of `lianxin.proofs.cast`. A place's `mark` is the name of its household's head: a string
that stands on no page of anyone who may not see that household.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.test import Client
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.models import Review
from lianxin.desk.searches import remembered
from lianxin.field.actions import enrol_device
from lianxin.flow import carry_on
from lianxin.intake.models import STAFF, Import, Upload
from lianxin.pairing.models import Barrier, DraftPair, HandOver, Pairing, Wish
from lianxin.pairing.models import Draft as PairingDraft
from lianxin.people.actions import second_staff
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.vault import encrypt
from lianxin.people.vocabulary import ROLE_LEVELS, Role
from lianxin.planning.actions import open_feed
from lianxin.planning.models import Duty, Excuse, Report
from lianxin.policies.actions import adopt_policy, start_draft
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.proofs.access import pictured
from lianxin.proofs.access.spec import CARE, is_allowed
from lianxin.proofs.cast import browser, enter, give_post, make_staff, make_worker, plant_areas
from lianxin.registry.actions import NewFact, add_household, record_facts
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Source
from lianxin.switches.models import SwitchChange

MARKS = {
    "D": "钱大川", "T1": "孔令山", "C1": "曹东来", "V1": "严一鸣", "V2": "华二妹",
    "C2": "金西岭", "V3": "魏南坡", "T2": "陶乙木", "V4": "姜北望",
}  # fmt: skip
NEAR = {
    "D": ("D", "V4"),
    "T1": ("T1", "C1", "D", "T2"),
    "C1": ("C1", "V1", "T1", "C2"),
    "V1": ("V1", "C1", "V2", "V4"),
}
"""For a post on each level, where to knock: at home, at a child or below, the parent, and a sibling, which is
the nearest that is out of reach; from a village far away, too."""


@dataclass
class Place:
    """An area and what lies there, each thing made when a row first wants it."""

    key: str
    area: Area
    policy: Policy

    @property
    def mark(self) -> str:
        return MARKS[self.key]

    @cached_property
    def household(self) -> Household:
        number = f"HB9{list(MARKS).index(self.key):05d}"
        head = {"name": self.mark, "phone": "13800000000"}
        return add_household(number=number, area=self.area, head=head, actor=None, now=timezone.now())

    @cached_property
    def resident(self) -> Resident:
        assert self.household.head
        return self.household.head

    @cached_property
    def fact(self) -> Fact:
        said = [NewFact("income_per_head", 3100)]
        now = timezone.now()
        day = timezone.localdate(now) - timedelta(days=30)
        given = {"observed_on": day, "source": Source.CADRE, "actor": None, "now": now}
        return record_facts(self.household, said, **given)[0]

    @cached_property
    def review(self) -> Review:
        kind, now = Review.OBJECTION, timezone.now()
        return Review.objects.create(household=self.household, kind=kind, opened_at=now)

    @cached_property
    def draft(self) -> PolicyDraft:
        now = timezone.now()
        return start_draft(self.policy, effective_on=timezone.localdate(now), actor=None, now=now)

    @cached_property
    def pairing(self) -> Pairing:
        """The household with a cadre of its own area. History only: being in his care is no right here."""
        today = timezone.localdate()
        return Pairing.objects.create(
            household=self.household, staff=self.colleague, from_on=today, cause=Pairing.HAND
        )

    @cached_property
    def pairing_draft(self) -> PairingDraft:
        """A draft that would give the household to the same cadre again."""
        now = timezone.now()
        counts = dict.fromkeys(("homes", "paired", "kept", "staff", "visits", "km", "km_today"), 1)
        counts |= dict.fromkeys(("unpaired", "changed", "new", "km_of_those"), 0)
        counts |= {"parts": {}, "towns": [], "limits": []}
        draft = PairingDraft.objects.create(asked_at=now, solved_at=now, cost=1, bound=1, summary=counts)
        staff = self.pairing.staff
        DraftPair.objects.create(draft=draft, household=self.household, staff=staff, before=staff)
        return draft

    @cached_property
    def asking(self) -> Wish:
        """The household asks for another cadre."""
        about, now = self.pairing.staff, timezone.now()
        day = timezone.localdate(now)
        given = {"about": about, "words": "换人", "asked_at": now, "due_on": day}
        return Wish.objects.create(household=self.household, **given)

    @cached_property
    def handover(self) -> HandOver:
        today = timezone.localdate()
        about = {"leaving": self.colleague, "coming": self.secondment.staff, "from_on": today}
        return HandOver.objects.create(household=self.household, due_on=today, **about)

    @cached_property
    def barrier(self) -> Barrier:
        today = timezone.localdate()
        about = {"staff": self.colleague, "kind": Barrier.KIN, "from_on": today}
        return Barrier.objects.create(household=self.household, **about)

    @cached_property
    def duty(self) -> Duty:
        """A visit to the household, owed by the cadre of its own area until today."""
        today = timezone.localdate()
        about = {"reason": "hospital", "why": {"days": 7}, "minutes": 40, "made_on": today}
        days = {"opens_on": today, "due_on": today}
        return Duty.objects.create(
            household=self.household, area=self.area, staff=self.colleague, **about, **days
        )

    @cached_property
    def excuse(self) -> Excuse:
        now = timezone.now()
        about = {"code": "declined", "tried_on": timezone.localdate(now), "needs_approval": True}
        return Excuse.objects.create(duty=self.duty, said_at=now, said_by=self.colleague, **about)

    @cached_property
    def report(self) -> Report:
        now = timezone.now()
        about = {"kind": "hospital", "happened_on": timezone.localdate(now), "reported_at": now}
        return Report.objects.create(area=self.area, household=self.household, **about)

    @cached_property
    def calendar(self) -> str:
        """The secret of a calendar in which the household's visit stands."""
        assert self.duty
        return open_feed(self.colleague, actor=None, now=timezone.now())

    @cached_property
    def upload(self) -> Upload:
        about = {"file_name": "名单.xlsx", "size": 1, "sha256": "0" * 64}
        return Upload.objects.create(**about, area=self.area, uploaded_at=timezone.now())

    @cached_property
    def staff_upload(self) -> Upload:
        about = {"kind": STAFF, "file_name": "干部.xlsx", "size": 1, "sha256": "0" * 64}
        return Upload.objects.create(**about, area=self.area, uploaded_at=timezone.now())

    @cached_property
    def staff_imported(self) -> Import:
        about = {"kind": STAFF, "file_name": "干部.xlsx", "sha256": "0" * 64, "state": Import.DONE}
        now = timezone.now()
        return Import.objects.create(**about, area=self.area, started_at=now, written_at=now)

    @cached_property
    def colleague(self) -> Staff:
        """Somebody whose only post lies here."""
        staff = Staff.objects.create(number=f"C-{self.key}", name="同事", phone="13800000001")
        give_post(staff, Role.COLLECTOR, self.area)
        return staff

    @cached_property
    def secondment(self) -> Secondment:
        now = timezone.now()
        return second_staff(staff=self.colleague, area=self.area, unit="某局", actor=None, now=now)

    @property
    def wish(self) -> SwitchChange:
        """A change of a switch that waits for the second person; one for all places."""
        asked = {"value": "on", "reason": "会议纪要", "asked_at": timezone.now()}
        return SwitchChange.objects.get_or_create(code="photos", decided_at=None, defaults=asked)[0]

    @cached_property
    def imported(self) -> Import:
        about = {"file_name": "名单.xlsx", "sha256": "0" * 64, "state": Import.DONE}
        now = timezone.now()
        return Import.objects.create(**about, area=self.area, started_at=now, written_at=now)


@dataclass
class Person:
    """Somebody with one post, or with none (`role` None), and a browser in which he is signed in."""

    name: str
    staff: Staff
    role: str | None
    area: Area
    client: Client
    phone: Client
    cares_for: Place | None = None

    def may(self, verb: str, place: Place | None = None, *, by_care: bool = True) -> bool:
        if by_care and self.cares_for and verb in CARE and place in (None, self.cares_for):
            return True
        there = place.area.path if place else None
        return is_allowed(verb, self.role, self.area.path, self.area.level, there)

    def sees(self, place: Place) -> bool:
        return self.may("household.see", place)


class World:
    """Everybody and every place, with a household, its class, a fact, a review, a file, an import in each."""

    def __init__(self) -> None:
        areas = plant_areas()
        text = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
        policy = adopt_policy(text=text, actor=None, now=timezone.now())
        self.at = {key: Place(key, area, policy) for key, area in areas.items()}
        self.places = list(self.at.values())
        assert all(place.fact and place.review and place.upload and place.imported for place in self.places)
        assert all(place.secondment and place.draft for place in self.places)
        assert all(place.pairing_draft and place.asking and place.handover for place in self.places)
        assert all(place.staff_upload and place.staff_imported for place in self.places)
        carry_on(now=timezone.now())
        assert all(place.excuse and place.report and place.calendar for place in self.places)
        pictured.furnish(self.places)
        self.people = [
            self._hire(role, areas[key])
            for key in NEAR
            for role, levels in ROLE_LEVELS.items()
            if areas[key].level in levels
        ]
        self.people += [self._nobody(areas["D"]), self._former(areas["D"])]
        self.people += [self._cadre("keeper", "V1", areas["T2"])]
        self.people += [self._cadre("handing_over", "V2", areas["V4"])]
        first = {(person.role, bool(person.cares_for)): person for person in reversed(self.people)}
        self.one_of_each_role = list(first.values())
        self.stranger = browser()

    def near(self, person: Person) -> list[Place]:
        if person.cares_for:
            return [self.at[key] for key in ("V1", "V2", "T2", "V4")]
        home = next(place.key for place in self.places if place.area == person.area)
        return [self.at[key] for key in NEAR[home]]

    def _hire(self, role: str, area: Area) -> Person:
        staff = make_worker(f"{role}-{area.code}", role, area)
        return self._sign_in(f"{role} on {area.name}", staff, role.value, area)

    def _cadre(self, bond: str, key: str, area: Area) -> Person:
        """A cadre with a post in another town, bound to the household of one place as `bond` says."""
        staff = make_worker(f"CARE-{key}", Role.COLLECTOR, area)
        Household.objects.filter(pk=self.at[key].household.pk).update(**{bond: staff})
        person = self._sign_in(f"{bond} of {key}, post on {area.name}", staff, Role.COLLECTOR.value, area)
        person.cares_for = self.at[key]
        return person

    def _nobody(self, area: Area) -> Person:
        return self._sign_in("nobody", make_staff("NOBODY"), None, area)

    def _former(self, area: Area) -> Person:
        """Whoever was on the desk until yesterday."""
        staff, today = make_staff("FORMER"), timezone.localdate()
        since = today - timedelta(days=9)
        Post.objects.create(staff=staff, role="district_desk", area=area, from_on=since, to_on=today)
        return self._sign_in("former desk", staff, None, area)

    def _sign_in(self, name: str, staff: Staff, role: str | None, area: Area) -> Person:
        """In a browser that remembers a search for each place, typed in pinyin, which is no mark."""
        client = browser()
        enter(client, staff)
        session = client.session
        session["searches"] = {
            place.key: encrypt(place.resident.pinyin.encode(), remembered.PLACE).hex()
            for place in self.places
        }
        session.save()
        return Person(name, staff, role, area, client, self._enrol(staff))

    def _enrol(self, staff: Staff) -> Client:
        """His phone: a browser without a session that carries a token."""
        _device, token = enrol_device(staff=staff, name="phone", actor=staff, now=timezone.now())
        phone = browser()
        phone.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return phone
