"""The rows of 投诉. Who hears a complaint follows from no verb: of the matrix nobody opens one, because each
is about everybody there. What those who may hear it see is the proof `complaints`."""

from typing import Any

from lianxin.proofs.access.confiding import complaint, question
from lianxin.proofs.access.kinds import BOTH, POST, List, Own, Row, Sealed
from lianxin.proofs.access.world import Place


def one(place: Place) -> dict[str, Any]:
    return {"key": complaint(place).pk}


COMPLAINTS: dict[str, Row] = {
    "desk:complaints": Own(),
    "desk:complaint-new": List("complaint.record", methods=BOTH),
    "desk:complaint": Sealed(one),
    "desk:complaint-complainant": Sealed(one, methods=POST),
    "desk:complaint-explanation": Sealed(lambda place: {"key": question(place).pk}, methods=POST),
    **{
        f"desk:complaint-{noun}": Sealed(one, methods=POST)
        for noun in ("hearing", "notes", "question", "answer", "ending", "naming", "passing")
    },
}
