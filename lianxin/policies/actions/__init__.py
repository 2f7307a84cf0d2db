"""The only writers of policies: drafts, and adopting one, by which a policy comes to count."""

from lianxin.policies.actions.adopting import adopt_policy
from lianxin.policies.actions.drafts import (
    DraftChanged,
    DraftClosed,
    NotSound,
    adopt_draft,
    discard_draft,
    import_draft,
    restore_draft,
    revise_draft,
    start_draft,
    undo_revision,
)

__all__ = [
    "DraftChanged",
    "DraftClosed",
    "NotSound",
    "adopt_draft",
    "adopt_policy",
    "discard_draft",
    "import_draft",
    "restore_draft",
    "revise_draft",
    "start_draft",
    "undo_revision",
]
