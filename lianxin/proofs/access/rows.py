"""One row for each address: who may open it. An address without a row here fails the matrix.

To add an address, add a line to ROWS under its name:

    Open()                      no sign-in needed, for everyone alike
    Own()                       for every signed-in person, about himself or his own work
    List("household.see")       a page about no single place: for whoever has the verb anywhere
    Phone("field.work")         for phones, by their token: whoever may carry households on one
    Sealed(at)                  a thing that nobody of the matrix may open
    Door()                      where a phone signs in: 401 without a proof of who it is
    Thing("household.see", at)  a page about one thing: for whoever has the verb where the thing lies

`at` makes the address's arguments for a place of the world (`world.py` has what lies there; add to it what a
new address needs). `methods` are what the address answers ("get" unless said otherwise); another is 405 to
whoever may open the page. `post_verb` is what a POST needs when that differs. `query` makes a query string
for a place (a filter), `data` the fields of a form, `brings` the JSON of a POST for a place. `shows` says
that the page names the households' heads, so that those in sight must be there. `by_care=False`: a thing of
the area and not of the household, which nobody reaches by having the household in his care. On every page,
whatever its row says, no household may be shown that the person does not see.
What the verbs mean per role: `spec.py`.
"""

from typing import Any

from lianxin.proofs.access.called import CALLED
from lianxin.proofs.access.confided import COMPLAINTS
from lianxin.proofs.access.enclosed import ENCLOSED
from lianxin.proofs.access.excluded import EXCLUDED
from lianxin.proofs.access.field import FIELD
from lianxin.proofs.access.kinds import BOTH, POST, List, Open, Own, Row, Thing
from lianxin.proofs.access.led import LED
from lianxin.proofs.access.lists import LISTS
from lianxin.proofs.access.phones import PHONES
from lianxin.proofs.access.problems import PROBLEMS
from lianxin.proofs.access.visited import channel, unclear
from lianxin.proofs.access.visits import VISITS
from lianxin.proofs.access.voiced import VOICE
from lianxin.proofs.access.world import Place

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
    "people:unsent": Own(),
    "people:unsent-sending": Own(methods=POST),
    "people:unsent-removal": Own(methods=POST),
}

OPERATIONS = {
    "health": Open(),
    "machine": List("system.manage"),
}


def household(place: Place) -> dict[str, Any]:
    return {"number": place.household.number}


def resident(place: Place) -> dict[str, Any]:
    return {"key": place.resident.pk}


def review(place: Place) -> dict[str, Any]:
    return {"key": place.review.pk}


def upload(place: Place) -> dict[str, Any]:
    return {"key": place.upload.pk}


def area(place: Place) -> dict[str, Any]:
    return {"code": place.area.code}


def wish(place: Place) -> dict[str, Any]:
    return {"key": place.wish.pk}


def imported(place: Place) -> dict[str, Any]:
    return {"key": place.imported.pk}


def in_area(place: Place) -> dict[str, Any]:
    return {"area": place.area.code}


def plan(place: Place) -> dict[str, Any]:
    return {"key": place.pairing_draft.pk}


def keeper(place: Place) -> dict[str, Any]:
    return {"key": place.pairing.staff_id}


def person(place: Place) -> dict[str, Any]:
    return {"key": place.colleague.pk}


def post(place: Place) -> dict[str, Any]:
    return {"key": place.colleague.posts.get().pk}


def group(place: Place) -> dict[str, Any]:
    return {"key": channel(place).pk}


def message(place: Place) -> dict[str, Any]:
    return {"key": unclear(place).pk}


def staff_upload(place: Place) -> dict[str, Any]:
    return {"key": place.staff_upload.pk}


def staff_imported(place: Place) -> dict[str, Any]:
    return {"key": place.staff_imported.pk}


