"""The policy of deadlines on the desk's pages: read, compared, drafted anew."""

import pytest

from lianxin.policies.models import Policy, PolicyDraft
from tests.people.cast import enter

pytestmark = pytest.mark.django_db


def test_a_policy_without_rules_is_shown_and_drafted_like_the_others(client, deadlines, desk):
    enter(client, desk)
    assert "办理时限" in client.get("/policies/").content.decode()
    page = client.get(f"/policies/{deadlines.pk}/")
    assert page.status_code == 200
    assert "上报后几个工作日内答复" in page.content.decode()
    assert Policy.objects.count() == 1
    assert not PolicyDraft.objects.exists()
