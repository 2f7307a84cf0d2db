"""What the switches that work today change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.intake.models import Upload
from lianxin.intake.uploads import clear_uploads
from lianxin.people.middleware import needs_second_factor
from lianxin.people.sessions import SessionStore
from lianxin.switches.actions import set_switch

pytestmark = pytest.mark.django_db


def turn(code, value):
    set_switch(code=code, value=value, reason="会议纪要", actor=None, now=timezone.now())


def test_a_session_lasts_as_many_hours_as_the_switch_says():
    assert SessionStore().get_expiry_age() == 12 * 60 * 60
    turn("session_hours", "2")
    assert SessionStore().get_expiry_age() == 2 * 60 * 60


def test_one_time_codes_can_be_demanded_of_more_roles_and_never_of_fewer(desk, supervisor, worker):
    assert [needs_second_factor(person) for person in (desk, supervisor, worker)] == [True, False, False]
    turn("second_factor", "leaders")
    assert [needs_second_factor(person) for person in (desk, supervisor, worker)] == [True, True, False]
    turn("second_factor", "everyone")
    assert needs_second_factor(worker)


def test_files_nobody_imported_go_after_as_many_days_as_the_switch_says(areas):
    now = timezone.now()
    about = {"file_name": "名单.xlsx", "size": 1, "sha256": "0" * 64, "area": areas["D"]}
    upload = Upload.objects.create(**about, uploaded_at=now - timedelta(days=5))
    clear_uploads(now=now)
    upload.refresh_from_db()
    assert upload.dropped_at is None
    turn("kept_unused_days", "3")
    clear_uploads(now=now)
    upload.refresh_from_db()
    assert upload.dropped_at is not None
