"""What a household agrees to: dated, in words that are kept, taken back at once with what rested on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.voice import wordings
from lianxin.voice.actions import give_consent, withdraw_consent
from lianxin.voice.consents import course_of, holds
from lianxin.voice.models import Consent
from lianxin.voice.vocabulary import Purpose
from lianxin.voice.wordings import WORDINGS, Wording, wording_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BY = {"actor": None, "now": NOW}


def test_what_is_asked_each_time_holds_until_the_household_says_no(wang):
    assert holds(wang, Purpose.PHOTOS)
    withdraw_consent(wang, Purpose.PHOTOS, **BY)
    assert not holds(wang, Purpose.PHOTOS)
    give_consent(wang, Purpose.PHOTOS, **BY)
    assert holds(wang, Purpose.PHOTOS)
    withdraw_consent(wang, Purpose.PHOTOS, **BY)
    assert not holds(wang, Purpose.PHOTOS)


def test_all_else_holds_only_while_the_household_says_yes(wang, li):
    assert not holds(wang, Purpose.STORY)
    withdraw_consent(wang, Purpose.STORY, **BY)
    assert not Consent.objects.exists(), "there was nothing to take back"
    give_consent(wang, Purpose.STORY, **BY)
    assert holds(wang, Purpose.STORY)
    assert not holds(li, Purpose.STORY)


def test_said_twice_it_is_said_once(wang):
    for step in (give_consent, give_consent, withdraw_consent, withdraw_consent):
        step(wang, Purpose.CALLS, **BY)
    assert Consent.objects.count() == 1
    kinds = list(Event.objects.filter(kind__startswith="consent.").values_list("kind", flat=True))
    assert kinds == ["consent.given", "consent.withdrawn"]


def test_the_words_that_were_agreed_to_are_kept(wang, monkeypatch):
    give_consent(wang, Purpose.STORY, **BY)
    first = wording_of(Purpose.STORY)
    newer = Wording("2027-01-01", "另一段话", "something else")
    monkeypatch.setattr(wordings, "WORDINGS", {**WORDINGS, Purpose.STORY: (first, newer)})
    assert wording_of(Purpose.STORY) == newer
    [kept] = course_of(wang)
    assert wordings.wording_then(Purpose.STORY, kept.wording) == first


def test_everything_a_household_said_stays_in_its_order(wang):
    for day, step in enumerate((withdraw_consent, give_consent, withdraw_consent)):
        step(wang, Purpose.PLACE, actor=None, now=NOW + timedelta(days=day))
    latest, first = course_of(wang)
    assert (first.given_at, first.withdrawn_at) == (None, NOW)
    assert (latest.given_at, latest.withdrawn_at) == (NOW + timedelta(days=1), NOW + timedelta(days=2))


def test_each_purpose_has_its_words_and_their_days_in_order():
    assert set(WORDINGS) == set(Purpose)
    for texts in WORDINGS.values():
        versions = [one.version for one in texts]
        assert versions == sorted(set(versions))
        assert all(one.zh and one.en for one in texts)


def test_without_either_day_there_is_no_consent(wang):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(household=wang, purpose="calls")
