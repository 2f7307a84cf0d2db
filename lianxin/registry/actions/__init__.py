"""The only writers of the register, by subject."""

from lianxin.registry.actions.batches import (
    Batch,
    FactRow,
    Journal,
    UndoRefused,
    undo_batch,
    write_batch,
)
from lianxin.registry.actions.claims import write_claims
from lianxin.registry.actions.erasing import erase_unneeded
from lianxin.registry.actions.facts import NewFact, record_facts, restate_fact, retract_fact
from lianxin.registry.actions.losses import Death, Departure, record_losses
from lianxin.registry.actions.people import (
    PURPOSES,
    add_household,
    add_resident,
    correct_resident,
    new_resident,
    reveal,
)
from lianxin.registry.actions.steps import StructureRefused
from lianxin.registry.actions.structure import (
    UNDOABLE,
    merge_households,
    move_household,
    move_household_away,
    move_resident,
    move_resident_away,
    record_death,
    split_household,
    undo_structure,
    withdraw_resident,
)

__all__ = [
    "PURPOSES",
    "UNDOABLE",
    "Batch",
    "Death",
    "Departure",
    "FactRow",
    "Journal",
    "NewFact",
    "StructureRefused",
    "UndoRefused",
    "add_household",
    "add_resident",
    "correct_resident",
    "erase_unneeded",
    "merge_households",
    "move_household",
    "move_household_away",
    "move_resident",
    "move_resident_away",
    "new_resident",
    "record_death",
    "record_facts",
    "record_losses",
    "restate_fact",
    "retract_fact",
    "reveal",
    "split_household",
    "undo_batch",
    "undo_structure",
    "withdraw_resident",
    "write_batch",
    "write_claims",
]
