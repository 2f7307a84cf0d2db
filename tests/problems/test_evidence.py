"""Files of evidence: kept sealed with their problem, known again by their hash, gone when they must be."""

from datetime import timedelta
from hashlib import sha256

import pytest

from lianxin.ledger.models import Event
from lianxin.policies.actions import adopt_policy
from lianxin.problems import actions, queries
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.evidence import keeping
from lianxin.problems.evidence.taking import taken
from lianxin.problems.models import Ending, Evidence, Problem
from lianxin.problems.vocabulary import Channel
from tests.problems import papers
from tests.problems.ladders import at, text

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = at("2026-03-03 10:00"), at("2026-03-06 10:00")
NOTE = {"step": "notes", "now": TUESDAY}


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo():
    return taken("路.png", papers.picture("PNG"))


@pytest.fixture
def receipt():
    return taken("验收单.pdf", papers.paper())


def code_of(action, *args, **words):
    with pytest.raises(ProblemsRefused) as refused:
        action(*args, **words)
    return refused.value.code


def kinds(problem):
    told = Event.objects.about("problem", problem.pk).order_by("pk")
    return [one.kind for one in told if one.kind.startswith("problem.evidence_")]


def test_what_is_kept_is_sealed_and_opens_for_its_own_problem_alone(lane, open_one, worker, receipt, photo):
    other = open_one("roof")
    kept = actions.attach_evidence(lane, files=[receipt, photo], actor=worker, **NOTE)
    for one, file in zip(kept, [receipt, photo], strict=True):
        stored = keeping.EVIDENCE.file_of(one.pk)
        assert file.data[20:60] not in stored.read_bytes()
        assert stored.stat().st_mode & 0o077 == 0
        assert keeping.take(one.pk, lane.pk) == file.data
        assert bytes(one.kept_sha256) == sha256(file.data).digest()
        with pytest.raises(keeping.FileGone):
            keeping.take(one.pk, other.pk)


def test_a_file_moved_to_another_problem_does_not_open(lane, open_one, worker, photo, receipt):
    other = open_one("roof")
    (mine,) = actions.attach_evidence(lane, files=[receipt], actor=worker, **NOTE)
    (theirs,) = actions.attach_evidence(other, files=[photo], actor=worker, **NOTE)
    data = keeping.EVIDENCE.file_of(theirs.pk).read_bytes()
    keeping.EVIDENCE.file_of(mine.pk).write_bytes(data)
    with pytest.raises(keeping.FileGone):
        keeping.take(mine.pk, lane.pk)
    Evidence.objects.filter(pk=theirs.pk).update(problem=lane)
    with pytest.raises(keeping.FileGone):
        keeping.take(theirs.pk, Evidence.objects.get(pk=theirs.pk).problem_id)


def test_the_ledger_hears_of_files_and_never_of_their_names(lane, worker, receipt, photo):
    actions.attach_evidence(lane, files=[receipt, photo], actor=worker, **NOTE)
    event = Event.objects.get(kind="problem.evidence_attached")
    assert event.after == {"step": "notes", "photos": 1, "documents": 1}
    assert event.actor_id == worker.pk
    assert list(Evidence.objects.filter(name__isnull=True)) == []
    assert {one.name for one in Evidence.objects.all()} == {"验收单.pdf", "路.png"}


def test_the_same_file_is_kept_once_in_a_problem_and_again_in_another(lane, open_one, worker, receipt):
    other = open_one("roof")
    assert len(actions.attach_evidence(lane, files=[receipt], actor=worker, **NOTE)) == 1
    again = {"step": "solution", "now": FRIDAY}
    assert actions.attach_evidence(lane, files=[receipt], actor=worker, **again) == []
    assert len(actions.attach_evidence(other, files=[receipt], actor=worker, **NOTE)) == 1
    assert Evidence.objects.count() == 2
    assert Event.objects.filter(kind="problem.evidence_attached").count() == 2


def test_a_removed_file_may_come_again(lane, worker, receipt):
    (one,) = actions.attach_evidence(lane, files=[receipt], actor=worker, **NOTE)
    actions.remove_evidence(one, reason="附错了", actor=worker, now=TUESDAY)
    assert len(actions.attach_evidence(lane, files=[receipt], actor=worker, **NOTE)) == 1


