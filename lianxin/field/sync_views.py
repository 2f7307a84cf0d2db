"""The sync: what a phone brings, what it is given, and what it seals when it was taken out of use."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lianxin.field import actions, epochs, wire
from lianxin.field.doors import answer, body_of, device_of, for_phones, holder_of, read_body, refuse
from lianxin.field.models import Device
from lianxin.field.words import words_for
from lianxin.people.access import note_asked


@for_phones("POST")
def push(request: HttpRequest) -> HttpResponse:
    """Whatever a known phone brings is stored, and judged op by op; nobody is sent away."""
    holder = holder_of(request)
    note_asked("field.work, of every op: what does not count is stored and waits for a person")
    now = timezone.now()
    epochs.check_once(now=now)
    try:
        answers = actions.receive_push(holder, body_of(request), now=now)
    except actions.SignInAgain:
        return refuse("sign-in-again")
    if answers.revoked:
        actions.note_wiped(Device(pk=holder.device_id), now=now)
    if answers.trouble:
        words = words_for(answers.trouble)
        said = {"message": words.says, "message_en": words.says_en}
        return answer({"code": answers.trouble, **said, "stored": True}, 400)
    return answer(answers)


@for_phones("POST")
def pull(request: HttpRequest) -> HttpResponse:
    """What his phone lacks; whoever does no field work (any more) is told to let go of everything."""
    device = device_of(request)
    note_asked("field.work, of the phone's owner: without it, every row leaves the phone")
    asked: wire.Pull = read_body(request, wire.Pull)
    now = timezone.now()
    epochs.check_once(now=now)
    version = wire.line(request.META.get("HTTP_X_LIANXIN_APP", ""), 40)
    former = [key for one in asked.former if (key := wire.key_of(one))]
    rows = actions.hand_out(device, asked.have, former=former, app_version=version, now=now)
    return answer(rows)


@for_phones("POST")
def sealed(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    note_asked("field.work, of every op: what was sealed is stored and waits for a person")
    brought: wire.SealedOps = read_body(request, wire.SealedOps)
    now = timezone.now()
    result = actions.take_in_sealed(
        device, brought.sealed, sealed_by=brought.device_id, proof=brought.proof, now=now
    )
    if result is None:
        return refuse("seal-broken", stored=True)
    return answer({"ops": result.ops, "stored": True})
