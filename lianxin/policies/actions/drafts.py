"""Drafts: started from a version or a file, changed step by step, discarded and taken back, adopted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.policies.actions.adopting import adopt_policy
from lianxin.policies.drafting.checking import Found, check
from lianxin.policies.drafting.contents import Content, content_of
from lianxin.policies.drafting.writing import Field, identity_of, write
from lianxin.policies.faults import fault
from lianxin.policies.models import Policy, PolicyDraft


class DraftChanged(ValueError):
    """Somebody else changed the draft since it was read; `draft` is as it is now."""

    def __init__(self, draft: PolicyDraft) -> None:
        super().__init__(f"draft {draft.pk} is at version {draft.version} by now")
        self.draft = draft


class DraftClosed(ValueError):
    """The draft was adopted or discarded and takes no more changes."""


class NotSound(ValueError):
    """A draft that cannot be adopted; `found` says what is wrong where."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__("; ".join(one.fault.code for one in found))
        self.found = found


@transaction.atomic
def start_draft(base: Policy, *, effective_on: date, actor: Staff | None, now: datetime) -> PolicyDraft:
    """Start a draft that holds what a version holds, to take effect on another day."""
    content = content_of(base.text)
    content["effective_on"] = effective_on.isoformat()
    return _start(content, base, actor=actor, now=now)


@transaction.atomic
def import_draft(text: str, *, actor: Staff | None, now: datetime) -> PolicyDraft:
    """Start a draft from a policy file. Raises PolicyError when the file is no policy at all."""
    content = content_of(text, keeps_id=True)
    base = Policy.objects.in_force(content["kind"], timezone.localdate(now))
    return _start(content, base, actor=actor, now=now)


@transaction.atomic
def revise_draft(
    draft: PolicyDraft, content: Content, *, version: int, what: str, actor: Staff | None, now: datetime
) -> PolicyDraft:
    """Keep a changed content; nothing is overwritten silently.

    `version` is that of the draft the change was made to, `what` a code of the part that changed. Raises
    DraftChanged, DraftClosed.
    """
    draft = _open(draft, version)
    if content == draft.content:
        return draft
    draft.previous, draft.content = draft.content, content
    return _changed(draft, what, actor, now)


@transaction.atomic
def undo_revision(draft: PolicyDraft, *, version: int, actor: Staff | None, now: datetime) -> PolicyDraft:
    """Take the last change back; once more brings it again. Raises DraftChanged, DraftClosed."""
    draft = _open(draft, version)
    if draft.previous is None:
        return draft
    draft.previous, draft.content = draft.content, draft.previous
    return _changed(draft, "undone", actor, now)


@transaction.atomic
def discard_draft(draft: PolicyDraft, *, actor: Staff | None, now: datetime) -> None:
    """Put a draft away; it can be taken back. Raises DraftClosed."""
    draft = _open(draft, None)
    draft.discarded_at, draft.discarded_by = now, actor
    draft.save(update_fields=["discarded_at", "discarded_by"])
    record(kind="draft.discarded", actor=actor, now=now, subject=draft, after=_about(draft))


@transaction.atomic
def restore_draft(draft: PolicyDraft, *, actor: Staff | None, now: datetime) -> None:
    """Take a discarded draft back. Raises DraftClosed when it is not a discarded one."""
    draft = PolicyDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.discarded_at is None or draft.adopted_id:
        raise DraftClosed
    draft.discarded_at = draft.discarded_by = None
    draft.save(update_fields=["discarded_at", "discarded_by"])
    record(kind="draft.restored", actor=actor, now=now, subject=draft, after=_about(draft))


@transaction.atomic
def adopt_draft(draft: PolicyDraft, *, version: int, actor: Staff | None, now: datetime) -> Policy:
    """Make a sound draft a version, which counts from its day, today at the earliest.

    Raises NotSound (code `effective_too_early` for a day that has passed), DraftChanged, DraftClosed.
    """
    draft = _open(draft, version)
    identity = identity_of(draft.content, Policy.objects.values_list("document_id", flat=True))
    found = list(check(draft.content, identity=identity).found) or _too_early(draft, timezone.localdate(now))
    if found:
        raise NotSound(tuple(found))
    text = write(draft.content, identity=identity).text
    name = f"{draft.content['effective_on']}.yaml"
    policy = adopt_policy(text=text, filename=name, actor=actor, now=now)
    draft.adopted, draft.edited_at = policy, now
    draft.save(update_fields=["adopted", "edited_at"])
    record(kind="draft.adopted", actor=actor, now=now, subject=draft, after=_about(draft))
    return policy


def _too_early(draft: PolicyDraft, today: date) -> list[Found]:
    day = date.fromisoformat(draft.content["effective_on"])
    if day >= today:
        return []
    wrong = fault(1, 1, "effective_too_early", day=day.isoformat(), earliest=today.isoformat())
    return [Found(wrong, Field("head", "", "effective_on"), None)]


def _start(content: Content, base: Policy | None, *, actor: Staff | None, now: datetime) -> PolicyDraft:
    draft = PolicyDraft.objects.create(
        kind=content["kind"],
        base=base,
        content=content,
        started_by=actor,
        started_at=now,
        edited_by=actor,
        edited_at=now,
    )
    record(kind="draft.started", actor=actor, now=now, subject=draft, after=_about(draft))
    return draft


def _open(draft: PolicyDraft, version: int | None) -> PolicyDraft:
    """The draft, locked, if it still takes changes and nobody changed it since `version`."""
    locked = PolicyDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not locked.is_open:
        raise DraftClosed
    if version is not None and version != locked.version:
        raise DraftChanged(locked)
    return locked


def _changed(draft: PolicyDraft, what: str, actor: Staff | None, now: datetime) -> PolicyDraft:
    draft.version += 1
    draft.edited_by, draft.edited_at = actor, now
    draft.save(update_fields=["content", "previous", "version", "edited_by", "edited_at"])
    after = _about(draft) | {"what": what, "version": draft.version}
    record(kind="draft.changed", actor=actor, now=now, subject=draft, after=after)
    return draft


def _about(draft: PolicyDraft) -> dict[str, Any]:
    return {"kind": draft.kind, "effective_on": draft.content["effective_on"]}
