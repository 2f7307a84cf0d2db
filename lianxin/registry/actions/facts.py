"""Writing facts: a newer one takes the current place, an older one is kept as history, none is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.ledger.actions import record
from lianxin.people.vault import conceal
from lianxin.policies.catalogue import Catalogue, default
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import Value, ValueRefused, to_text
from lianxin.registry.vocabulary import Source, stands_over

NEVER_TOLD = frozenset({"derived", "area"})
"""Indicators that are worked out, or counted of a place: nobody says them of a household."""


@dataclass(frozen=True, slots=True)
class NewFact:
    """A value someone states about a household, or about one resident of it."""

    indicator: str
    value: Value
    resident: Resident | None = None


def record_facts(
    household: Household,
    facts: Sequence[NewFact],
    *,
    observed_on: date,
    source: Source,
    actor: Any,
    now: datetime,
    note: str = "",
    catalogue: Catalogue | None = None,
) -> list[Fact]:
    """Record facts about one household and tell the corridor; returns the facts that were new.

    A fact equal to the current one and no newer is not written again. Raises ValueRefused for a value its
    indicator does not allow, for an indicator of no household (derived, of an area), and for a day that lies
    ahead.
    """
    told: dict[str, Any] = {
        "observed_on": observed_on,
        "source": source,
        "actor": actor,
        "now": now,
        "note": note,
    }
    try:
        return _record(household, facts, **told, catalogue=catalogue or default())
    except IntegrityError:  # somebody told the same at the same moment: what he said is compared with this
        return _record(household, facts, **told, catalogue=catalogue or default())


@transaction.atomic
def _record(
    household: Household,
    facts: Sequence[NewFact],
    *,
    observed_on: date,
    source: Source,
    actor: Any,
    now: datetime,
    note: str,
    catalogue: Catalogue,
) -> list[Fact]:
    if observed_on > timezone.localdate(now):
        raise ValueRefused("day-ahead", _("日期 %(day)s 还没到，请核对。") % {"day": observed_on})
    current = {(fact.resident_id, fact.indicator): fact for fact in household.facts.current()}
    said = {"observed_on": observed_on, "source": source.value, "source_note": note}
    written, before, after = [], {}, {}
    for new in facts:
        text = _checked(new, household, catalogue)
        about = new.resident.pk if new.resident else None
        old = current.get((about, new.indicator))
        if old and old.value == text and old.observed_on >= observed_on:
            continue
        fact = Fact(
            household=household,
            resident=new.resident,
            indicator=new.indicator,
            value=text,
            recorded_at=now,
            by=actor,
            **said,
        )
        _take_place(fact, old)
        if fact.is_current:
            current[about, new.indicator] = fact
        key = f"{new.indicator}:{about}" if about else new.indicator
        before[key], after[key] = (old.value if old else None), text
        written.append(fact)
    if written:
        record(
            kind="facts.changed",
            actor=actor,
            now=now,
            subject=household,
            area=household.area_id,
            before=before,
            after=after,
            cause=f"{source.value} {observed_on}",
        )
    return written


def _take_place(fact: Fact, old: Fact | None) -> None:
    """Save a new fact: as the current one, if it stands over the one that was."""
    fact.is_current = old is None or stands_over(
        (fact.observed_on, fact.source), (old.observed_on, old.source)
    )
    if old and fact.is_current:
        Fact.objects.filter(pk=old.pk).update(is_current=False)
    fact.save(force_insert=True)


@transaction.atomic
def retract_fact(fact: Fact, *, reason: str, actor: Any, now: datetime) -> None:
    """Mark a fact as wrong: it stays readable as history, and the newest valid one takes its place.

    The ledger keeps the reason, as ciphertext (`vault.uncover(words, "ledger.words")`).
    """
    if not reason.strip():
        raise ValueRefused("reason-needed", _("请写明为什么这条情况不对。"))
    Fact.objects.filter(pk=fact.pk).update(is_current=False, retracted_at=now)
    if fact.is_current:
        same = Fact.objects.filter(
            household_id=fact.household_id, resident_id=fact.resident_id, indicator=fact.indicator
        )
        heirs = list(same.filter(retracted_at=None))
        if heirs:
            best = max(heirs, key=_standing)
            Fact.objects.filter(pk=best.pk).update(is_current=True)
    record(
        kind="facts.changed",
        actor=actor,
        now=now,
        subject=fact.household,
        area=fact.household.area_id,
        before={fact.indicator: fact.value},
        after={fact.indicator: None, "words": conceal(reason.strip(), "ledger.words")},
        cause="retracted",
    )


@transaction.atomic
def restate_fact(fact: Fact, *, key: UUID, actor: Any, now: datetime) -> None:
    """Say a fact anew that was taken back, as its teller said it, under another key; the caller works out
    which of all claims counts (`write_claims`), and tells the ledger what changed."""
    Fact.objects.create(
        id=key,
        household_id=fact.household_id,
        resident_id=fact.resident_id,
        indicator=fact.indicator,
        value=fact.value,
        observed_on=fact.observed_on,
        source=fact.source,
        source_note=fact.source_note,
        recorded_at=now,
        by_id=fact.by_id,
        is_current=False,
    )
    record(
        kind="facts.restated",
        actor=actor,
        now=now,
        subject=("household", fact.household_id),
        area=fact.household.area_id,
        after={"indicator": fact.indicator, "fact": str(key), "of": str(fact.pk)},
    )


def _standing(fact: Fact) -> tuple[Any, ...]:
    """What decides between valid facts: the newer day, then the better source, then the later entry."""
    return (fact.observed_on, Source(fact.source).rank, fact.recorded_at, fact.pk)


def _checked(new: NewFact, household: Household, catalogue: Catalogue) -> str:
    indicator = catalogue.get(new.indicator)
    if indicator is None or indicator.about in NEVER_TOLD:
        told = _("没有“%(name)s”这一项，或这一项不是户里人说得出的，不能填。") % {"name": new.indicator}
        raise ValueRefused("unknown-indicator", told)
    if (indicator.about == "resident") != (new.resident is not None):
        of_resident = indicator.about == "resident"
        whose = _("“%(title)s”要填在家庭成员名下。") if of_resident else _("“%(title)s”要填在户名下。")
        named = {"title": indicator.title_zh}, {"title": indicator.title_en}
        raise ValueRefused("wrong-subject", whose % named[0], whose % named[1])
    if new.resident and new.resident.household_id != household.pk:
        raise ValueRefused("wrong-household", _("%(name)s不在这一户。") % {"name": new.resident.name})
    return to_text(new.value, indicator)
