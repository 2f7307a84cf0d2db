"""What the pages of policies say about the form of a visit."""

import pytest

from lianxin.policies.actions import adopt_policy
from tests.desk.district import content
from tests.planning.policies import text_of

pytestmark = pytest.mark.django_db


def test_a_version_that_differs_only_in_its_form_is_not_called_the_same(enter, desk, now):
    text = text_of("visits")
    policy = adopt_policy(text=text, actor=None, now=now)
    text = text.replace("id: visits-2026-01-01", "id: visits-newer")
    text = text.replace("        - {id: disability, indicator: disability_level}\n", "")
    newer = adopt_policy(text=text, actor=None, now=now)
    page = content(enter(desk).get(f"/policies/{newer.pk}/differences/{policy.pk}/"))
    assert "走访表" in page
    assert "要问的情况： 残疾等级 删掉了" in page
    assert "没有不同" not in page
