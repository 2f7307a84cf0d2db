"""Promise 18: safe by default. The full proof is `lianxin prove defaults`."""

import os
import runpy
from random import Random
from unittest import mock

import pytest
from django.conf import settings
from django.test import override_settings

from lianxin.proofs import defaults
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_district(own_anchor):
    """The settings of a district that sets nothing; tests otherwise speak plain HTTP."""
    environment = {name: value for name, value in os.environ.items() if name != "LIANXIN_INSECURE"}
    with mock.patch.dict(os.environ, environment, clear=True):
        read = runpy.run_path(settings.PROJECT / "lianxin" / "settings.py")
    ours = ("SECURE_", "SESSION_", "CSRF_", "LIANXIN_", "CONTENT_SECURITY_POLICY", "LANGUAGE_COOKIE")
    chosen = {name: value for name, value in read.items() if name.startswith(ours)}
    assert chosen["LIANXIN_INSECURE"] is False
    with override_settings(**chosen | {"LIANXIN_HOME": settings.LIANXIN_HOME}):
        yield


def test_a_district_that_sets_nothing_is_safe():
    tally = Tally()
    with mock.patch.object(defaults, "walk_pages"):  # which is the next test
        defaults.prove(tally, 1, Random(18))
    assert tally.faults == []
    assert tally.runs > 80


@pytest.mark.one_database
def test_every_page_carries_what_it_must():
    tally = Tally()
    defaults.walk_pages(tally)
    assert tally.faults == []
    assert tally.runs > 1000


@pytest.mark.one_database  # settings, headers and passwords
@pytest.mark.parametrize("control", defaults.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
