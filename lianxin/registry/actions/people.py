"""Adding households and residents, correcting who they are, and showing what is masked, with a purpose."""

from datetime import date, datetime
from operator import itemgetter
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.people.pinyin import spell, tails
from lianxin.people.vault import blind_index, conceal
from lianxin.registry.models import Household, NameTail, Resident
from lianxin.registry.values import ValueRefused
from lianxin.registry.vocabulary import Relation, ResidentState, Sex

PURPOSES = {
    "visit": ("上门走访联系", "to visit or call"),
    "verify": ("核对身份", "to check an identity"),
    "benefit": ("代办惠民政策", "to apply for a benefit"),
    "correct": ("更正登记信息", "to correct the register"),
}
SECRET = ("id_number", "phone")
COLUMNS = {
    "name": ("name", "pinyin", "initials"),
    "id_number": ("id_number", "id_index"),
    "phone": ("phone", "phone_index"),
}
"""What is written with a field, where that is more than itself; nothing else is, as others correct too."""


def new_resident(
    household: Household,
    *,
    name: str,
    relation: Relation,
    sex: Sex = Sex.UNSTATED,
    birth_on: date | None = None,
    id_number: str = "",
    phone: str = "",
) -> Resident:
    """Build a resident, unsaved, with the spelling and the blind indexes that searching needs."""
    spelling = spell(name)
    return Resident(  # in the order of the columns: an import of a district is three times as fast so
        new_key(),
        household.pk,
        name,
        spelling.pinyin,
        spelling.initials,
        relation.value,
        sex.value,
        birth_on,
        id_number,
        blind_index("id_number", id_number) if id_number else None,
        phone,
        blind_index("phone", phone) if phone else None,
        ResidentState.PRESENT.value,
        None,
    )


def set_name(resident: Resident, name: str) -> None:
    spelling = spell(name)
    resident.name, resident.pinyin, resident.initials = name, spelling.pinyin, spelling.initials


def set_secret(resident: Resident, field: str, text: str) -> None:
    """Set the ID number or the phone together with its blind index."""
    setattr(resident, field, text)
    index = "id_index" if field == "id_number" else "phone_index"
    setattr(resident, index, blind_index(field, text) if text else None)


def tail_rows(residents: list[Resident]) -> list[tuple[UUID, str, str, str]]:
    """The rows of `NameTail` by which an inner part of a name is found, in the order of its indexes: so many
    rows are written in half the time."""
    rows = [
        (resident.pk, tail.name, tail.pinyin, tail.initials)
        for resident in residents
        for tail in tails(resident.name)
    ]
    return sorted(rows, key=itemgetter(2))


@transaction.atomic
def add_household(
    *, number: str, area: Any, head: dict[str, Any], actor: Any, now: datetime, **fields: Any
) -> Household:
    """Add a household with its head; `head` holds the arguments of `new_resident` but the relation."""
    if Household.objects.filter(number=number).exists():
        raise ValueRefused(
            "number-taken", _("户编号 %(number)s 已经有一户在用，请换一个。") % {"number": number}
        )
    household = Household.objects.create(number=number, area=area, created_at=now, **fields)
    resident = new_resident(household, relation=Relation.HEAD, **head)
    _save_new(resident)
    record(
        kind="household.changed",
        actor=actor,
        now=now,
        subject=household,
        area=area,
        after={"number": number},
        cause="added",
    )
    return household


@transaction.atomic
def add_resident(household: Household, *, actor: Any, now: datetime, **who: Any) -> Resident:
    """Add a member to a household. Raises ValueRefused for a second head or an ID number that is taken."""
    resident = new_resident(household, **who)
    if resident.relation == Relation.HEAD.value and household.head:
        raise ValueRefused(
            "second-head", _("这一户的户主是%(name)s，不能再添一位户主。") % {"name": household.head.name}
        )
    _refuse_taken_id(resident)
    _save_new(resident)
    record(
        kind="household.changed",
        actor=actor,
        now=now,
        subject=household,
        area=household.area_id,
        after={"resident": resident.name},
    )
    return resident


@transaction.atomic
def correct_resident(resident: Resident, *, actor: Any, now: datetime, reason: str, **changes: Any) -> None:
    """Correct a name, sex, birth date, ID number or phone.

    The ledger keeps what was there before; of an ID number or a phone, only that it changed. The reason is
    kept as ciphertext (`vault.uncover(words, "ledger.words")`).
    """
    before, after = {}, {}
    for field, new in changes.items():
        old = getattr(resident, field)
        if old == new:
            continue
        if field in SECRET:
            set_secret(resident, field, new)
            before[field] = after[field] = "changed"
        else:
            set_name(resident, new) if field == "name" else setattr(resident, field, new)
            before[field], after[field] = str(old), str(new)
    if not after:
        return
    _refuse_taken_id(resident)
    resident.save(update_fields=[column for field in after for column in COLUMNS.get(field, (field,))])
    if "name" in after:
        resident.tails.all().delete()
        insert_rows(NameTail, tail_rows([resident]))
    record(
        kind="household.changed",
        actor=actor,
        now=now,
        subject=("household", resident.household_id),
        area=resident.household.area_id,
        before=before,
        after=after | {"resident": str(resident.pk), "words": conceal(reason, "ledger.words")},
        cause="corrected",
    )


@transaction.atomic
def reveal(
    resident: Resident, field: Literal["id_number", "phone"], *, purpose: str, actor: Any, now: datetime
) -> str:
    """Return the ID number or the phone in clear and write down who saw it, when and what for."""
    if purpose not in PURPOSES:
        raise ValueRefused("purpose-needed", _("请选一个查看的用途。"))
    record(
        kind="resident.revealed",
        actor=actor,
        now=now,
        subject=("household", resident.household_id),
        area=resident.household.area_id,
        after={"field": field, "resident": str(resident.pk)},
        cause=purpose,
    )
    return getattr(resident, field)


def _save_new(resident: Resident) -> None:
    resident.save(force_insert=True)
    insert_rows(NameTail, tail_rows([resident]))


def _refuse_taken_id(resident: Resident) -> None:
    if resident.id_index is None:
        return
    same = Resident.objects.present().filter(id_index=resident.id_index).exclude(pk=resident.pk).first()
    if same:
        raise ValueRefused(
            "id-taken",
            _("这个身份证号已登记在 %(number)s 户%(name)s名下。")
            % {"number": same.household.number, "name": same.name},
        )