STAFF = {
    "desk:staff-imports": List("staff.edit", methods=BOTH),
    "desk:staff-template": List("staff.edit"),
    "desk:staff-upload": Thing("staff.edit", staff_upload),
    "desk:staff-reading": Thing("staff.edit", staff_upload, methods=POST),
    "desk:staff-importing": Thing("staff.edit", staff_upload, methods=POST),
    "desk:staff-removal": Thing("staff.edit", staff_upload, methods=POST),
    "desk:staff-refused": Thing("staff.edit", staff_upload, methods=POST),
    "desk:staff-imported": Thing("staff.edit", staff_imported),
    "desk:staff-undoing": Thing("staff.edit", staff_imported, methods=POST),
    "desk:staff": List("staff.see", query=lambda place: {"area": place.area.code}),
    "desk:staff-searches": List("staff.see", methods=POST, data={"text": "li"}),
    "desk:newcomer": List("staff.edit", methods=BOTH),
    "desk:staff-slips": List("staff.edit", methods=BOTH),
    "desk:secondments": List("staff.see", query=lambda place: {"area": place.area.code}),
    "desk:recall": Thing("staff.edit", lambda place: {"key": place.secondment.pk}, methods=BOTH),
    "desk:post-transfer": Thing("staff.edit", post, methods=BOTH),
    "desk:post-ending": Thing("staff.edit", post, methods=BOTH),
    "desk:post-resumption": Thing("staff.edit", post, methods=POST),
    "desk:person": Thing("staff.see", person),
    "desk:profile": Thing("staff.edit", person, methods=BOTH),
    "desk:staff-posts": Thing("staff.edit", person, methods=BOTH),
    "desk:posting": Thing("staff.edit", person, methods=BOTH),
    "desk:staff-disclosures": Thing("staff.see", person, methods=POST, data={"purpose": "work"}),
    "desk:slip": Thing("staff.edit", person, methods=BOTH),
    "desk:unlocking": Thing("staff.edit", person, methods=POST),
    "desk:factor-removal": Thing("staff.edit", person, methods=BOTH),
    "desk:dismissal": Thing("staff.edit", person, methods=BOTH),
    "desk:reinstatement": Thing("staff.edit", person, methods=POST),
}


def policy(place: Place) -> dict[str, Any]:
    return {"key": place.policy.pk}


def draft(place: Place) -> dict[str, Any]:
    return {"key": place.draft.pk}


