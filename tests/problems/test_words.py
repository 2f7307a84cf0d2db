"""Pauses with their caps, promises with their reasons, parts of several, notes and corrections."""

from datetime import date

import pytest

from lianxin.problems import actions
from lianxin.problems.actions import Correction, Part, ProblemsRefused
from lianxin.problems.models import Joint, Note, Pause, Problem, Promise
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
TUESDAY = at("2026-03-03 10:00")
AWAY = {"reason": "household-away", "words": "王家过年没回来"}


def again(problem):
    return Problem.objects.get(pk=problem.pk)


def code_of(step, *args, **words):
    with pytest.raises(ProblemsRefused) as refused:
        step(*args, **words)
    return refused.value.code


@pytest.fixture
def held(lane, worker):
    actions.accept(lane, actor=worker, now=at("2026-03-02 11:00"))
    return again(lane)


class TestPauses:
    def test_the_clock_stands_and_goes_on_by_itself(self, held, worker):
        actions.pause(held, **AWAY, until=date(2026, 3, 16), actor=worker, now=TUESDAY)
        found = again(held)
        assert (found.phase, found.due_at) == ("paused", at("2026-03-18 18:00"))
        assert actions.run_clocks(now=at("2026-03-16 08:59"))["problems_resume"] == 0
        assert actions.run_clocks(now=at("2026-03-16 09:00"))["problems_resume"] == 1
        assert (again(held).phase, again(held).due_at) == ("held", found.due_at)
        assert Pause.objects.get().to_at == at("2026-03-16 09:00")

    def test_going_on_early_brings_the_deadline_back(self, held, worker):
        actions.pause(held, **AWAY, until=date(2026, 3, 16), actor=worker, now=TUESDAY)
        actions.resume(held, actor=worker, now=at("2026-03-04 10:00"))
        assert again(held).due_at == at("2026-03-06 18:00")

    def test_a_reason_has_its_days_and_so_have_all_together(self, held, worker):
        far = date(2026, 4, 20)
        assert code_of(actions.pause, held, **AWAY, until=far, actor=worker, now=TUESDAY) == "pause-cap"
        actions.pause(held, **AWAY, until=date(2026, 4, 1), actor=worker, now=TUESDAY)
        actions.run_clocks(now=at("2026-04-01 09:00"))
        season = {"reason": "season", "words": "冻土挖不动"}
        now = at("2026-04-01 10:00")
        actions.pause(held, **season, until=date(2026, 6, 29), actor=worker, now=now)
        actions.run_clocks(now=at("2026-06-29 09:00"))
        papers = {"reason": "papers-missing", "words": "差户口本"}
        now = at("2026-06-29 10:00")
        refused = code_of(actions.pause, held, **papers, until=date(2026, 7, 5), actor=worker, now=now)
        assert refused == "pause-cap-in-all"

    def test_what_is_urgent_or_overdue_never_pauses(self, held, open_one, worker):
        slide = open_one("landslide")
        actions.accept(slide, actor=worker, now=at("2026-03-02 10:05"))
        until = date(2026, 3, 9)
        assert code_of(actions.pause, slide, **AWAY, until=until, actor=worker, now=TUESDAY) == "never-pauses"
        late = at("2026-03-05 18:30")
        assert code_of(actions.pause, held, **AWAY, until=until, actor=worker, now=late) == "overdue"

    def test_a_pause_needs_a_known_reason_words_and_a_day_ahead(self, held, worker):
        told = {"until": date(2026, 3, 9), "actor": worker, "now": TUESDAY}
        assert code_of(actions.pause, held, reason="tired", words="累", **told) == "unknown-reason"
        assert code_of(actions.pause, held, reason="season", words=" ", **told) == "words-needed"
        told["until"] = date(2026, 3, 3)
        assert code_of(actions.pause, held, **AWAY, **told) == "pause-over"


