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
    kind: Literal["open", "own", "list", "thing", "phone", "door", "sealed"]
    verb: str | None = None
    at: Maker | None = None
    methods: tuple[str, ...] = ("get",)
    post_verb: str | None = None
    shows: bool = False
    query: Maker | None = None
    brings: Maker | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    by_care: bool = True


def Open(**more: Any) -> Row:
    return Row("open", **more)


def Own(**more: Any) -> Row:
    return Row("own", **more)


def Phone(verb: str | None = None, **more: Any) -> Row:
    """For the phone of whoever has the verb anywhere; with None, for every phone: what it sends is stored."""
    return Row("phone", verb, **more)


def Door(**more: Any) -> Row:
    """Where a phone signs in: 401 to everybody who does not prove who he is."""
    return Row("door", methods=POST, **more)


def List(verb: str, **more: Any) -> Row:
    return Row("list", verb, **more)


def Thing(verb: str, at: Maker, **more: Any) -> Row:
    return Row("thing", verb, at, **more)


def Sealed(at: Maker, **more: Any) -> Row:
    """A page about one thing that nobody of the matrix may open, whatever he may do elsewhere."""
    return Row("sealed", None, at, **more)
