"""Rows of staff workbooks for the tests, and importing them. Every person is invented."""

import time

import pytest
from django.utils import timezone

from lianxin.intake.staff.actions import import_staff
from lianxin.people.models import Post, RecoveryCode, SecondFactor, Secondment, Staff
from tests.intake.mess import write_xlsx

TITLES = ["工号", "姓名", "联系电话", "角色", "镇/街道", "村/社区", "职务", "职级", "单位", "住地村/社区"]
TITLES += ["语言", "特长", "下沉村/社区"]
TABLES = (Staff, Post, Secondment, SecondFactor, RecoveryCode)


def row(number, name, role="联系干部", town="甲镇", village="东一村", **more):
    told = {"工号": number, "姓名": name, "角色": role, "镇/街道": town, "村/社区": village} | more
    return [told.get(title, "") for title in TITLES]


@pytest.fixture
def bring(tmp_path, areas):
    """Import rows of a staff workbook; every call is a file of its own."""

    def bring(*rows, titles=TITLES, actor=None, **more):
        path = write_xlsx(tmp_path / f"{time.monotonic_ns()}.xlsx", [titles, *rows])
        return import_staff(path, actor=actor, now=timezone.now(), **more)

    return bring


def codes(result):
    return sorted(notice.code for notice in (*result.refused, *result.warnings))


def tables():
    return {table: sorted(map(str, table.objects.values_list())) for table in TABLES}
