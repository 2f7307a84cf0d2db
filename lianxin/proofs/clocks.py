"""Promise 16, the phones' part: whatever a phone's clock says, a visit is dated right.

The day on which a visit was made decides which deadline it keeps. A phone says when it captured and, in the
same breath, what its clock shows when it sends; neither alone is believed.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from unittest import mock

from django.utils import timezone

from lianxin.field.actions import arriving
from lianxin.field.rules import estimate
from lianxin.field.vocabulary import Moment
from lianxin.field.wire import Op
from lianxin.proofs.crews import hire_crew, undone
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.visits.models import Visit

TEN_YEARS_S = 10 * 365 * 86_400
LATEST_S = 30 * 86_400
END_TO_END = 100
CLOSE_S = 2.0


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` captures by clocks up to ten years off, one in END_TO_END of them through a whole push."""
    for _ in range(runs):
        _one(tally, chance)
    with undone():
        _through_a_push(tally, max(5, runs // END_TO_END), chance)


def _one(tally: Tally, chance: Random) -> None:
    received = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(seconds=chance.uniform(0, TEN_YEARS_S))
    captured = received - timedelta(seconds=chance.uniform(0, LATEST_S))
    ahead = timedelta(seconds=chance.uniform(-TEN_YEARS_S, TEN_YEARS_S))
    heard = captured - timedelta(seconds=chance.uniform(0, 86_400))
    op = _op(captured + ahead, heard if chance.random() < 0.5 else None)
    found = arriving.estimate(op, sent=received + ahead, received=received)
    off = abs((found.estimated - captured).total_seconds())
    tally.expect(off < CLOSE_S, "a capture was dated wrong")
    liar = arriving.estimate(
        _op(captured + timedelta(days=chance.randint(-9999, 9999)), heard), sent=received, received=received
    )
    tally.expect(heard - timedelta(seconds=1) <= liar.estimated <= received, "a lie left its bounds")


def _op(client: datetime, heard: datetime | None) -> Op:
    said = None if heard is None else heard.isoformat(timespec="milliseconds")
    when = client.isoformat(timespec="milliseconds")
    return Op("", "visit.record", "{}", "", 1, client_time=when, last_server_time=said)


def _through_a_push(tally: Tally, runs: int, chance: Random) -> None:
    """Visits whose clock is off are written down with the true day, and with what the phone said."""
    crew = hire_crew(chance, phones=1)
    phone = crew.phones[0]
    for _ in range(runs):
        phone.ahead_ms = int(chance.uniform(-TEN_YEARS_S, TEN_YEARS_S) * 1000)
        ago = timedelta(seconds=chance.uniform(0, LATEST_S))
        op = phone.visit(chance.choice(crew.homes).pk)
        said = datetime.fromisoformat(op["client_time"]) - ago
        op["client_time"], op["last_server_time"] = said.isoformat(timespec="milliseconds"), None
        phone.push()
        visit = Visit.objects.filter(op_id=op["op_id"]).first()
        true = timezone.now() - ago
        days = {timezone.localdate(true + timedelta(minutes=off)) for off in (-41, -21, -1, 0, 1)}
        is_right = visit is not None and visit.visited_on in days
        tally.expect(is_right, "a visit was written down on a wrong day")


def believes(broken: object) -> bool:
    tally = Tally()
    with mock.patch.object(arriving, "estimate", broken):
        prove(tally, 50, Random(16))
    return bool(tally.faults)


def believes_the_phone() -> bool:
    def said(op: Op, *, sent: datetime | None, received: datetime) -> Moment:
        found = estimate(op, sent=sent, received=received)
        return Moment(found.said, found.said or received, found.skew_s)

    return believes(said)


def dates_by_receipt() -> bool:
    def late(op: Op, *, sent: datetime | None, received: datetime) -> Moment:
        return Moment(None, received, None)

    return believes(late)


PROOF = Proof(
    promise=16,
    name="clocks",
    says="time cannot be bent (phone clocks ten years off)",
    runs=10_000,
    prove=prove,
    controls=(
        Control("a server that believes the phone's clock", believes_the_phone),
        Control("a server that takes receipt for capture", dates_by_receipt),
    ),
)