DESK = {
    "desk:today": Own(),
    "desk:look": Own(methods=POST),
    "desk:searches": Own(methods=POST, data={"text": "li"}),
    "desk:search": Own(at=lambda place: {"key": place.key}, shows=True),
    "desk:households": List("household.see", query=lambda place: {"area": place.area.code}, shows=True),
    "desk:selections": List("household.see", methods=POST, data={"deed": "export", "whole": "on"}),
    "desk:deeds": List("household.see", methods=BOTH),
    "desk:views": List("household.see", methods=POST, data={"step": "keep", "name": "a"}),
    "desk:exports": List("household.see", methods=BOTH),
    "desk:household": Thing("household.see", household, shows=True),
    "desk:preview": Thing("household.see", household),
    "desk:history": Thing("household.see", household),
    "desk:objection": Thing("household.contest", household, methods=BOTH),
    "desk:household-fact": Thing(
        "household.see",
        lambda place: household(place) | {"code": "housing_is_safe"},
        methods=BOTH,
        post_verb="fact.record",
    ),
    "desk:resident-fact": Thing(
        "household.see",
        lambda place: resident(place) | {"code": "labour"},
        methods=BOTH,
        post_verb="fact.record",
    ),
    "desk:retraction": Thing("fact.record", lambda place: {"key": place.fact.pk}, methods=POST),
    "desk:disclosures": Thing(
        "household.reveal", resident, methods=POST, data={"field": "phone", "purpose": "visit"}
    ),
    "desk:correction": Thing("household.edit", resident, methods=BOTH),
    "desk:imports": List("import.run", methods=BOTH),
    "desk:import-template": List("import.run"),
    "desk:upload": Thing("import.run", upload),
    "desk:reading": Thing("import.run", upload, methods=POST),
    "desk:importing": Thing("import.run", upload, methods=POST),
    "desk:removal": Thing("import.run", upload, methods=POST),
    "desk:refused": Thing("import.run", upload, methods=POST),
    "desk:imported": Thing("import.run", imported),
    "desk:undoing": Thing("import.undo", imported, methods=BOTH),
    "desk:tasks": Own(),
    "desk:reviews": List("classification.see", shows=True),
    "desk:review": Thing("classification.see", review, shows=True),
    "desk:decision": Thing("review.decide", review, methods=POST),
    "desk:visit": Thing("exit.approve", review, methods=POST),
    "desk:approvals": Thing("exit.approve", review, methods=POST),
    "desk:ratings": List("rating.see"),
    "desk:ratings-of": Thing("rating.see", lambda place: {"code": place.area.code}),
    "desk:overview": List("classification.see"),
    "desk:overview-of": Thing("classification.see", lambda place: {"code": place.area.code}),
    "desk:policies": List("policy.see"),
    "desk:policy": List("policy.see", at=policy),
    "desk:policy-document": List("policy.see", at=policy),
    "desk:policy-differences": List(
        "policy.see", at=lambda place: policy(place) | {"earlier": place.policy.pk}
    ),
    "desk:reclassification": List("policy.adopt", at=policy, methods=POST),
    "desk:drafts": List("policy.adopt", methods=POST),
    "desk:draft": List("policy.adopt", at=draft),
    "desk:draft-document": List("policy.adopt", at=draft),
    "desk:draft-removal": List("policy.adopt", at=draft, methods=POST),
    "desk:draft-restoration": List("policy.adopt", at=draft, methods=POST),
    "desk:draft-head": List("policy.adopt", at=draft, methods=POST),
    "desk:draft-numbers": List("policy.adopt", at=draft, methods=POST),
    "desk:draft-undoing": List("policy.adopt", at=draft, methods=POST),
    "desk:draft-number": List(
        "policy.adopt", at=lambda place: draft(place) | {"name": "monitoring_line"}, methods=BOTH
    ),
    "desk:draft-new-number": List("policy.adopt", at=draft, methods=BOTH),
    "desk:draft-rule": List(
        "policy.adopt", at=lambda place: draft(place) | {"rule": "unsafe-home"}, methods=BOTH
    ),
    "desk:draft-new-rule": List("policy.adopt", at=draft, methods=BOTH),
    "desk:draft-wording": List("policy.adopt", at=draft, methods=POST),
    "desk:draft-example": List(
        "policy.adopt", at=lambda place: draft(place) | {"example": "lost-job"}, methods=BOTH
    ),
    "desk:draft-trial": List("policy.adopt", at=draft, methods=BOTH),
    "desk:draft-adoption": List("policy.adopt", at=draft, methods=BOTH),
    "desk:pairing": List("pairing.see", query=in_area),
    "desk:pairing-trials": List("pairing.draft", methods=POST),
    "desk:pairing-drafts": List("pairing.draft", methods=POST),
    "desk:pairing-draft": List("pairing.draft", at=plan, shows=True),
    "desk:pairing-adoption": List("pairing.draft", at=plan, methods=POST),
    "desk:pairing-removal": List("pairing.draft", at=plan, methods=POST),
    "desk:pairing-undoing": List("pairing.draft", at=plan, methods=POST),
    "desk:cadres": List("pairing.see", query=in_area),
    "desk:cadre": Thing("pairing.see", keeper, by_care=False),
    "desk:successors": List("pairing.draft", at=keeper, methods=POST),
    "desk:my-households": Own(),
    "desk:wishes": List("pairing.choose", query=in_area, shows=True),
    "desk:wish": Thing("pairing.choose", lambda place: {"key": place.asking.pk}, methods=BOTH, shows=True),
    "desk:handovers": List("pairing.see", query=in_area, shows=True),
    "desk:meeting": Thing("pairing.choose", lambda place: {"key": place.handover.pk}, methods=POST),
    "desk:household-cadre": Thing("pairing.see", household, methods=BOTH, post_verb="pairing.choose"),
    "desk:cadre-undoing": Thing("pairing.choose", household, methods=POST),
    "desk:cadre-costs": Thing("pairing.choose", household),
    "desk:household-wish": Thing("household.contest", household, methods=BOTH),
    "desk:barriers": Thing("pairing.choose", household, methods=POST),
    "desk:barrier-lifting": Thing("pairing.choose", lambda place: {"key": place.barrier.pk}, methods=POST),
    "desk:areas": List("area.see"),
    "desk:area-list": List("area.edit", methods=BOTH),
    "desk:area-list-present": List("area.edit"),
    "desk:area": Thing("area.see", area),
    "desk:area-below": Thing("area.see", area),
    "desk:area-change": Thing("area.edit", lambda place: area(place) | {"what": "name"}, methods=BOTH),
    "desk:area-undoing": Thing("area.edit", area, methods=POST, data={"event": "1"}),
    "desk:ledger": List("ledger.see", query=lambda place: {"area": place.area.code}),
    "desk:ledger-searches": List("ledger.see", methods=POST, data={"household": "HB900001"}),
    "desk:ledger-exports": List("ledger.see", methods=POST),
    "desk:ledger-checks": List("ledger.see", methods=POST),
    "desk:notices": Own(),
    "desk:notices-reading": Own(methods=POST),
    "desk:notices-preference": Own(methods=BOTH),
    "desk:notice-channels": List("system.manage", methods=BOTH),
    "desk:notice-channel-ending": List("system.manage", at=group, methods=POST),
    "desk:notice-channel-test": List("system.manage", at=group, methods=POST),
    "desk:notice-again": List("system.manage", at=message, methods=POST),
    "desk:settings": List("switch.see"),
    "desk:switch": List(
        "switch.see", at=lambda place: {"code": "photos"}, methods=BOTH, post_verb="system.manage"
    ),
    "desk:switch-approval": List("switch.approve", at=wish, methods=POST),
    "desk:switch-refusal": List("switch.approve", at=wish, methods=POST),
    "desk:switch-withdrawal": List("system.manage", at=wish, methods=POST),
}

ROWS: dict[str, Row] = PEOPLE | OPERATIONS | STAFF | DESK | VISITS | PROBLEMS | PHONES | ENCLOSED | COMPLAINTS
ROWS |= FIELD | VOICE | CALLED | LED | LISTS | EXCLUDED
