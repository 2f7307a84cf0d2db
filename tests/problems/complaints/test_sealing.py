"""What was done with complaints cannot be changed unseen; the ledger hears as much on a day without any."""

from datetime import timedelta

import pytest

pytestmark = pytest.mark.django_db


def broken():
    from lianxin.problems.complaints.actions.sealing import breaks

    return list(breaks())


@pytest.fixture
def sealed(complain, worker, town_head, monday):
    """Two complaints, one taken up, and two days sealed."""
    from lianxin.problems.complaints.actions import run_complaints, take_up

    one, other = complain(worker).complaint, complain(worker, words="态度不好").complaint
    run_complaints(now=monday + timedelta(hours=1))
    take_up(one, actor=town_head, now=monday + timedelta(hours=2))
    run_complaints(now=monday + timedelta(days=1))
    assert broken() == []
    return one, other


def test_an_edited_step_is_found(sealed, town_head, desk):
    from lianxin.problems.complaints.models import Step

    Step.objects.filter(kind="taken_up").update(by=desk)
    assert broken() != []


def test_a_complaint_that_vanished_is_found(sealed):
    from lianxin.problems.complaints.models import Step

    Step.objects.filter(complaint=sealed[1]).delete()
    assert [one for one in broken() if one.startswith("digest")] != []


def test_a_last_step_that_vanished_is_found(sealed):
    from lianxin.problems.complaints.models import Step

    Step.objects.filter(kind="taken_up").delete()
    assert len(broken()) == 1


def test_the_ledger_hears_once_a_day_and_the_same_with_none(db, monday):
    from lianxin.ledger.models import Event
    from lianxin.problems.complaints.actions import run_complaints

    for hours in (0, 1, 24, 48):
        run_complaints(now=monday + timedelta(hours=hours))
    events = Event.objects.filter(kind="complaints.sealed")
    assert events.count() == 3
    assert len({event.after["digest"] for event in events}) == 3
    assert all(set(event.after) == {"until", "digest"} and event.subject_id is None for event in events)


def test_nothing_of_a_complaint_lies_readable_in_its_tables(sealed, worker, town_head, complain, monday):
    from django.db import connection

    complain(worker, said_of="那个李秀英", complainant="张翠花", contact="13912344321")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM complaints_complaint")
        rows = repr(cursor.fetchall())
    assert "张翠花" not in rows
    assert "13912344321" not in rows
    assert "那个李秀英" not in rows
    assert "三百块" not in rows
    assert "三百块".encode().hex() not in rows
