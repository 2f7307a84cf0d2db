"""What changed between two ladders: rungs, urgencies, categories, pauses, refusals, exclusions. Pure."""

from collections.abc import Iterator

from lianxin.policies.form.comparing import FormChange, Part
from lianxin.policies.form.parts import Words
from lianxin.policies.ladder.parts import Ladder

Told = tuple[Words, object]


def compare_ladders(before: Ladder | None, after: Ladder | None) -> tuple[FormChange, ...]:
    """Every part is known by its code; where a rung stands among the others counts, other orders do not."""
    old, new = (dict(_parts(ladder)) for ladder in (before, after))
    found: list[FormChange] = []
    for key in dict.fromkeys([*new, *old]):
        if key not in new:
            found.append(FormChange(key[0], "removed", old[key][0].zh, old[key][0].en))
        elif key not in old:
            found.append(FormChange(key[0], "added", new[key][0].zh, new[key][0].en))
        elif old[key] != new[key]:
            found.append(FormChange(key[0], "changed", new[key][0].zh, new[key][0].en))
    return tuple(found)


def _parts(ladder: Ladder | None) -> Iterator[tuple[tuple[Part, str], Told]]:
    """Every part with its title, and with all that can differ."""
    if ladder is None:
        return
    for place, rung in enumerate(ladder.rungs):
        yield ("rung", rung.code), (rung.title, (place, rung))
    for category in ladder.categories.values():
        is_fallback = category.code == ladder.fallback
        yield ("category", category.code), (category.title, (category, is_fallback))
    for urgency in ladder.urgencies.values():
        yield ("urgency", urgency.code), (urgency.title, urgency)
    for pause in ladder.pauses.values():
        yield ("pause", pause.code), (pause.title, pause)
    for refusal in ladder.refusals.values():
        yield ("refusal", refusal.code), (refusal.title, refusal)
    for ground in ladder.exclusions.values():
        yield ("exclusion", ground.code), (ground.title, ground)
