"""A complaint from the counter to its end: only those who may hear it get anywhere."""

from datetime import timedelta

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(complain, worker, town_head, desk, supervisor, monday):
    """A complaint about the worker that the head of the town has taken up."""
    from lianxin.problems.complaints.actions import take_up

    complaint = complain(worker, by=desk, complainant="张翠花", contact="13912344321").complaint
    take_up(complaint, actor=town_head, now=monday)
    return complaint


def refused(code, act, *args, **given):
    from lianxin.problems.complaints.actions import ComplaintsRefused

    with pytest.raises(ComplaintsRefused) as found:
        act(*args, **given)
    assert found.value.code == code


def test_the_head_hears_of_the_worker_and_nobody_else_does(
    complain, hears, worker, town_head, desk, supervisor
):
    recorded = complain(worker, by=desk)
    assert hears(recorded.complaint) == {town_head.name}
    assert recorded.hearing.persons == {town_head.pk}


def test_whoever_may_not_hear_it_takes_no_step(complain, worker, town_head, desk, supervisor, monday):
    from lianxin.problems.complaints import actions
    from lianxin.problems.complaints.vocabulary import Outcome

    complaint = complain(worker).complaint
    for person in (worker, desk, supervisor):
        by = {"actor": person, "now": monday}
        refused("not-yours", actions.take_up, complaint, **by)
        refused("not-yours", actions.note, complaint, words="看看", **by)
        refused("not-yours", actions.pass_up, complaint, reason="看看", **by)
        refused("not-yours", actions.reveal_complainant, complaint, reason="看看", **by)
        refused("not-yours", actions.answer, complaint, words="没事", **by)
        refused("not-yours", actions.end, complaint, outcome=Outcome.UNFOUNDED, reasons="没事", **by)
        refused("not-yours", actions.name_subjects, complaint, staff=[desk.pk], **by)
        refused("not-yours", actions.ask_subject, complaint, staff=worker.pk, words="请说明", **by)


def test_it_goes_its_whole_way(heard, worker, town_head, monday):
    from lianxin.problems.complaints import actions
    from lianxin.problems.complaints.queries import found_by, questions_to
    from lianxin.problems.complaints.vocabulary import Outcome

    by = {"actor": town_head, "now": monday}
    asked = actions.ask_subject(heard, staff=worker.pk, words="请说明报低保有没有收过费用", **by)
    assert [one.pk for one in questions_to(worker)] == [asked.pk]
    actions.explain(asked, words="没有收过", actor=worker, now=monday)
    refused("explained", actions.explain, asked, words="真没有", actor=worker, now=monday)
    refused("answer-first", actions.end, heard, outcome=Outcome.UNFOUNDED, reasons="查过", **by)
    assert actions.reveal_complainant(heard, reason="要答复", **by) == ("张翠花", "13912344321")
    actions.answer(heard, words="查过了，没有收费", **by)
    actions.end(heard, outcome=Outcome.UNFOUNDED, reasons="账目和名单都核过", **by)
    heard.refresh_from_db()
    assert (heard.outcome, heard.next_at) == ("unfounded", None)
    kinds = list(heard.steps.values_list("kind", flat=True))
    assert kinds == ["recorded", "taken_up", "asked", "explained", "revealed", "answered", "ended"]
    refused("ended", actions.note, heard, words="还有", **by)
    assert found_by("没有这个") is None


def test_the_receipt_finds_it_however_it_is_typed(complain, worker, town_head):
    from lianxin.problems.complaints.queries import found_by

    recorded = complain(worker)
    assert found_by(recorded.code.lower().replace("-", " ")).pk == recorded.complaint.pk


@pytest.mark.parametrize("words", ["张翠花说你收钱", "尾号 4321 的人", "他收了三百块钱才肯报名单"])
def test_a_question_that_gives_away_who_complained_is_refused(heard, worker, town_head, monday, words):
    from lianxin.problems.complaints.actions import ask_subject

    refused("gives-away", ask_subject, heard, staff=worker.pk, words=words, actor=town_head, now=monday)