class TestPromises:
    def given(self, problem, day, actor, now=TUESDAY, **more):
        return actions.promise(problem, due_on=day, words="铺好三百米", actor=actor, now=now, **more)

    def test_a_promise_done_by_its_day_is_kept(self, held, worker):
        self.given(held, date(2026, 3, 5), worker)
        actions.solve(held, words="铺好了", evidence="照片两张", actor=worker, now=at("2026-03-05 23:00"))
        assert Promise.objects.get().kept is True

    def test_a_promise_whose_day_passes_is_broken_and_told_once(self, held, worker):
        self.given(held, date(2026, 3, 4), worker)
        assert actions.run_clocks(now=at("2026-03-04 23:59"))["problems_break_promise"] == 0
        assert actions.run_clocks(now=at("2026-03-05 00:00"))["problems_break_promise"] == 1
        assert actions.run_clocks(now=at("2026-03-05 00:01"))["problems_break_promise"] == 0
        assert Promise.objects.get().kept is False

    def test_a_change_needs_a_reason_and_the_first_date_stays_readable(self, held, worker):
        first = self.given(held, date(2026, 3, 4), worker)
        assert code_of(self.given, held, date(2026, 3, 20), worker) == "promise-reason"
        second = self.given(held, date(2026, 3, 20), worker, reason="下雨，水泥干不了")
        first.refresh_from_db()
        assert (second.replaces, second.reason, first.kept) == (first, "下雨，水泥干不了", None)
        assert list(Promise.objects.standing()) == [second]
        actions.run_clocks(now=at("2026-03-05 00:00"))
        assert Promise.objects.judged().count() == 0

    def test_a_promise_goes_with_the_problem_when_it_rises(self, held, worker):
        self.given(held, date(2026, 3, 9), worker)
        actions.run_clocks(now=at("2026-03-05 18:00"))
        assert actions.run_clocks(now=at("2026-03-10 00:00"))["problems_break_promise"] == 1

    @pytest.mark.parametrize("day", [date(2026, 3, 2), date(2027, 3, 10)])
    def test_a_day_that_passed_or_is_far_off_is_no_promise(self, held, worker, day):
        assert code_of(self.given, held, day, worker) in ("promise-past", "promise-far")

    def test_a_refusal_leaves_the_promise_without_a_word(self, held, worker):
        self.given(held, date(2026, 3, 5), worker)
        told = {"refusal": "land-use", "words": "那是基本农田"}
        actions.refuse(held, **told, actor=worker, now=at("2026-03-04 10:00"))
        assert (Promise.objects.get().kept, Promise.objects.standing().count()) == (None, 0)


class TestParts:
    def test_several_share_in_it_and_one_leads(self, held, town_head, areas):
        two = [Part("铺路", area=areas["T1"], is_lead=True), Part("迁电杆", unit="供电所")]
        actions.handle_jointly(held, parts=two, actor=town_head, now=TUESDAY)
        more = {"actor": town_head, "now": TUESDAY}
        assert code_of(actions.handle_jointly, held, parts=[Part("x", unit="y", is_lead=True)], **more) == (
            "lead-needed"
        )
        done = {"words": "铺好了", "evidence": "照片", "actor": town_head, "now": TUESDAY}
        assert code_of(actions.solve, held, **done) == "parts-open"
        other = Joint.objects.get(is_lead=False)
        actions.answer_part(other, answer="电杆已迁", actor=town_head, now=TUESDAY)
        assert code_of(actions.answer_part, other, answer="又迁", **more) == "answered"
        assert actions.solve(held, **done).end == "solved"

    def test_nobody_is_no_part_and_the_first_must_lead(self, held, town_head):
        more = {"actor": town_head, "now": TUESDAY}
        assert code_of(actions.handle_jointly, held, parts=[], **more) == "nobody"
        assert code_of(actions.handle_jointly, held, parts=[Part("x")], **more) == "no-place"
        assert code_of(actions.handle_jointly, held, parts=[Part("x", unit="y")], **more) == "lead-needed"


class TestCorrections:
    def test_a_problem_is_made_specific(self, held, worker):
        wanted = Correction(
            category="bridge", quantity=1, unit="座", wished="能过农用车", is_longstanding=True
        )
        actions.correct(held, wanted, actor=worker, now=TUESDAY)
        found = again(held)
        assert (found.category, found.quantity, found.unit, found.wished) == ("bridge", 1, "座", "能过农用车")
        assert list(Problem.objects.longstanding()) == [held]
        assert found.due_at == held.due_at

    def test_what_turns_out_urgent_runs_in_hours_from_when_it_came_in(self, held, worker):
        actions.correct(held, Correction(urgency="life"), actor=worker, now=TUESDAY)
        assert again(held).due_at == at("2026-03-02 12:00")
        assert actions.run_clocks(now=TUESDAY)["problems_rise"] == 1

    def test_an_unknown_category_is_refused(self, held, worker):
        wanted = Correction(category="moon")
        assert code_of(actions.correct, held, wanted, actor=worker, now=TUESDAY) == "unknown-category"

    def test_a_note_is_possible_even_after_the_end(self, held, worker):
        actions.solve(held, words="好了", evidence="照片", actor=worker, now=TUESDAY)
        actions.note(held, words="顺便修了路灯", actor=worker, now=TUESDAY)
        assert [one.words for one in Note.objects.all()] == ["顺便修了路灯"]
        assert code_of(actions.note, held, words="长" * 4001, actor=worker, now=TUESDAY) == "too-long"
