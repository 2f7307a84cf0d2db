"""Who hears a complaint: the rule alone, on a district of a few people."""

from uuid import UUID

from lianxin.people.vocabulary import Role
from lianxin.problems.complaints.hearing import About, Holding, Organisation, who_hears
from lianxin.problems.complaints.vocabulary import Level

D, T1, T2 = "99/", "99/01/", "99/02/"
V1, V2 = f"{T1}11/", f"{T2}21/"
HEAD, CLERK, WORKER, MATE, HEAD2, DESK, DESK2, WATCH, WATCH2, TOWN_WATCH = (UUID(int=at) for at in range(10))
POSTS = {
    HEAD: (Role.TOWN_HEAD, T1),
    CLERK: (Role.COLLECTOR, T1),
    WORKER: (Role.COLLECTOR, V1),
    MATE: (Role.COLLECTOR, V1),
    HEAD2: (Role.TOWN_HEAD, T2),
    DESK: (Role.DISTRICT_DESK, D),
    WATCH: (Role.SUPERVISOR, D),
    TOWN_WATCH: (Role.SUPERVISOR, T1),
}


def organisation(more=(), without=(), units=None, ties=()):
    held = [Holding(person, *post) for person, post in POSTS.items() if person not in without]
    return Organisation([*held, *(Holding(*one) for one in more)], units or {}, ties)


def hears(*subjects, floor=Level.TOWN, place=V1, **about):
    found = who_hears(About(frozenset(subjects), place, floor), organisation(**about))
    return found.level, set(found.persons)


def test_the_head_of_his_town_hears_of_a_cadre():
    assert hears(WORKER) == (Level.TOWN, {HEAD})


def test_the_district_desk_hears_of_a_head_and_never_anybody_of_his_town():
    assert hears(HEAD) == (Level.DESK, {DESK})


def test_the_supervisor_hears_of_the_district_desk():
    assert hears(DESK) == (Level.SUPERVISOR, {WATCH})


def test_the_district_desk_hears_of_the_supervisor():
    assert hears(WATCH) == (Level.DESK, {DESK})


def test_whoever_is_both_at_the_top_is_heard_of_above_the_district():
    both = [(DESK, Role.SUPERVISOR, D)]
    assert hears(DESK, more=both, without=[WATCH]) == (Level.ABOVE, set())
    assert hears(DESK, more=both) == (Level.ABOVE, set())  # the other supervisor shares his desk


def test_somebody_who_answers_to_him_by_a_second_post_does_not_hear_it():
    in_his_town = [(DESK, Role.COLLECTOR, V1)]
    assert hears(HEAD, more=in_his_town) == (Level.SUPERVISOR, {WATCH})


def test_whoever_answers_to_him_by_way_of_another_does_not_hear_it():
    """He heads the town in which the desk has a post, and the desk has another town's head under it."""
    chain = [(HEAD2, Role.COLLECTOR, V1), (DESK, Role.COLLECTOR, V2)]
    assert hears(HEAD, more=chain) == (Level.SUPERVISOR, {WATCH})


def test_two_who_share_a_desk_do_not_hear_of_each_other():
    assert hears(DESK, more=[(DESK2, Role.DISTRICT_DESK, D)])[0] is Level.SUPERVISOR
    assert hears(WATCH, more=[(WATCH2, Role.SUPERVISOR, D)]) == (Level.DESK, {DESK})
    assert hears(HEAD, more=[(MATE, Role.TOWN_HEAD, T1)]) == (Level.DESK, {DESK})


def test_the_same_unit_counts_unless_he_is_the_superior():
    assert hears(WORKER, units={WORKER: "甲镇", HEAD: "甲镇"}) == (Level.TOWN, {HEAD})
    assert hears(WATCH, units={WATCH: "区委", DESK: " 区委"}) == (Level.ABOVE, set())


def test_whoever_stands_in_for_him_does_not_hear_it():
    assert hears(WORKER, ties=[(HEAD, WORKER)]) == (Level.DESK, {DESK})
    assert hears(WORKER, ties=[(WORKER, HEAD)]) == (Level.DESK, {DESK})


def test_a_post_in_another_town_takes_it_to_the_district():
    assert hears(WORKER, more=[(WORKER, Role.COLLECTOR, V2)]) == (Level.DESK, {DESK})


def test_whoever_holds_no_post_is_heard_of_at_the_district():
    assert hears(UUID(int=99)) == (Level.DESK, {DESK})


def test_of_several_that_may_be_meant_none_hears_it():
    assert hears(WORKER, HEAD) == (Level.DESK, {DESK})
    assert hears(WORKER, DESK) == (Level.SUPERVISOR, {WATCH})


def test_where_nobody_is_named_the_whole_town_is_under_suspicion():
    assert hears(place=V1) == (Level.DESK, {DESK})
    assert hears(place=T1) == (Level.DESK, {DESK})
    assert hears(place=D) == (Level.SUPERVISOR, {WATCH})


def test_it_never_goes_down_again():
    assert hears(WORKER, floor=Level.DESK) == (Level.DESK, {DESK})
    assert hears(WORKER, floor=Level.SUPERVISOR) == (Level.SUPERVISOR, {WATCH})


def test_but_goes_back_rather_than_outside():
    assert hears(WORKER, floor=Level.SUPERVISOR, without=[WATCH]) == (Level.DESK, {DESK})
    assert hears(WORKER, floor=Level.DESK, without=[WATCH, DESK]) == (Level.TOWN, {HEAD})
