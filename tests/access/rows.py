"""One row for each address: who may open it. An address without a row here fails the matrix.

To add an address, add a line to ROWS under its name:

    Open()                      no sign-in needed, for everyone alike
    Own()                       for every signed-in person, about himself or his own work
    List("household.see")       a page without an object: for whoever has the verb anywhere
    Thing("household.see", at)  a page about one thing; `at` makes the address's arguments for a place

`methods` are what the address answers ("get" unless said otherwise); another is 405 to whoever may open the
page. `query` makes a query string for a place (a filter, a search), `data` the fields of a form. On every
page, whatever its row says, no household may be shown that the person does not see. What the verbs mean per
role: `spec.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.access.world import Place

Maker = Callable[[Place], Mapping[str, Any]]
BOTH = ("get", "post")
POST = ("post",)


@dataclass(frozen=True)
class Row:
    kind: Literal["open", "own", "list", "thing"]
    verb: str | None = None
    at: Maker | None = None
    methods: tuple[str, ...] = ("get",)
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


PEOPLE = {
    "people:sign-in": Open(methods=BOTH),
    "people:sign-out": Open(methods=POST),
    "people:one-time-code": Own(methods=BOTH),
    "people:account": Own(),
    "people:language": Own(methods=POST),
    "people:password": Own(methods=BOTH),
    "people:second-factor": Own(methods=BOTH),
    "people:second-factor-removal": Own(methods=BOTH),
    "people:recovery-codes": Own(methods=BOTH),
}

OPERATIONS = {
    "health": Open(),
}

ROWS: dict[str, Row] = PEOPLE | OPERATIONS
