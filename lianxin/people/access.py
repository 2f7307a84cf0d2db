"""Who may do what, on one page: roles → verbs, on an area and everything below it.

Rights come from the posts a person holds today and are read from the database on each request, so a right
that is given or taken works on the next one. A view uses two of these, and a template the third:

    ask(person, "household.edit", household)          # raises PermissionDenied, which answers 403
    Household.objects.filter(within_sight(person, "household.see"))
    may(person, "household.edit", household)          # shows a button or not; proves nothing to AccessAsked

A household in one's own care (its `keeper`) is reached too, wherever it lies.
An object says where it lies by being an Area, by `area` or `area_id`, or by `access_areas()` when it lies in
several: to see it, one of them in sight is enough; for any other verb all must be. Ask without an object for
things that lie nowhere, such as a policy.

The person None is the system itself, a command on the machine or the corridor: it may do everything, but it
does not exist inside a request, so a view that forgot who is asking is refused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.people.holding import holdings_of
from lianxin.people.vocabulary import Role

FIELD = frozenset({"field.work"})
"""Carrying households on a phone and sending what was found there; whose are his is asked of each one."""

READS = frozenset(
    {"household.see", "classification.see", "pairing.see", "planning.see", "policy.see", "area.see"}
    | {"problem.see", "rating.see"}
)

PROBLEMS = frozenset(
    {"problem.open", "problem.accept", "problem.note", "problem.promise", "problem.raise"}
    | {"problem.pause", "problem.end", "exclusion.propose"}
)
"""Working on a problem that lies with oneself, or in one's area: on which rung it lies decides, see
`problems.models.Problem.access_areas`."""

DISPATCHING = PROBLEMS | {"problem.dispatch", "problem.send_back", "problem.judge"}
DISPATCHING |= {"card.print", "rights.see", "rights.answer"}
"""What an office does besides: give out work, answer packets, write down what the household says; print cards
and answer what households ask about what is kept of them."""

CONFIDES = frozenset({"complaint.record"})
"""Writing down a complaint about staff: everybody who works with homes, so that it tells nothing of him. Who
hears one is no verb: see `problems.complaints.hearing`."""

CALLS_BACK = frozenset({"callback.see", "callback.run", "callback.ask"})  # third persons: see `callbacks`
OFFICE = READS | FIELD | CONFIDES | DISPATCHING
OFFICE |= {"household.reveal", "household.contest", "fact.record", "household.edit"}
OFFICE |= {"import.run", "import.undo", "review.decide", "exit.approve", "staff.see"}
OFFICE |= {"pairing.choose", "planning.edit", "upload.see", "upload.resolve", "device.revoke"}
"""What the office of a town does, and that of the district besides."""

VERBS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        # Knows the homes of his village, says what he found there, and speaks up for a household.
        Role.COLLECTOR: READS
        | FIELD
        | CONFIDES
        | PROBLEMS
        | {"household.reveal", "household.contest", "fact.record"},
        # Answers for the households of his town: keeps the register, decides reviews, brings rosters in.
        Role.TOWN_HEAD: OFFICE,
        # Runs the practice for the district: all of that, and the policies.
        Role.DISTRICT_DESK: OFFICE
        | CALLS_BACK
        | {"problem.decide", "exclusion.review", "exclusion.decide", "pairing.draft", "planning.run"}
        | {"classification.run", "policy.adopt", "ledger.see", "switch.see", "switch.approve"},
        # Reads everything in his area and changes nothing; a reveal is a logged read (he calls people back).
        Role.SUPERVISOR: READS
        | CONFIDES
        | CALLS_BACK
        | {"problem.judge", "exclusion.decide", "finding.decide"}
        | {"household.reveal", "staff.see", "ledger.see", "switch.see", "upload.see", "rights.see"},
        # Keeps accounts, areas, switches and the machine; sees no household.
        Role.SYSTEM_ADMIN: frozenset({"area.see", "area.edit", "staff.see", "staff.edit"})
        | {"switch.see", "system.manage", "device.revoke"},
    }
)

ALL_VERBS = frozenset().union(*VERBS.values())
HOUSEHOLD_VERBS = frozenset(
    {"household.see", "household.reveal", "household.contest", "household.edit", "callback.see"}
    | {"fact.record", "classification.see", "pairing.see", "pairing.choose", "finding.decide"}
    | {"planning.see", "planning.edit", "upload.see", "upload.resolve", "callback.run", "callback.ask"}
    | DISPATCHING
    | {"problem.see", "problem.decide", "exclusion.review", "exclusion.decide", "rating.see"}
)
"""Verbs that reach into households' content, or to what was counted of it."""

