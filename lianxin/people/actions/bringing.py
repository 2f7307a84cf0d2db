"""Many people at once, from a workbook: accounts, corrections, posts, secondments; and all taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import router, transaction

from lianxin.databases.inserting import insert_many
from lianxin.ledger.actions import Note, record_many
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.profiles import CHANGEABLE

POST_FIELDS = ["title", "rank"]
CHUNK = 500


@dataclass(slots=True)
class Bringing:
    """What is to be written. All is checked already (see `intake.staff.planning`); nothing is saved.

    `corrected` and `retitled` are (object with its new values, its old values by column, before, after);
    before and after are what the ledger is told.
    """

    staff: list[Staff] = field(default_factory=list)
    corrected: list[tuple[Staff, dict[str, Any], dict, dict]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    retitled: list[tuple[Post, dict[str, Any], dict, dict]] = field(default_factory=list)
    secondments: list[Secondment] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.staff, self.corrected, self.posts, self.retitled, self.secondments))


@dataclass(slots=True)
class BroughtJournal:
    """What `take_back` needs: keys of what was added, and the columns of what was changed, as JSON values.

    `corrected` and `retitled` are [key, columns before, columns after].
    """

    staff: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    secondments: list[str] = field(default_factory=list)
    corrected: list[list[Any]] = field(default_factory=list)
    retitled: list[list[Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@transaction.atomic
def bring_staff(brought: Bringing, *, about: str, actor: Staff | None, now: datetime) -> BroughtJournal:
    """Write it all, tell the ledger (`about` names the import), and return the journal that takes it back."""
    insert_many(brought.staff)
    insert_many(brought.posts)
    insert_many(brought.secondments)
    people, posts = [one for one, *_ in brought.corrected], [one for one, *_ in brought.retitled]
    Staff.objects.bulk_update(people, CHANGEABLE, batch_size=CHUNK)
    Post.objects.bulk_update(posts, POST_FIELDS, batch_size=CHUNK)
    record_many(_notes(brought, about), actor=actor, now=now)
    return BroughtJournal(
        [str(one.pk) for one in brought.staff],
        [str(one.pk) for one in brought.posts],
        [str(one.pk) for one in brought.secondments],
        [[str(one.pk), old, columns(one, CHANGEABLE)] for one, old, *_ in brought.corrected],
        [[str(one.pk), old, columns(one, POST_FIELDS)] for one, old, *_ in brought.retitled],
    )


@transaction.atomic
def take_back_staff(journal: BroughtJournal, *, about: str, actor: Staff | None, now: datetime) -> None:
    """Remove what was added and set back what was changed. The caller has seen that nothing builds on it.

    Deleted without Django's own search for what hangs on a row, which takes a second for 200 people: the
    database's foreign keys refuse what would be left hanging (IntegrityError).
    """
    for table, keys in ((Post, journal.posts), (Secondment, journal.secondments), (Staff, journal.staff)):
        table.objects.filter(pk__in=keys)._raw_delete(router.db_for_write(table))
    for table, rows in ((Staff, journal.corrected), (Post, journal.retitled)):
        for key, before, _after in rows:
            table.objects.filter(pk=key).update(**before)
    after = {"import": about}
    notes = [Note("staff.removed", "staff", UUID(key), after=after) for key in journal.staff]
    notes += [Note("staff.restored", "staff", UUID(key), after=after) for key, *_ in journal.corrected]
    owners = dict(
        Post.objects.filter(pk__in=[key for key, *_ in journal.retitled]).values_list("pk", "staff")
    )
    notes += [Note("staff.restored", "staff", key, after=after) for key in set(owners.values())]
    record_many(notes, actor=actor, now=now)


def columns(one: Any, names: Iterable[str]) -> dict[str, Any]:
    """The values of some columns as JSON values; a key as text."""
    values = {
        one._meta.get_field(name).attname: getattr(one, one._meta.get_field(name).attname) for name in names
    }
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


def _notes(brought: Bringing, about: str) -> Iterator[Note]:
    for one in brought.staff:
        after = {"number": one.number, "name": one.name, "import": about}
        yield Note("staff.added", "staff", one.pk, after=after)
    for one, _old, before, after in brought.corrected:
        yield Note("staff.changed", "staff", one.pk, before=before, after=after)
    for post in brought.posts:
        after = {"staff": str(post.staff_id), "role": post.role, "title": post.title}
        after["from_on"] = post.from_on.isoformat()
        yield Note("post.started", "post", post.pk, post.area_id, after=after)
    for post, _old, before, after in brought.retitled:
        told = {"staff": str(post.staff_id), "role": post.role, **after}
        yield Note("post.changed", "post", post.pk, post.area_id, before=before, after=told)
    for one in brought.secondments:
        after = {"staff": str(one.staff_id), "unit": one.unit, "from_on": one.from_on.isoformat()}
        yield Note("secondment.started", "secondment", one.pk, one.area_id, after=after)
