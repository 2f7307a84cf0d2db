"""Who works where today, as `hearing` wants it: read from the database at the moment it is asked."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from lianxin.pairing.models import HandOver, Pairing
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.vocabulary import Role
from lianxin.problems.complaints.hearing import About, Hearing, Holding, Organisation, who_hears
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.vocabulary import Level


def organisation_at(now: datetime) -> Organisation:
    """Everybody whose account works, with the posts of that day; a secondment counts as a cadre's post."""
    today = timezone.localdate(now)
    active = dict(Staff.objects.active().order_by().values_list("pk", "unit"))
    return Organisation(
        holdings=[*_posts(today, active), *_secondments(today, active)],
        units={key: unit for key, unit in active.items() if unit},
        ties=_ties(),
    )


def _posts(today: date, active: dict[UUID, str]) -> list[Holding]:
    rows = Post.objects.on(today).order_by().values_list("staff", "role", "area__path")
    return [Holding(staff, Role(role), path) for staff, role, path in rows if staff in active]


def _secondments(today: date, active: dict[UUID, str]) -> list[Holding]:
    rows = Secondment.objects.on(today).order_by().values_list("staff", "area__path")
    return [Holding(staff, Role.COLLECTOR, path) for staff, path in rows if staff in active]


def _ties() -> set[tuple[UUID, UUID]]:
    """Whoever hands homes over to whom, and who stands in for whoever had the home before."""
    found = set(HandOver.objects.open().order_by().values_list("leaving", "coming"))
    standing_in = dict(
        Pairing.objects.lasting().filter(cause=Pairing.STAND_IN).order_by().values_list("household", "staff")
    )
    before = Pairing.objects.filter(household__among=list(standing_in)).exclude(to_on=None)
    for household, staff in before.order_by("from_on", "id").values_list("household", "staff"):
        found.add((staff, standing_in[household]))
    return found


def about(complaint: Complaint) -> About:
    """Whom a complaint is about, where it happened, and the lowest level that may hear it."""
    subjects = frozenset(one.staff_id for one in complaint.named.all())
    return About(subjects, complaint.area.path, Level(complaint.floor))


def hearing_of(complaint: Complaint, organisation: Organisation) -> Hearing:
    return who_hears(about(complaint), organisation)
