"""A population: claims of the office that homes are asked about."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.callbacks.framing import Frame
from lianxin.callbacks.models import Call
from lianxin.callbacks.standards import Numbers
from lianxin.callbacks.vocabulary import QUESTIONS, Question, Subject


@dataclass(frozen=True, slots=True)
class Population:
    """`frame_of(area, from_on, to_on, numbers)` says what may be drawn; `doers_of(keys)` by claim who did
    what it claims and so is no third person to it; `column` of `Call` holds the claim. `is_gated`: whoever
    does not say yes to the first question is asked no other."""

    subject: Subject
    column: str
    frame_of: Callable[[Area, date, date, Numbers], Frame]
    doers_of: Callable[[Collection[UUID]], Mapping[UUID, frozenset[UUID]]]
    is_gated: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        return QUESTIONS[self.subject]

    def doers_behind(self, call: Call) -> frozenset[UUID]:
        """Who did what a call is about."""
        claim: UUID = getattr(call, f"{self.column}_id")
        return self.doers_of([claim])[claim]
