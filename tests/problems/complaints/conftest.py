"""A complaint about the worker of the small cast, and a way to make others."""

from datetime import UTC, datetime

import pytest

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def monday():
    return MONDAY


@pytest.fixture
def complain(areas, monday):
    """Complain of somebody, or of nobody who is known, at the office of V1."""
    from lianxin.problems.complaints.actions import Raised, record_complaint
    from lianxin.problems.vocabulary import Channel

    def complained(*subjects, by=None, area="V1", now=monday, **more):
        raised = Raised(
            words=more.pop("words", "他收了三百块钱才肯报名单"),
            area=areas[area].pk,
            channel=Channel.CLERK,
            raised_at=now,
            subjects=frozenset(one.pk for one in subjects),
            **more,
        )
        return record_complaint(raised, actor=by, now=now)

    return complained


@pytest.fixture
def hears(monday):
    """The names of those who hear a complaint now."""
    from lianxin.people.models import Staff
    from lianxin.problems.complaints.models import Complaint
    from lianxin.problems.complaints.queries import heard_by

    def heard(complaint, now=monday):
        assert Complaint.objects.filter(pk=complaint.pk).exists()
        return {
            person.name
            for person in Staff.objects.all()
            if complaint.pk in {one.complaint.pk for one in heard_by(person, now=now)}
        }

    return heard