def test_no_more_files_with_a_step_than_the_policy_says(lane, worker):
    seven = [taken(f"{n}.png", papers.picture("PNG", (8 + n, 8))) for n in range(7)]
    assert code_of(actions.attach_evidence, lane, files=seven, actor=worker, **NOTE) == "too-many-files"
    assert not Evidence.objects.exists()
    assert len(actions.attach_evidence(lane, files=seven[:6], actor=worker, **NOTE)) == 6


def test_removing_leaves_the_trace_and_nothing_else(
    lane, worker, town_head, receipt, django_capture_on_commit_callbacks
):
    (one,) = actions.attach_evidence(lane, files=[receipt], actor=worker, **NOTE)
    told = {"actor": town_head, "now": FRIDAY}
    assert code_of(actions.remove_evidence, one, reason="  ", **told) == "words-needed"
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(one, reason="票上有别人的身份证号", **told)
    one.refresh_from_db()
    assert (one.removed_by, one.removed_at, one.name) == (town_head, FRIDAY, "")
    assert not keeping.EVIDENCE.file_of(one.pk).exists()
    event = Event.objects.get(kind="problem.evidence_removed")
    assert event.reason == "票上有别人的身份证号"
    assert "身份证" not in str(event.after)
    assert code_of(actions.remove_evidence, one, reason="再删", **told) == "evidence-gone"


def test_only_photos_that_somebody_marked_are_for_the_household(lane, worker, receipt, photo):
    told = {"files": [receipt, photo], "for_household": True}
    paper, picture = actions.attach_evidence(lane, **told, actor=worker, **NOTE)
    assert list(queries.shown_to_household(problem=lane)) == [picture]
    by = {"actor": worker, "now": FRIDAY}
    assert code_of(actions.show_evidence, paper, is_shown=True, **by) == "only-photos"
    actions.show_evidence(picture, is_shown=False, **by)
    assert list(queries.shown_to_household(problem=lane)) == []
    actions.show_evidence(picture, is_shown=True, **by)
    actions.remove_evidence(picture, reason="户主不同意", **by)
    assert list(queries.shown_to_household(problem=lane)) == []
    ways = ("attached", "withheld", "shown", "removed")
    assert kinds(lane) == [f"problem.evidence_{way}" for way in ways]


def test_a_whole_look_is_noted_each_time_and_a_small_one_once_a_day(lane, worker, supervisor, photo):
    (one,) = actions.attach_evidence(lane, files=[photo], actor=worker, **NOTE)
    for is_whole, person in [(False, worker), (False, worker), (False, supervisor), (True, worker)] * 2:
        actions.note_evidence_seen(one, is_whole=is_whole, actor=person, now=FRIDAY)
    assert kinds(lane).count("problem.evidence_viewed") == 4
    actions.note_evidence_seen(one, is_whole=False, actor=worker, now=FRIDAY + timedelta(days=1))
    assert kinds(lane).count("problem.evidence_viewed") == 5


def test_an_end_that_nothing_shows_is_flagged_until_something_does(lane, worker, town_head, photo):
    ending = actions.solve(lane, words="铺好了", actor=worker, now=TUESDAY)
    assert ending.is_bare
    assert Event.objects.get(kind="problem.ended").after["bare"] is True
    assert list(queries.bare(Problem.objects.all())) == [lane]
    (one,) = actions.attach_evidence(lane, files=[photo], actor=worker, step="notes", now=FRIDAY)
    assert list(queries.bare(Problem.objects.all())) == []
    actions.remove_evidence(one, reason="不是这条路", actor=town_head, now=FRIDAY)
    assert Ending.objects.get().is_bare


def test_words_or_a_file_show_it(lane, open_one, worker, photo):
    assert not actions.solve(lane, words="铺好了", evidence="验收单3号", actor=worker, now=TUESDAY).is_bare
    other = open_one("roof")
    actions.attach_evidence(other, files=[photo], actor=worker, step="solution", now=TUESDAY)
    assert not actions.solve(other, words="补好了", actor=worker, now=TUESDAY).is_bare
    assert not queries.bare(Problem.objects.all()).exists()


def test_where_the_policy_says_so_an_end_without_evidence_is_refused(open_one, worker, photo):
    risk = open_one("fire-risk")
    told = {"actor": worker, "now": TUESDAY}
    assert code_of(actions.solve, risk, words="清了", **told) == "evidence-needed"
    actions.attach_evidence(risk, files=[photo], step="solution", **told)
    assert not actions.solve(risk, words="清了", **told).is_bare