COLLECTOR_REACH = frozenset({"community", "village"})
"""A collector reaches households only from a post on one of these; on a town or the district he sees areas,
policies, and the households in his own care."""

KEEPERS = frozenset({Role.COLLECTOR, Role.TOWN_HEAD, Role.DISTRICT_DESK})
"""Who may have households in his care; a supervisor stands apart, an administrator sees none."""

CARE_VERBS = HOUSEHOLD_VERBS & VERBS[Role.COLLECTOR]
"""What a keeper may do for the households paired with him, wherever they lie."""

EVERYWHERE = ("",)
"""The beginning of every area's path: what the system itself sees."""


class UnknownVerb(LookupError):
    """A verb that no role has: a slip of the pen, never a refusal."""


@dataclass(frozen=True, slots=True)
class Held:
    """A post held today, as far as rights go."""

    role: Role
    level: str
    path: str

    def has(self, verb: str) -> bool:
        if self.role is Role.COLLECTOR and verb in HOUSEHOLD_VERBS and self.level not in COLLECTOR_REACH:
            return False
        return verb in VERBS[self.role]


@dataclass(slots=True)
class Asking:
    """What one request has asked so far, and the posts it has read. Lives exactly as long as the request."""

    asked: list[str] = field(default_factory=list)
    held: dict[UUID, tuple[Held, ...]] = field(default_factory=dict)
    keeps: dict[UUID, bool] = field(default_factory=dict)


_asking: ContextVar[Asking | None] = ContextVar("lianxin_asking", default=None)


@contextmanager
def asking() -> Iterator[Asking]:
    """Open a fresh notebook for one request; the middleware AccessAsked reads it at the end."""
    notebook = Asking()
    token = _asking.set(notebook)
    try:
        yield notebook
    finally:
        _asking.reset(token)


def held_today(person: Any) -> tuple[Held, ...]:
    """The posts a person holds today: read once per request, and each time outside of one."""
    if not getattr(person, "is_active", False):
        return ()
    notebook = _asking.get()
    if notebook and person.pk in notebook.held:
        return notebook.held[person.pk]
    held = held_by([person.pk])[person.pk]
    if notebook:
        notebook.held[person.pk] = held
    return held


def held_by(people: Sequence[UUID]) -> dict[UUID, tuple[Held, ...]]:
    """What each of these people holds today, read from the database now; accounts out of use count too."""
    found = holdings_of(people, timezone.localdate())
    return {key: tuple(Held(Role(role), *where) for role, *where in some) for key, some in found.items()}


def may(person: Any, verb: str, obj: Any = None) -> bool:
    """Whether a person may do this to that object, or, without an object, anywhere at all."""
    paths = _paths(person, verb)
    if obj is None:
        return bool(paths) or (_may_keep(person, verb) and _keeps_any(person))
    if _may_keep(person, verb) and person.pk in _keepers_of(obj, verb):
        return True
    in_sight = [area.path.startswith(paths) for area in _areas_of(obj)]
    return any(in_sight) if verb.endswith(".see") else bool(paths) and all(in_sight)


def ask(person: Any, verb: str, obj: Any = None) -> None:
    """Note that access was asked, and raise PermissionDenied unless the person may."""
    note_asked(verb)
    if not may(person, verb, obj):
        raise PermissionDenied(verb)


