"""What a staff workbook tells of one person: the words that pass from reading to planning. Pure."""

from dataclasses import dataclass
from datetime import date

from lianxin.people.vocabulary import Rank, Role


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post: the area by its twelve-digit code; what was not stated is None or ""."""

    row: int
    role: Role
    area_code: str
    title: str = ""
    rank: Rank | None = None
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class SecondmentDraft:
    """Where someone is posted down, and the unit he came from."""

    row: int
    area_code: str
    unit: str
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """One person; None means that the file does not say. `home` and `office` are codes of areas."""

    number: str
    name: str
    sheet: str
    rows: tuple[int, ...]
    posts: tuple[PostDraft, ...]
    phone: str | None = None
    unit: str | None = None
    home: str | None = None
    office: str | None = None
    languages: int | None = None
    skills: int | None = None
    secondment: SecondmentDraft | None = None
