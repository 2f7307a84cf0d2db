"""Files of evidence go into a backup with the rows that name them, and are opened when it is verified."""

import pytest
from django.utils import timezone

from lianxin.problems.actions import Raised, attach_evidence, open_by_hand, remove_evidence
from lianxin.problems.evidence import keeping
from lianxin.problems.evidence.taking import taken
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Household
from tests.operations.backups.conftest import codes, rewrite
from tests.problems import papers


@pytest.fixture
def kept(a_district):
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import text

    now = timezone.now()
    adopt_policy(text=text(), actor=None, now=now)
    home = Household.objects.first()
    told = {"words": "门口的路", "category": "lane", "channel": Channel.CLERK, "raised_at": now}
    raised = Raised(area=home.area_id, household=home.pk, received_by=None, **told)
    problem = open_by_hand(raised, actor=None, now=now)
    files = [taken("验收单.pdf", papers.paper())]
    (found,) = attach_evidence(problem, step="notes", files=files, actor=None, now=now)
    return found


def test_a_backup_holds_them_and_they_open(kept, backup, verify, restore):
    data = keeping.take(kept.pk, kept.problem_id)
    folder = backup()
    assert verify(folder).faults == []
    keeping.drop(kept.pk)
    restore(folder, replaces=True)
    assert keeping.take(kept.pk, kept.problem_id) == data


def test_a_backup_without_one_is_not_good(kept, backup, verify, a_district):
    folder = backup()
    (stored,) = folder.glob("home/media/evidence/*/*.sealed")
    stored.unlink()
    rewrite(folder, (a_district / "keys" / "seal.key").read_bytes())
    assert codes(verify(folder)) == ["evidence-missing"]


def test_one_with_another_file_in_its_place_is_not_good(kept, backup, verify, a_district):
    folder = backup()
    (stored,) = folder.glob("home/media/evidence/*/*.sealed")
    keeping.put(kept.pk, kept.problem_id, b"another file, sealed with the right key")
    stored.write_bytes(keeping.EVIDENCE.file_of(kept.pk).read_bytes())
    rewrite(folder, (a_district / "keys" / "seal.key").read_bytes())
    assert codes(verify(folder)) == ["evidence-does-not-open"]


def test_one_that_was_removed_is_no_fault(kept, backup, verify):
    remove_evidence(kept, reason="附错了", actor=None, now=timezone.now())
    assert verify(backup()).faults == []
