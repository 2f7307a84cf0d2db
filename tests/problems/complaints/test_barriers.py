"""A barrier of pairing for a complaint tells nobody from whom the person concerned could hear of it."""

import pytest

pytestmark = pytest.mark.django_db


def seen(person, household):
    from lianxin.desk.pairing.views.household import barriers_shown

    return [one.kind for one in barriers_shown(person, household)]


def test_the_desk_sees_one_about_a_cadre_and_none_about_its_own(wang, areas, worker, desk, town_head, monday):
    from lianxin.pairing.actions.barriers import note_barrier
    from lianxin.people.vocabulary import Role
    from tests.people.cast import make_worker

    note_barrier(wang, worker, kind="complaint", actor=desk, now=monday)
    assert seen(desk, wang) == ["complaint"]
    assert seen(town_head, wang) == []
    colleague = make_worker("D-2", Role.DISTRICT_DESK, areas["D"], name="同事")
    note_barrier(wang, colleague, kind="complaint", actor=desk, now=monday)
    assert seen(desk, wang) == ["complaint"]
    assert seen(colleague, wang) == ["complaint"]