def test_only_who_was_asked_can_explain(heard, worker, neighbour, town_head, monday):
    from lianxin.problems.complaints.actions import ask_subject, explain

    asked = ask_subject(heard, staff=worker.pk, words="请说明报名的经过", actor=town_head, now=monday)
    refused("not-yours", explain, asked, words="我来说", actor=neighbour, now=monday)
    refused("nobody-named", ask_subject, heard, staff=neighbour.pk, words="你说", actor=town_head, now=monday)


def test_once_it_names_the_head_the_head_sees_it_no_more(heard, hears, town_head, desk, monday):
    from lianxin.problems.complaints.actions import name_subjects, note

    name_subjects(heard, staff=[town_head.pk], actor=town_head, now=monday)
    assert hears(heard) == {desk.name}
    refused("not-yours", note, heard, words="我再看看", actor=town_head, now=monday)
    heard.refresh_from_db()
    assert (heard.level, heard.taken_up_by_id) == ("desk", None)


def test_a_change_of_posts_works_on_the_next_request(heard, hears, areas, worker, town_head, desk, monday):
    """The worker becomes the head of his own head: nobody of the town hears it from then on."""
    from lianxin.people.vocabulary import Role
    from lianxin.problems.complaints.actions import run_complaints
    from tests.people.cast import give_post

    give_post(worker, Role.TOWN_HEAD, areas["T1"])
    assert hears(heard) == {desk.name}
    run_complaints(now=monday)
    heard.refresh_from_db()
    assert (heard.level, heard.taken_up_at) == ("desk", None)


def test_what_nobody_answers_rises_and_never_comes_back(
    complain, hears, worker, town_head, desk, supervisor, monday
):
    from lianxin.problems.complaints.actions import run_complaints

    complaint = complain(worker).complaint
    run_complaints(now=complaint.due_at - timedelta(seconds=1))
    assert hears(complaint) == {town_head.name}
    for name, level in ((desk.name, "desk"), (supervisor.name, "supervisor")):
        run_complaints(now=complaint.due_at)
        complaint.refresh_from_db()
        assert (hears(complaint), complaint.level) == ({name}, level)
    last = complaint.due_at
    run_complaints(now=last)
    complaint.refresh_from_db()
    assert (complaint.due_at, complaint.level) == (last, "supervisor")
    assert complaint.next_at > last
    kinds = list(complaint.steps.values_list("kind", flat=True))
    assert kinds == ["recorded", "rose", "rose", "overdue"]


def test_passing_it_up_needs_somebody_up_there(complain, hears, desk, supervisor, monday):
    from lianxin.problems.complaints.actions import pass_up

    complaint = complain(supervisor).complaint
    assert hears(complaint) == {desk.name}
    refused("at-the-top", pass_up, complaint, reason="超出职权", actor=desk, now=monday)


def test_where_nobody_inside_may_hear_it_somebody_does_as_soon_as_there_is_one(
    complain, hears, areas, desk, monday
):
    from lianxin.people.vocabulary import Role
    from lianxin.problems.complaints.actions import run_complaints
    from tests.people.cast import make_worker

    recorded = complain(desk)
    assert (recorded.hearing.level.value, hears(recorded.complaint)) == ("above", set())
    newcomer = make_worker("S-9", Role.SUPERVISOR, areas["D"], name="新来的督查")
    assert hears(recorded.complaint) == {newcomer.name}
    run_complaints(now=monday)
    recorded.complaint.refresh_from_db()
    assert recorded.complaint.level == "supervisor"


def test_of_whom_it_is_is_found_by_number_or_name_and_told_to_nobody(
    complain, hears, worker, town_head, desk
):
    assert complain(said_of="w-1").hearing.persons == {town_head.pk}
    assert complain(said_of=" 李秀英 ").hearing.persons == {town_head.pk}
    assert complain(said_of="那个戴眼镜的").hearing.persons == {desk.pk}
