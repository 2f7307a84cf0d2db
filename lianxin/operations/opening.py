"""Opening a district: keys, tables, areas, policies, and the first administrator."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction

from lianxin import keyring
from lianxin.areas.actions import open_district
from lianxin.areas.divisions import read_divisions
from lianxin.areas.models import Area
from lianxin.databases import tables
from lianxin.people.actions import add_staff, appoint
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.policies.actions import adopt_policy

FIRST_ADMIN = "admin"


@dataclass(frozen=True)
class Opened:
    """What `lianxin init` made; the password is shown once and must be changed at the first sign-in."""

    areas: int
    policies: list[str]
    admin: str
    password: str


def prepare_home() -> None:
    """Make the folders, the keys and the tables, for the owner alone; what is there already is left alone.

    Raises CommandError when a district is there but a key of it is gone: a new key would not open its data.
    """
    home = Path(settings.LIANXIN_HOME)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = keyring.missing_keys(home)
    if not has_district():
        _keep_to_owner()
        keyring.make_keys(home)
    elif missing:
        raise CommandError(
            f"密钥 {'、'.join(missing)} 不在了；请用 lianxin keys restore 放回来，新的密钥打不开已有的数据。"
        )
    tables.bring_up_to_date()


def _keep_to_owner() -> None:
    """SQLite makes its file readable for everyone on the machine."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        Path(connection.settings_dict["NAME"]).chmod(0o600)


def open_new_district(areas_file: Path, *, now: datetime) -> Opened:
    """Open a district from a division list. Raises CommandError when there is one already."""
    prepare_home()
    if Area.objects.exists():
        raise CommandError("这里已经有一个区县了；要另开一个，请换一个 LIANXIN_HOME 或 DATABASE_URL。")
    divisions = read_divisions(areas_file.read_bytes())
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        root = open_district(divisions=divisions, actor=None, now=now)
        adopted = adopt_shipped_policies(now=now)
        admin = add_staff(number=FIRST_ADMIN, name="系统管理员", password=password, actor=None, now=now)
        appoint(staff=admin, role=Role.SYSTEM_ADMIN, area=root, from_on=now.date(), actor=None, now=now)
    return Opened(Area.objects.count(), adopted, FIRST_ADMIN, password)


def adopt_shipped_policies(*, now: datetime) -> list[str]:
    """Adopt every policy that comes with the project but the catalogue of indicators; returns their ids."""
    files = sorted(Path(settings.LIANXIN_POLICY).glob("*/*.yaml"))
    return [
        adopt_policy(text=file.read_text("utf-8"), filename=file.name, actor=None, now=now).document_id
        for file in files
        if file.parent.name != "indicators"
    ]


def has_district() -> bool:
    """Whether this home has been opened: tables are there, and an area and a person in them."""
    if "areas_area" not in connection.introspection.table_names():
        return False
    return Area.objects.exists() and Staff.objects.exists()
