"""What the first visitor of a page would wait for is read before anybody comes."""

import pytest
from django.db import DatabaseError
from django.template import engines
from django.urls import get_resolver

from lianxin.operations import warming
from lianxin.policies import models
from lianxin.policies.catalogue import POLICY_KINDS
from lianxin.policies.faults import PolicyError


def test_every_page_is_parsed():
    engine = engines["django"].engine
    engine.template_loaders[0].reset()
    warming.parse_templates()
    parsed = engine.template_loaders[0].get_template_cache
    assert {"desk/frame.html", "desk/households/households.html", "desk/parts/switch.html"} <= parsed.keys()


def test_addresses_are_known_in_every_language(settings):
    warming.compile_addresses()
    known = vars(get_resolver())["_reverse_dict"]
    assert {language for language, _name in settings.LANGUAGES} <= known.keys()


def test_todays_policies_are_read_once(db, policy, django_assert_num_queries):
    models._document.cache_clear()
    with django_assert_num_queries(len(POLICY_KINDS)):
        warming.read_policies()
    assert policy.document is policy.document
    assert models._document.cache_info().hits == 2  # read before the page asked


@pytest.mark.parametrize("trouble", [DatabaseError("no such table"), PolicyError(())])
def test_what_cannot_be_read_keeps_no_server_from_starting(db, monkeypatch, trouble):
    asked = []

    def refused(kind, _day):
        asked.append(kind)
        raise trouble

    monkeypatch.setattr(warming.Policy.objects, "in_force", refused)
    warming.read_policies()
    assert asked == [POLICY_KINDS[0]]
