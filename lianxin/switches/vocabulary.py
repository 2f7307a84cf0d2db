"""What a switch is. No Django here."""

from dataclasses import dataclass
from enum import StrEnum

Words = tuple[str, str]
"""Chinese, English."""


class Kind(StrEnum):
    """`never`: it is not available, and the page says why."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing a district may decide about.

    `does` says what it does, `law` on what rule the default rests. A guarded one needs a second person to be
    turned on. `waits_for` names the part of the product that will ask it; empty when it works already.
    Numbers run from `least` to `most`, in `unit`.
    """

    code: str
    group: str
    kind: Kind
    title: Words
    does: Words
    law: Words
    default: str
    is_guarded: bool = False
    waits_for: Words = ("", "")
    least: int = 0
    most: int = 0
    unit: Words = ("", "")
    choices: tuple[Choice, ...] = ()

    @property
    def title_zh(self) -> str:
        return self.title[0]

    @property
    def title_en(self) -> str:
        return self.title[1]
