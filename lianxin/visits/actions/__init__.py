"""The only writers of visits: what phones told, what follows in the register, and what people decide."""

from lianxin.visits.actions.revising import revise_registry
from lianxin.visits.actions.taking_in import take_in
from lianxin.visits.actions.told import Refused, Told

__all__ = ["Refused", "Told", "revise_registry", "take_in"]
