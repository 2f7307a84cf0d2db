"""A complaint told in a visit on a phone goes its own road, and the visit knows nothing of it."""

import pytest

from lianxin.field.confiding import readable, without_complaints
from lianxin.visits.payloads import VisitMissed, decode

VISIT = (
    '{"visit_id":"0199a1f0-0000-7000-8000-000000000001","household_id":"0199a1f0-0000-7000-8000-000000000002",'
    '"started_at":"2026-11-20T09:00:00+08:00","ended_at":"2026-11-20T09:30:00+08:00","items":[%s]}'
)
NEED = '{"item_id":"0199a1f0-0000-7000-8000-000000000003","kind":"need","category":"road","text":"修路"}'
COMPLAINT = (
    '{"item_id":"0199a1f0-0000-7000-8000-000000000004","kind":"complaint","category":"other","text":"收了钱"}'
)


def test_it_is_lifted_out_and_the_rest_stays():
    left, confided = without_complaints(decode("visit.record", VISIT % f"{NEED},{COMPLAINT}"))
    assert ([one.kind for one in left.items], left.nothing_raised) == (["need"], False)
    assert [one.text for one in confided] == ["收了钱"]


def test_a_visit_with_nothing_else_reads_as_one_in_which_nothing_was_raised():
    left, confided = without_complaints(decode("visit.record", VISIT % COMPLAINT))
    assert (left.items, left.nothing_raised, len(confided)) == ([], True, 1)


def test_other_payloads_and_visits_are_as_they_were():
    visit = decode("visit.record", VISIT % NEED)
    assert without_complaints(visit) == (visit, ())
    missed = decode("visit.missed", '{"code":"away","tried_on":"2026-11-20"}')
    assert isinstance(missed, VisitMissed)
    assert without_complaints(missed) == (missed, ())


def test_bytes_nobody_understands_are_not_shown_where_a_complaint_may_stand_in_them():
    assert readable('{"kind":"complaint"') == ""
    assert readable('{"kind":"need"') == '{"kind":"need"'


@pytest.mark.django_db
class TestThroughAPush:
    @pytest.fixture
    def pushed(self, db):
        """A phone tells a visit whose items are these; returns (household, worker)."""
        import json
        from hashlib import sha256
        from random import Random

        from lianxin.proofs.crews import hire_crew

        crew = hire_crew(Random(3), phones=1, homes=1)
        phone, home = crew.phones[0], crew.homes[0]

        def push(*items, household=None, times=1):
            op = phone.visit(household or home.pk)
            told = json.loads(op["payload"])
            told["items"], told["nothing_raised"] = [json.loads(one) for one in items], not items
            op["payload"] = json.dumps(told)
            op["payload_sha256"] = sha256(op["payload"].encode()).hexdigest()
            for _ in range(times):
                phone.push()
            return home, crew.workers[0]

        return push

    def test_it_becomes_a_complaint_and_never_an_item(self, pushed):
        from django.utils import timezone

        from lianxin.flow import carry_on
        from lianxin.ledger.models import Event
        from lianxin.problems.complaints.models import Complaint
        from lianxin.problems.models import Problem
        from lianxin.visits.models import Item, Visit

        home, worker = pushed(NEED, COMPLAINT, times=2)
        carry_on(now=timezone.now())
        assert [one.kind for one in Item.objects.all()] == ["need"]
        complaint = Complaint.objects.get()
        assert (complaint.words, complaint.household_id) == ("收了钱", home.pk)
        assert complaint.recorded_by_id == worker.pk
        assert Event.objects.filter(kind="visit.recorded").get().after["items"] == 1
        assert Visit.objects.count() == 1
        assert Problem.objects.count() <= 1

    def test_it_does_not_wait_with_an_upload_that_waits_for_a_person(self, pushed):
        from uuid import uuid4

        from lianxin.desk.phones.reading import content_of
        from lianxin.field.models import Op
        from lianxin.problems.complaints.models import Complaint

        pushed(COMPLAINT, household=uuid4())
        op = Op.objects.get(state="quarantined")
        content = content_of(op)
        assert "收了钱" not in repr(content)
        assert "complaint" not in repr(content)
        assert Complaint.objects.get().words == "收了钱"
