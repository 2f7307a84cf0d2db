"""What changed between two forms: questions, and what items can be about; and between two scripts. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lianxin.policies.form.parts import Category, VisitForm, Words
from lianxin.policies.script import CallScript

Part = (
    Literal["question", "needs", "advice", "effects", "script"]
    | Literal["rung", "category", "urgency", "pause", "refusal", "exclusion"]
)


@dataclass(frozen=True, slots=True)
class FormChange:
    """One part of a form, a ladder or a script that is new, gone or different."""

    part: Part
    way: Literal["added", "removed", "changed"]
    title_zh: str
    title_en: str


def compare_forms(before: VisitForm | None, after: VisitForm | None) -> tuple[FormChange, ...]:
    """Questions are known by their indicator, categories by their code; the order does not count."""
    old, new = _parts(before), _parts(after)
    return tuple(_changes(old, new))


def compare_scripts(before: CallScript | None, after: CallScript | None) -> tuple[FormChange, ...]:
    """Texts of a script are known by their place in it; a changed one is named by what it says now."""
    return tuple(_changes(_texts(before), _texts(after)))


def _texts(script: CallScript | None) -> dict[tuple[Part, str], "Told"]:
    if script is None:
        return {}
    texts = {"greeting": script.greeting, **script.questions}
    if script.endings is not None:
        of_endings = {"greeting": script.endings.greeting, **script.endings.questions}
        texts |= {f"endings {code}": words for code, words in of_endings.items()}
    return {("script", code): (words, words) for code, words in texts.items()}


Told = tuple[Words, object]


def _parts(form: VisitForm | None) -> dict[tuple[Part, str], Told]:
    """Every part of a form with its title, and with all that can differ."""
    if form is None:
        return {}
    found: dict[tuple[Part, str], Told] = {}
    for section in form.sections:
        for one in section.questions:
            differs = (section.title, section.when, one.hint, one.when, one.age_from, one.age_to)
            found["question", one.indicator.code] = (one.title, differs)
    lists: tuple[tuple[Part, tuple[Category, ...]], ...] = (
        ("needs", form.needs),
        ("advice", form.advice),
        ("effects", form.effects),
    )
    for part, categories in lists:
        for category in categories:
            found[part, category.code] = (category.title, category)
    return found


def _changes(
    old: Mapping[tuple[Part, str], Told], new: Mapping[tuple[Part, str], Told]
) -> Iterator[FormChange]:
    for key in dict.fromkeys([*new, *old]):
        if key not in new:
            yield FormChange(key[0], "removed", old[key][0].zh, old[key][0].en)
        elif key not in old:
            yield FormChange(key[0], "added", new[key][0].zh, new[key][0].en)
        elif old[key] != new[key]:
            yield FormChange(key[0], "changed", new[key][0].zh, new[key][0].en)
