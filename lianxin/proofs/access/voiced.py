"""The rows of 连心卡, and of the pages that a card opens; what lies in a place of them.

Those pages are open to all: without a card they lead to where its code is typed, whoever is signed in.
`tests/public` holds them to one household each.
"""

from typing import Any
from uuid import UUID

from lianxin.proofs.access.asking import asked, batch, spoken
from lianxin.proofs.access.kinds import BOTH, POST, List, Open, Row, Thing
from lianxin.proofs.access.world import Place


def household(place: Place) -> dict[str, Any]:
    return {"number": place.household.number}


VOICE: dict[str, Row] = {
    "desk:cards": List("card.print", query=lambda place: {"area": place.area.code}, methods=BOTH),
    "desk:card-sheet": Thing("card.print", lambda place: {"key": batch(place).pk}, methods=POST),
    "desk:household-card": Thing("household.see", household, methods=BOTH, post_verb="card.print"),
    "desk:rights": List("rights.see", query=lambda place: {"area": place.area.code}, shows=True),
    "desk:rights-request": Thing(
        "rights.see",
        lambda place: {"key": asked(place).pk},
        methods=BOTH,
        post_verb="rights.answer",
        shows=True,
    ),
    "desk:contacts": List("rights.answer", methods=BOTH),
    "desk:asked": List("rights.see", query=lambda place: {"area": place.area.code}, shows=True),
    "desk:asking": Thing("rights.answer", lambda place: {"key": spoken(place).pk}, methods=POST),
    "public:ask": Open(methods=BOTH),
    "public:follow": Open(methods=BOTH),
    "public:receipt": Open(at=lambda place: {"code": "AAAAA-AAAAA-AAAAA-AAAAA"}),
    "public:enter": Open(),
    "public:leaving": Open(methods=POST),
    "public:page": Open(),
    "public:paper": Open(),
    "public:judgement": Open(methods=POST, at=lambda place: {"key": UUID(int=1)}),
    "public:visit-rating": Open(methods=POST),
    "public:picture": Open(at=lambda place: {"key": UUID(int=1)}),
    "public:known": Open(),
    "public:digits": Open(methods=POST),
    "public:class": Open(),
    "public:review": Open(methods=POST),
    "public:looks": Open(),
    "public:cadre": Open(methods=BOTH),
    "public:rights": Open(methods=BOTH),
    "public:consent": Open(methods=POST),
    "public:token": Open(at=lambda place: {"token": "a" * 26}),
}
