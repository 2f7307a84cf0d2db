"""Photos, positions and files of evidence in a backup: each file that the database names is there, opens, and
is what it was; and which photos and positions no verified backup held before."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

NAMES = ("photos", "positions")


def examine(wanted: Path, *, opens: bool) -> list[dict[str, str]]:
    """Inside a trial: say what is wrong with pictures, and write the keys of what is right beside `wanted`.

    Every picture must be there; with the keys of the district every one is opened as well.
    """
    faults = [*_faults(opens), *_evidence_faults(opens)]
    if not faults:
        _write_keys(wanted)
    return faults


def keys_beside(wanted: Path) -> dict[str, list[UUID]]:
    """Keys of photos and positions that `examine` wrote."""
    files = zip(NAMES, files_beside(wanted), strict=True)
    return {name: [UUID(line) for line in file.read_text().split()] for name, file in files}


def files_beside(wanted: Path) -> list[Path]:
    """Where `examine` writes the keys: a file for each of NAMES."""
    return [wanted.with_name(f"{wanted.name}.{name}") for name in NAMES]


def _faults(opens: bool) -> Iterator[dict[str, str]]:
    from hashlib import sha256

    from lianxin.visits.models import Photo
    from lianxin.visits.photos import keeping

    photos = Photo.objects.present().order_by().values_list("pk", "picture_sha256")
    for key, digest in photos.iterator(chunk_size=1000):
        if not keeping.file_of(key).is_file():
            yield {"code": "photo-missing", "message": f"走访照片 {key} 的文件不在备份里。"}
        elif opens:
            try:
                is_right = sha256(keeping.take(key)).digest() == bytes(digest)
            except keeping.PictureGone:
                is_right = False
            if not is_right:
                yield {"code": "photo-does-not-open", "message": f"走访照片 {key} 打不开，或不是原来那一张。"}


def _evidence_faults(opens: bool) -> Iterator[dict[str, str]]:
    from hashlib import sha256

    from lianxin.problems.evidence import keeping
    from lianxin.problems.models import Evidence

    rows = Evidence.objects.present().order_by().values_list("pk", "problem_id", "kept_sha256")
    for key, problem, digest in rows.iterator(chunk_size=1000):
        if not keeping.EVIDENCE.file_of(key).is_file():
            yield {"code": "evidence-missing", "message": f"凭据 {key} 的文件不在备份里。"}
        elif opens:
            try:
                is_right = sha256(keeping.take(key, problem)).digest() == bytes(digest)
            except keeping.FileGone:
                is_right = False
            if not is_right:
                yield {"code": "evidence-does-not-open", "message": f"凭据 {key} 打不开，或不是原来那一份。"}


def _write_keys(wanted: Path) -> None:
    from lianxin.visits.models import Photo, Position

    for file, model in zip(files_beside(wanted), (Photo, Position), strict=True):
        keys = model.objects.filter(backed_up_at=None).order_by().values_list("pk", flat=True)
        file.write_text("".join(f"{key.hex}\n" for key in keys.iterator(chunk_size=5000)))
