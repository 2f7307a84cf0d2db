"""What a household agreed to, refused or took back, with the words it was told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lianxin import switches
from lianxin.desk.words import said
from lianxin.voice.consents import course_of
from lianxin.voice.models import Consent
from lianxin.voice.vocabulary import Purpose
from lianxin.voice.wordings import wording_of, wording_then

SWITCHED = {Purpose.PHOTOS: "photos", Purpose.PLACE: "gps", Purpose.EVIDENCE: "evidence"}
"""What a household is asked about only where the district does it at all."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One purpose: what the household is told today, how it stands, and since when. `then`: the words it
    agreed to, where they were others. Words are known by the day from which they are said."""

    code: str
    title: str
    words: str
    worded_on: date
    is_given: bool
    is_refused: bool
    is_asked_each_time: bool
    since: datetime | None
    then: str
    then_worded_on: date | None


def consents_of(household: Any) -> list[Agreed]:
    """Each purpose of which the household is asked, or ever said something."""
    latest = _latest(household)
    return [
        _agreed(purpose, latest.get(purpose.value))
        for purpose in Purpose
        if purpose.value in latest or purpose not in SWITCHED or switches.is_on(SWITCHED[purpose])
    ]


def said_by(household: Any) -> list[Agreed]:
    """Each purpose of which the household ever said something; one question of the database."""
    latest = _latest(household)
    return [_agreed(purpose, latest[purpose.value]) for purpose in Purpose if purpose.value in latest]


def _latest(household: Any) -> dict[str, Consent]:
    latest: dict[str, Consent] = {}
    for one in course_of(household):
        latest.setdefault(one.purpose, one)
    return latest


def _agreed(purpose: Purpose, last: Consent | None) -> Agreed:
    today = wording_of(purpose)
    then = wording_then(purpose, last.wording) if last and last.wording != today.version else None
    return Agreed(
        purpose.value,
        said(purpose),
        said(today),
        date.fromisoformat(today.version),
        is_given=bool(last and last.withdrawn_at is None),
        is_refused=bool(last and last.withdrawn_at),
        is_asked_each_time=purpose.is_asked_each_time,
        since=(last.withdrawn_at or last.given_at) if last else None,
        then=said(then) if then else "",
        then_worded_on=date.fromisoformat(last.wording) if last else None,
    )
