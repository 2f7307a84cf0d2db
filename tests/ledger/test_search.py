"""Looking something up: each question finds what a plain look at every event finds, page by page."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.ledger.search import Search, find

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOMES, AREAS, ACTORS = ([new_key() for _ in range(count)] for count in (9, 4, 3))
KINDS = ("household.changed", "facts.changed", "policy.adopted")


class Actor:
    def __init__(self, key):
        self.pk = key


@pytest.fixture
def events(db):
    """300 events in six runs; the moments of the runs overlap and are shared, as those of imports are."""
    chance = random.Random(4)
    for run in range(6):
        notes = [
            Note(chance.choice(KINDS), "household", chance.choice(HOMES), chance.choice([*AREAS, None]))
            for _ in range(50)
        ]
        actor = chance.choice([None, *map(Actor, ACTORS)])
        record_many(notes, actor=actor, now=NOW + timedelta(hours=chance.choice((0, 9, 30)) + run % 2))
    return sorted(Event.objects.all(), key=lambda event: (event.at, event.pk), reverse=True)


def answers(event, search):
    """The definition: what it means that an event is looked for."""
    day = localdate(event.at)
    return all(
        (
            search.actor is None or event.actor_id == search.actor,
            not search.is_by_machine or event.actor_id is None,
            search.subjects is None or event.subject_id in search.subjects,
            search.kinds is None or event.kind in search.kinds,
            search.areas is None or event.area_id in search.areas,
            search.first_on is None or day >= search.first_on,
            search.last_on is None or day <= search.last_on,
        )
    )


EVERYTHING = {
    "actor": ACTORS[0],
    "is_by_machine": True,
    "subjects": frozenset(HOMES[:2]),
    "kinds": frozenset(KINDS[:2]),
    "areas": frozenset(AREAS[1:3]),
    "first_on": date(2026, 3, 3),
    "last_on": date(2026, 3, 2),
}
SEARCHES = [Search()] + [Search(**{name: value}) for name, value in EVERYTHING.items()]
SEARCHES += [
    replace(one, **{name: EVERYTHING[name]})
    for one in SEARCHES[1:]
    for name in EVERYTHING
    if {name, *(key for key in EVERYTHING if getattr(one, key))} != {"actor", "is_by_machine"}
]
SEARCHES += [Search(kinds=frozenset()), Search(areas=frozenset()), Search(subjects=frozenset())]


def named(search):
    """What is asked for. The values are drawn anew in each process: no test may be named after them."""
    return "-".join(name for name in EVERYTHING if getattr(search, name) not in (None, False)) or "everything"


@pytest.mark.parametrize("search", SEARCHES, ids=named)
def test_what_is_found_is_what_was_looked_for_from_the_newest_on(events, search):
    wanted = [event.pk for event in events if answers(event, search)]
    found, page = [], find(search, size=17)
    while page.events:
        found += [event.pk for event in page.events]
        if page.older is None:
            break
        page = find(search, size=17, older_than=page.older)
    assert found == wanted


@pytest.mark.parametrize(
    "search", [SEARCHES[0], Search(kinds=frozenset(KINDS)), Search(areas=frozenset(AREAS))]
)
def test_whoever_turns_back_sees_the_same_pages(events, search):
    pages = [find(search, size=17)]
    while pages[-1].older:
        pages.append(find(search, size=17, older_than=pages[-1].older))
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = find(search, size=17, newer_than=back.newer)
        assert [event.pk for event in back.events] == [event.pk for event in page.events]
    assert back.newer is None


@pytest.mark.parametrize("search", [Search(kinds=frozenset(KINDS)), Search(areas=frozenset(AREAS))])
def test_a_choice_of_very_many_is_asked_in_several_statements(events, search, monkeypatch):
    at_once = find(search)
    monkeypatch.setattr("lianxin.ledger.search.MOST_PARTS", 2)
    assert find(search) == at_once
    assert find(search, older_than=at_once.older).events


def test_new_events_do_not_move_the_older_pages(events):
    second = find(Search(), older_than=find(Search()).older)
    record_many([Note("late.came", "household", HOMES[0])], actor=None, now=NOW + timedelta(days=9))
    assert find(Search(), older_than=events[49].pk).events == second.events
    assert find(Search()).events[0].kind == "late.came"


def test_a_number_the_ledger_does_not_have_begins_anew(events):
    assert find(Search(), older_than=events[0].pk + 999).events == find(Search()).events


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_do_no_harm(events, day):
    assert len(find(Search(first_on=day)).events) == (50 if day == date.min else 0)
    assert len(find(Search(last_on=day)).events) == (0 if day == date.min else 50)


@pytest.mark.parametrize(
    "search",
    [Search(), Search(actor=ACTORS[0]), Search(kinds=frozenset(KINDS)), Search(areas=frozenset(AREAS))],
    ids=["anything", "actor", "kinds", "areas"],
)
def test_a_deep_page_begins_in_its_place_of_an_index(events, search, django_assert_max_num_queries):
    """No question sorts: with a million events, sorting is what would take the time."""
    with django_assert_max_num_queries(6) as asked:
        find(search, older_than=events[150].pk)
    for query in asked.captured_queries[1:]:
        assert not sorts(query["sql"])


def sorts(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    return "TEMP B-TREE" in plan or "Sort" in plan


def test_sorting_would_be_noticed(events, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert Event.objects.order_by("cause").first()
    assert sorts(asked.captured_queries[0]["sql"])