def test_a_file_of_the_round_before_shows_nothing_of_this_one(lane, worker, town_head, photo, receipt):
    actions.attach_evidence(lane, files=[photo], actor=worker, **NOTE)
    assert not actions.solve(lane, words="铺好了", actor=worker, now=TUESDAY).is_bare
    told = {"channel": Channel.CLERK, "actor": town_head, "now": FRIDAY}
    actions.judge(lane, is_done=False, words="没铺到门口", **told)
    later = FRIDAY + timedelta(days=3)
    assert actions.solve(lane, words="又铺了", actor=worker, now=later).is_bare
    actions.attach_evidence(lane, files=[receipt], actor=worker, step="notes", now=later)
    assert not Ending.objects.get(reopened_at=None).is_bare


def test_files_go_so_many_days_after_the_end_and_never_before_it(lane, open_one, worker, photo, receipt):
    open_still = open_one("roof")
    (mine,) = actions.attach_evidence(lane, files=[photo], actor=worker, **NOTE)
    (kept,) = actions.attach_evidence(open_still, files=[receipt], actor=worker, **NOTE)
    actions.solve(lane, words="铺好了", actor=worker, now=TUESDAY)
    assert actions.expire_evidence(now=TUESDAY + timedelta(days=1_094)) == 0
    assert actions.expire_evidence(now=TUESDAY + timedelta(days=1_096)) == 1
    mine.refresh_from_db()
    assert mine.removed_at is not None
    assert not keeping.EVIDENCE.file_of(mine.pk).exists()
    assert keeping.take(kept.pk, open_still.pk)
    assert not Ending.objects.get().is_bare, "time takes the file, not what it showed"
    assert kinds(lane)[-1] == "problem.evidence_expired"


def test_another_number_of_days_in_the_policy_holds(lane, worker, photo):
    shorter = text().replace("evidence_days: {value: 1095,", "evidence_days: {value: 40,")
    shorter = shorter.replace("effective_on: 2026-01-01", "effective_on: 2026-03-02")
    shorter = shorter.replace("id: deadlines-2026-01-01", "id: deadlines-2026-03-02")
    adopt_policy(text=shorter, actor=None, now=TUESDAY)
    actions.attach_evidence(lane, files=[photo], actor=worker, **NOTE)
    actions.solve(lane, words="铺好了", actor=worker, now=TUESDAY)
    assert actions.expire_evidence(now=TUESDAY + timedelta(days=41)) == 1


def test_a_file_that_nothing_names_is_taken_off_the_disk_after_a_day(lane, worker, photo, receipt):
    import os

    (kept,) = actions.attach_evidence(lane, files=[photo], actor=worker, **NOTE)
    stray = keeping.EVIDENCE.file_of(lane.pk)
    keeping.put(lane.pk, lane.pk, receipt.data)
    for path in (stray, keeping.EVIDENCE.file_of(kept.pk)):
        os.utime(path, (0, 0))
    assert actions.expire_evidence(now=FRIDAY) == 1
    assert not stray.exists()
    assert keeping.take(kept.pk, lane.pk)


def test_erasing_takes_the_photos_of_what_has_ended_and_leaves_documents(
    lane, open_one, worker, wang, photo, receipt
):
    open_still = open_one("roof")
    actions.attach_evidence(lane, files=[photo, receipt], actor=worker, **NOTE)
    actions.attach_evidence(open_still, files=[photo], actor=worker, **NOTE)
    actions.solve(lane, words="铺好了", actor=worker, now=TUESDAY)
    told = {"reason": "应这一户的要求删除", "actor": worker, "now": FRIDAY}
    assert actions.erase_evidence_of(wang, **told) == 1
    assert [one.is_photo for one in Evidence.objects.present().filter(problem=lane)] == [False]
    assert Evidence.objects.present().filter(problem=open_still).exists()
    assert not Ending.objects.get().is_bare


def test_who_looked_does_not_stand_in_the_way_of_taking_back(lane, worker, supervisor, photo):
    actions.accept(lane, actor=worker, now=TUESDAY)
    (one,) = actions.attach_evidence(lane, files=[photo], actor=worker, **NOTE)
    actions.note_evidence_seen(one, is_whole=True, actor=supervisor, now=TUESDAY)
    assert actions.may_take_back(lane, worker)
