"""Files that come with a step: taken from the request into memory, looked through, kept with the step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import transaction
from django.http import HttpRequest

from lianxin import switches
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.actions import ProblemsRefused, attach_evidence, forget_files
from lianxin.problems.evidence.faults import FileRefused
from lianxin.problems.evidence.taking import Taken, all_taken
from lianxin.problems.limits import limit
from lianxin.problems.models import Problem

FIELD, SHOWN = "evidence_files", "evidence_shown"
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf"
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole file, in memory alone."""

    name: str
    data: bytes

    def close(self) -> None:
        """Django closes what came with a request; nothing is open here."""


class InMemory(FileUploadHandler):
    """Takes the files of evidence into memory and never onto the disk, where they would lie in clear.

    What is more, or larger, than `most` files of `largest` bytes is passed over; `fault` then says which.
    """

    def __init__(self, request: HttpRequest, *, most: int, largest: int) -> None:
        super().__init__(request)
        self.most, self.largest = most, largest
        self.fault = ""
        self._count = 0
        self._pieces: list[bytes] = []
        self._size = 0

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._pieces, self._size = [], 0
        if field_name != FIELD:
            raise SkipFile
        self._count += 1
        if self._count > self.most:
            self.fault = "too-many-files"
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > self.largest:
            self.fault, self._pieces = "file-too-large", []
            raise SkipFile
        self._pieces.append(raw_data)

    def file_complete(self, file_size: int) -> Any:
        data, self._pieces = b"".join(self._pieces), []
        return Arrived(self.file_name or "", data)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form of a step says of files: how many at once, megabytes of each."""

    most: int
    megabytes: int
    accept: str = ACCEPT
    field: str = FIELD
    shown: str = SHOWN


def offer_of(ladder: Ladder | None) -> Offer | None:
    """None where the district has switched files off."""
    if not switches.is_on("evidence"):
        return None
    return Offer(limit(ladder, "evidence_files"), limit(ladder, "evidence_megabytes"))


def receive(request: HttpRequest, ladder: Ladder | None) -> InMemory:
    """Let the files of a request come into memory alone, as many and as large as the policy says. Call it
    before anything reads the request's body."""
    megabytes = limit(ladder, "evidence_megabytes")
    handler = InMemory(request, most=limit(ladder, "evidence_files"), largest=megabytes * MEGABYTE)
    request.upload_handlers = [handler]
    return handler


def files_of(request: HttpRequest, handler: InMemory, ladder: Ladder | None) -> list[Taken]:
    """The files of a request, looked through and drawn anew, outside of any transaction. Raises
    ProblemsRefused."""
    offer = offer_of(ladder)
    arrived: Sequence[Arrived] = request.FILES.getlist(FIELD)  # type: ignore[assignment]
    if not arrived and not handler.fault:
        return []
    if offer is None:
        raise ProblemsRefused("evidence-off")
    if handler.fault == "too-many-files":
        raise ProblemsRefused("too-many-files", most=offer.most)
    if handler.fault:
        raise ProblemsRefused("file-too-large", most=offer.megabytes)
    try:
        return all_taken(arrived)
    except FileRefused as refused:
        raise ProblemsRefused(refused.code) from None


def carry_out(
    problem: Problem,
    step: str,
    files: Sequence[Taken],
    take: Callable[[], object],
    *,
    for_household: bool,
    actor: Any,
    now: datetime,
) -> int:
    """Take a step with what shows it, both or neither; returns how many files are new. Raises
    ProblemsRefused."""
    made: list[Any] = []
    try:
        with transaction.atomic():
            if files:
                told = {"step": step, "files": files, "for_household": for_household}
                made = attach_evidence(problem, **told, actor=actor, now=now)
            take()
    except BaseException:
        forget_files(made)
        raise
    return len(made)
