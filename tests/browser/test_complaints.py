"""The page of a complaint, which nobody of the matrix may open: as whoever hears it sees it."""

import pytest

from lianxin.proofs.cast import browser, enter
from tests.browser.test_accessible import faults_everywhere

pytestmark = pytest.mark.one_database


def test_the_page_of_a_complaint_has_no_serious_fault(page, base_url, areas, worker, town_head):
    from django.utils import timezone

    from lianxin.problems.complaints.actions import Raised, record_complaint, take_up
    from lianxin.problems.vocabulary import Channel

    now = timezone.now()
    raised = Raised(
        words="他收了钱",
        area=areas["V1"].pk,
        channel=Channel.CLERK,
        raised_at=now,
        subjects=frozenset([worker.pk]),
        complainant="张翠花",
    )
    complaint = record_complaint(raised, actor=None, now=now).complaint
    take_up(complaint, actor=town_head, now=now)
    client = browser()
    enter(client, town_head)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}]
    )
    page.goto(f"/complaints/{complaint.pk}/")
    assert "他收了钱" in page.content()
    assert faults_everywhere(page) == []