def areas_seen(person: Any, verb: str = "household.see") -> QuerySet[Area]:
    """The areas inside which a person has this verb: those of his posts and everything below them."""
    inside = Q(pk__in=[])
    for path in _paths(person, verb):
        inside |= Q(path__startswith=path)
    return Area.objects.filter(inside)


def within_sight(person: Any, verb: str, field: str = "area") -> Q:
    """The condition for a queryset: rows whose area (at `field`, e.g. "household__area") is in sight.

    A verb that reaches into households also reaches those in the person's own care: beside the "area" that
    `field` ends with lie the household's `keeper` and `handing_over`.
    """
    if any(path.count("/") == 1 for path in _paths(person, verb)):
        return Q()  # the district itself: nothing lies outside, and the database need not look it up
    seen = Q(**{f"{field}__in": areas_seen(person, verb).values("pk")})
    if field.endswith("area") and _may_keep(person, verb):
        seen |= in_care(person, verb, household=field.removesuffix("area"))
    return seen


def in_care(person: Any, verb: str = "household.see", household: str = "") -> Q:
    """The condition for households paired with a person, or being handed over by him; `household` is the way
    to the household, such as "household__"."""
    if not _may_keep(person, verb):
        return Q(pk__in=[])
    return Q(**{f"{household}keeper": person}) | Q(**{f"{household}handing_over": person})


def holds(person: Any, *roles: Role) -> bool:
    """Whether a person holds a post of one of these roles today. Rules about rights use `may` instead."""
    return any(post.role in roles for post in held_today(person))


def open_to_all(why: str) -> Callable[[Callable], Callable]:
    """Mark a view that needs no sign-in, and say why: `@open_to_all("the sign-in page itself")`."""
    return _marked(f"open to all: {why}", login_required=False)


def own_account(why: str) -> Callable[[Callable], Callable]:
    """Mark a view on which signed-in people see and change nothing but their own account."""
    return _marked(f"own account: {why}", login_required=True)


def note_asked(what: str) -> None:
    notebook = _asking.get()
    if notebook:
        notebook.asked.append(what)


def _marked(what: str, *, login_required: bool) -> Callable[[Callable], Callable]:
    def mark(view: Callable) -> Callable:
        @wraps(view)
        def answered(request: Any, *args: Any, **kwargs: Any) -> Any:
            note_asked(what)
            return view(request, *args, **kwargs)

        answered.login_required = login_required
        return answered

    return mark


def _paths(person: Any, verb: str) -> tuple[str, ...]:
    if verb not in ALL_VERBS:
        raise UnknownVerb(verb)
    if person is None:
        return EVERYWHERE if _asking.get() is None else ()
    return tuple(post.path for post in held_today(person) if post.has(verb))


def _may_keep(person: Any, verb: str) -> bool:
    return verb in CARE_VERBS and person is not None and any(p.role in KEEPERS for p in held_today(person))


def _keeps_any(person: Any) -> bool:
    notebook = _asking.get()
    if notebook is None:
        return person.kept.exists() or person.handing_over.exists()
    if person.pk not in notebook.keeps:
        notebook.keeps[person.pk] = person.kept.exists() or person.handing_over.exists()
    return notebook.keeps[person.pk]


def _keepers_of(obj: Any, verb: str) -> tuple[UUID | None, ...]:
    """Who has the household in his care that `obj` is, or belongs to; or whoever the object itself says has
    it in his, for this verb (`in_care_of`)."""
    if hasattr(obj, "in_care_of"):
        return tuple(obj.in_care_of(verb))
    household = obj if hasattr(obj, "keeper_id") else getattr(obj, "household", None)
    return (household.keeper_id, household.handing_over_id) if hasattr(household, "keeper_id") else ()


def _areas_of(obj: Any) -> list[Area]:
    if isinstance(obj, Area):
        return [obj]
    if hasattr(obj, "access_areas"):
        return list(obj.access_areas())
    area = getattr(obj, "area", None)
    if isinstance(area, Area):
        return [area]
    if getattr(obj, "area_id", None) is None:
        raise TypeError(f"{type(obj).__name__} does not say in which area it lies")
    return [Area.objects.get(pk=obj.area_id)]
