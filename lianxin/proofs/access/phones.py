"""The rows of what phones brought: visits made, what waits for a decision, uploads that wait, the phones."""

from collections.abc import Callable
from typing import Any

from lianxin.proofs.access.kinds import BOTH, POST, List, Own, Row, Thing
from lianxin.proofs.access.visited import clash, device, feedback, proposal, visit_made, waiting
from lianxin.proofs.access.world import Place


def key_of(make: Callable[[Place], Any]) -> Callable[[Place], dict[str, Any]]:
    return lambda place: {"key": make(place).pk}


def in_area(place: Place) -> dict[str, Any]:
    return {"area": place.area.code}


AGREED = {"claim": "held", "words": "看过账本"}
PHONES: dict[str, Row] = {
    "desk:visit-records": List("household.see", query=in_area, shows=True),
    "desk:visit-record": Thing("household.see", key_of(visit_made), shows=True),
    "desk:clashes": List("household.see", query=in_area, shows=True),
    "desk:clash-decision": Thing("household.edit", key_of(clash), methods=POST, data=AGREED),
    "desk:clash-reopening": Thing("household.edit", key_of(clash), methods=POST, data={"words": "看错了"}),
    "desk:family-changes": List("household.see", query=in_area, shows=True),
    "desk:family-decision": Thing("household.edit", key_of(proposal), methods=POST, data={"accept": "no"}),
    "desk:family-reopening": Thing("household.edit", key_of(proposal), methods=POST, data={"words": "错了"}),
    "desk:feedback": List("upload.see"),
    "desk:feedback-reply": Thing("upload.resolve", key_of(feedback), methods=POST, by_care=False),
    "desk:burden": List("planning.see", query=in_area),
    "desk:visit-form": List("policy.see"),
    "desk:visit-form-workbook": List("policy.see"),
    "desk:visit-form-drafts": List("policy.adopt", methods=POST),
    "desk:waiting-uploads": List("upload.see", query=in_area, shows=True),
    "desk:waiting-upload": Thing("upload.see", key_of(waiting), shows=True, by_care=False),
    "desk:upload-resolution": Thing("upload.resolve", key_of(waiting), methods=POST, by_care=False),
    "desk:phones": Own(),
    "desk:phone-revocation": Thing("device.revoke", key_of(device), methods=BOTH, by_care=False),
    "desk:phone-rescue": List("device.revoke", methods=POST),
}
