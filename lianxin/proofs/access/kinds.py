"""The kinds of rows of the matrix (`rows.py` says what each means)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lianxin.proofs.access.world import Place

Maker = Callable[[Place], Mapping[str, Any]]
BOTH = ("get", "post")
POST = ("post",)


@dataclass(frozen=True)
class Row:
    kind: Literal["open", "own", "list", "thing"]
    verb: str | None = None
    at: Maker | None = None
    methods: tuple[str, ...] = ("get",)
    post_verb: str | None = None
    shows: bool = False
    query: Maker | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def Open(**more: Any) -> Row:
    return Row("open", **more)


def Own(**more: Any) -> Row:
    return Row("own", **more)


def List(verb: str, **more: Any) -> Row:
    return Row("list", verb, **more)


def Thing(verb: str, at: Maker, **more: Any) -> Row:
    return Row("thing", verb, at, **more)
