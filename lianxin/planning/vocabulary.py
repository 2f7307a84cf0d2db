"""The words of planning: why a visit is owed, when, and what a day's trip is. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from lianxin.wording import Word

Id: TypeAlias = UUID | str | int
Plain: TypeAlias = bool | int | float | str | None
Why: TypeAlias = Mapping[str, Plain]


class PlanningError(ValueError):
    """A plan that cannot be made as asked. `code` is stable; `message` says in Chinese where and why."""

    def __init__(self, code: str, message: str, message_en: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.message_en = message_en


class Reason(Word):
    """Why a visit is owed."""

    ROUND = "round", "例行走访", "round"
    # 五必去: places that must be gone to
    PLACE_POOR = "place_poor", "困难户多的村", "village with many poor homes"
    PLACE_REMOTE = "place_remote", "偏远的村", "remote village"
    PLACE_PETITIONS = "place_petitions", "信访多的地方", "place with many petitions"
    PLACE_STUCK = "place_stuck", "工作打不开局面的地方", "place where work is stuck"
    PLACE_DISASTER = "place_disaster", "受灾的地方", "place hit by disaster"
    # 五必访: people who must be seen
    PERSON_POOR = "person_poor", "困难户", "poor household"
    PERSON_EXTREME_POVERTY = "person_extreme_poverty", "五保户", "household on extreme-poverty support"
    PERSON_VETERAN_PARTY_MEMBER = "person_veteran_party_member", "老党员", "veteran party member"
    PERSON_DELEGATE = "person_delegate", "两代表一委员", "delegate, deputy or committee member"
    PERSON_VILLAGE_CADRE = "person_village_cadre", "村组干部", "village or group cadre"
    # something has happened in the home
    DISASTER = "disaster", "家中受灾", "the home was hit by disaster"
    DEATH = "death", "家中有人去世", "a death in the home"
    HOSPITAL = "hospital", "家中有人住院", "somebody is in hospital"
    JOB_LOSS = "job_loss", "主要劳动力失业", "the main earner lost the job"
    # something the office owes the home
    HAND_OVER = "hand_over", "联系干部交接", "hand-over between cadres"
    PROMISE_DUE = "promise_due", "承诺到期", "a promise falls due"
    CALL_BACK = "call_back", "回访", "call-back"
    REVIEW = "review", "类别复核", "the class must be looked at again"

    @property
    def is_of_a_place(self) -> bool:
        """Whether the duty is to go to a village, not to one home."""
        return self in MUST_GO

    @property
    def keeps_to_quiet_times(self) -> bool:
        """Whether the visit waits while people are busy (harvest, Spring Festival): only the rounds do."""
        return self is Reason.ROUND

    @property
    def may_be_told_outside(self) -> bool:
        """Whether a calendar outside the system may name it: nothing that tells of health, means or roles."""
        return self in TELLABLE


MUST_GO = frozenset(reason for reason in Reason if reason.startswith("place_"))
MUST_SEE = frozenset(reason for reason in Reason if reason.startswith("person_"))
HAPPENED = frozenset({Reason.DISASTER, Reason.DEATH, Reason.HOSPITAL, Reason.JOB_LOSS})
TELLABLE = frozenset({Reason.ROUND, Reason.HAND_OVER, Reason.PROMISE_DUE, Reason.CALL_BACK, Reason.REVIEW})


class Report(Word):
    """What is reported of a place or a home and makes a visit due. Petitions are counted per place alone."""

    DISASTER = "disaster", "受灾", "disaster"
    PETITIONS = "petitions", "信访件数", "petitions from the place"
    DEATH = "death", "有人去世", "a death"
    HOSPITAL = "hospital", "有人住院", "somebody in hospital"
    JOB_LOSS = "job_loss", "主要劳动力失业", "the main earner lost the job"


OF_PLACES = frozenset({Report.DISASTER, Report.PETITIONS})
OF_HOMES = frozenset({Report.DISASTER, Report.DEATH, Report.HOSPITAL, Report.JOB_LOSS})


class Cannot(Word):
    """Why a visit could not be made. What each allows is said by numbers of the policy (`hindrances.py`)."""

    NOBODY_HOME = "nobody_home", "家里没人", "nobody was at home"
    AWAY = "away", "全家在外地", "the whole family is away"
    ASKED_LATER = "asked_later", "这户请改天再来", "the household asked for another day"
    ROAD = "road", "路不通", "the road was blocked"
    WEATHER = "weather", "天气恶劣", "bad weather"
    CADRE_ILL = "cadre_ill", "干部生病", "the cadre was ill"
    CADRE_AWAY = "cadre_away", "干部出差或学习", "the cadre was sent elsewhere"
    DECLINED = "declined", "这户不愿接待", "the household did not want the visit"
    MOVED_AWAY = "moved_away", "这户已经搬走", "the household has moved away"


class Season(Word):
    """A quarter of the year of rounds. Where each begins is a number of the policy (`seasons.py`)."""

    SPRING = "spring", "春季", "spring"
    SUMMER = "summer", "夏季", "summer"
    AUTUMN = "autumn", "秋季", "autumn"
    WINTER = "winter", "冬季", "winter"


@dataclass(frozen=True, slots=True)
class Duty:
    """A visit owed to a home, or to a place when `home` is None; done on any day from `opens_on` to `due_on`.

    `why` holds the values of its one sentence (`sentences.sentence`), plain and without names of people;
    days in it are ISO text. `minutes`: how long the visit takes at the door. `area`: the village.
    `planned_on`: the Monday of the week the rounds mean it for, None for other reasons. `companion`: the
    cadre who must be there too, of a hand-over.
    """

    home: Id | None
    cadre: Id
    reason: Reason
    why: Why
    opens_on: date
    due_on: date
    minutes: int
    area: Id | None = None
    planned_on: date | None = None
    id: Id | None = None
    companion: Id | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When people are at home: minutes after midnight, from `opens` up to `closes`."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of a trip and the duties it serves. Times: minutes after midnight; `km` from the last door."""

    home: Id | None
    area: Id | None
    duties: tuple[Duty, ...]
    arrives: int
    leaves: int
    km: float


@dataclass(frozen=True, slots=True)
class Trip:
    """One cadre's day: the stops in order. `minutes` from leaving to being back, `km` there and back."""

    cadre: Id
    day: date
    stops: tuple[Stop, ...]
    minutes: int
    km: float
    leaves: int
    back: int


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A duty that found no day, and why: a code of `sentences.UNPLANNED`."""

    duty: Duty
    code: str
