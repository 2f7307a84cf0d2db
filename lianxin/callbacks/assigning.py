"""Who asks: a third person, evenly. Pure."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """Who may call: `paths` are the areas in which he may; `line` those in which he works in the line that
    makes visits or answers for them (a collector's, a town head's)."""

    key: Hashable
    paths: tuple[str, ...]
    line: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A call: where the home lies, and everybody who is no third person to it: who came, who keeps the home
    or hands it over, who has one of its problems."""

    key: Hashable
    path: str
    near: frozenset[Hashable]


def is_third(caller: Caller, asked: Asked) -> bool:
    """Whether he stands outside: none of those near the visit, nobody above or below them in that place, and
    at home in a place that holds the household."""
    in_line = any(asked.path.startswith(own) or own.startswith(asked.path) for own in caller.line)
    return caller.key not in asked.near and not in_line and asked.path.startswith(caller.paths)


def assign(
    calls: Sequence[Asked],
    callers: Collection[Caller],
    waiting: Mapping[Hashable, int],
    order: Sequence[Hashable] = (),
) -> dict[Hashable, Hashable | None]:
    """By call who makes it; None where nobody is a third person. Whoever has least to do gets the next one;
    calls for which few may call are given out first. `waiting`: calls that wait already. `order` breaks
    ties."""
    load = {one.key: waiting.get(one.key, 0) for one in callers}
    turn = {key: at for at, key in enumerate(order)}
    options = [(one, [caller.key for caller in callers if is_third(caller, one)]) for one in calls]
    found: dict[Hashable, Hashable | None] = {}
    for one, able in sorted(options, key=lambda pair: len(pair[1])):
        if not able:
            found[one.key] = None
            continue
        chosen = min(able, key=lambda key: (load[key], turn.get(key, len(turn))))
        load[chosen] += 1
        found[one.key] = chosen
    return found
