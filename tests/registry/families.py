"""Two families on the small tree of the cast. All people are invented."""

from datetime import UTC, date, datetime

from lianxin.registry.actions import add_household, add_resident
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import Relation, Sex

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = NOW.date()
ID_OF_WANG = "610998196001010013"
PHONE_OF_WANG = "10012345678"


def make_wang(area) -> Household:
    """王有田, his wife, and a son; two of the three could lead the household."""
    head = {"name": "王有田", "sex": Sex.MALE, "birth_on": date(1960, 1, 1)}
    secrets = {"id_number": ID_OF_WANG, "phone": PHONE_OF_WANG}
    household = add_household(
        number="HB000001", area=area, head=head | secrets, actor=None, now=NOW, group_name="二组"
    )
    for name, relation, sex in [
        ("曾秀兰", Relation.SPOUSE, Sex.FEMALE),
        ("王小明", Relation.CHILD, Sex.MALE),
    ]:
        add_resident(household, name=name, relation=relation, sex=sex, actor=None, now=NOW)
    return household


def make_li(area) -> Household:
    """李明芳, alone."""
    return add_household(number="HB000002", area=area, head={"name": "李明芳"}, actor=None, now=NOW)


def member(household: Household, name: str) -> Resident:
    return household.residents.get(name=name)
