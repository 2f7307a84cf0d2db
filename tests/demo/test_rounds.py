"""When the demo's cadres go to which homes, and what those leave behind who do not go."""

from datetime import date

import numpy as np
import pytest

from lianxin.demo import county as counties
from lianxin.demo.doorstep import Asker, likely, talk_of
from lianxin.demo.findings import findings_of, looks
from lianxin.demo.hours import MINUTE, hours_of
from lianxin.demo.owed import HINDRANCES, owed_of
from lianxin.demo.patches import Manner, share_out
from lianxin.demo.phrases import ADVICE, COPIED, EFFECTS, NEEDS
from lianxin.demo.rounds import DAYS, Spells, arrivals, days_of, ranks
from lianxin.demo.staff import staff_for
from lianxin.demo.temper import draw
from lianxin.demo.vocabulary import Size
from lianxin.demo.year import unfold
from lianxin.ledger.keys import new_key
from lianxin.planning.vocabulary import Cannot
from lianxin.workdays import official
from tests.demo.conftest import TODAY
from tests.planning.policies import shipped

FIRST, LAST = date(2025, 11, 22).toordinal(), TODAY.toordinal()


@pytest.fixture(scope="module")
def patches(district, places):
    colleagues = staff_for(Size.DISTRICT, district.homes, places, counties.generator(1, "staff"))
    temper = draw(colleagues, district.homes, counties.generator(1, "temper"))
    return share_out(colleagues, district.homes, temper)


@pytest.fixture(scope="module")
def year(district, patches):
    """A year in which every home is in one class: 4 visits a year."""
    n = district.homes.n
    spells = Spells(np.arange(n), np.full(n, 4.0), np.full(n, FIRST), np.full(n, LAST))
    rng = np.random.default_rng(1)
    calendar = official()
    free = np.array([day for day in range(FIRST, LAST) if calendar.is_workday(date.fromordinal(day))])
    return days_of(
        spells,
        begun=np.full(n, FIRST),
        keeper=patches.keeper,
        manner=patches.manner,
        free=free,
        span=(FIRST, LAST),
        seen=np.zeros(0, np.int64),
        shifts=(rng.random(n), rng.random(n)),
    )


def test_a_home_is_visited_as_often_as_its_class_says_and_evenly():
    spells = Spells(np.array([0, 1]), np.array([12.0, 3.0]), np.array([100, 100]), np.array([465, 465]))
    home, day = arrivals(spells, np.array([0.5, 0.25]))
    assert np.bincount(home).tolist() == [12, 3]
    gaps = np.diff(day[home == 0])
    assert (gaps >= 30).all()
    assert (gaps <= 31).all()


def test_another_class_begins_where_the_one_before_has_come_to():
    """Half of the way to the next visit was behind the home: it takes half as long in the new class."""
    spells = Spells(np.array([0, 0]), np.array([1.0, 2.0]), np.array([0, 182]), np.array([182, 547]))
    _home, day = arrivals(spells, np.array([0.0]))
    assert len(day) == 2
    assert 270 < day[0] < 276


def test_a_longer_record_begins_the_same():
    short = Spells(np.array([0]), np.array([12.0]), np.array([0]), np.array([200]))
    long = Spells(np.array([0]), np.array([12.0]), np.array([0]), np.array([365]))
    shift = np.array([0.3])
    assert (
        arrivals(long, shift)[1].tolist()[: len(arrivals(short, shift)[1])]
        == arrivals(short, shift)[1].tolist()
    )


def test_homes_of_a_cadre_are_visited_together_and_never_twice_a_day(year, patches):
    assert len(np.unique(year.home * DAYS + year.day)) == len(year.home)
    honest = ~year.on_paper
    rank = ranks(year.cadre[honest], year.day[honest])
    assert 0.25 < (rank > 0).mean() < 0.7
    workday = [official().is_workday(date.fromordinal(day)) for day in np.unique(year.day[honest]).tolist()]
    assert all(workday)
    rounds = np.bincount(year.home[year.is_round], minlength=len(patches.keeper))
    assert 3.7 < rounds.mean() < 4.1


def test_only_hollow_cadres_write_down_what_they_never_did_and_at_a_month_s_end(year, patches):
    assert set(patches.manner[year.cadre[year.on_paper]].tolist()) == {Manner.HOLLOW}
    hollow = patches.manner[year.cadre] == Manner.HOLLOW
    assert 0.75 < year.on_paper[hollow].mean() < 0.95
    day = [date.fromordinal(one).day for one in year.day[year.on_paper].tolist()]
    assert np.mean([one >= 26 for one in day]) > 0.9


def test_a_year_in_two_parts_is_the_year(district, patches, year):
    """What was to be written at the end of a month is written in the part in which that month ends."""
    n, middle = district.homes.n, date(2026, 6, 15).toordinal()
    rng = np.random.default_rng(1)
    shifts = rng.random(n), rng.random(n)
    spells = Spells(np.arange(n), np.full(n, 4.0), np.full(n, FIRST), np.full(n, LAST))
    parts = [
        days_of(
            spells, begun=np.full(n, FIRST), keeper=patches.keeper, manner=patches.manner, span=span,
            free=np.arange(FIRST, LAST), seen=np.zeros(0, np.int64), shifts=shifts,
        )
        for span in ((FIRST, middle), (middle, LAST))
    ]  # fmt: skip
    both = np.concatenate([one.home[one.on_paper] * DAYS + one.day[one.on_paper] for one in parts])
    whole = year.home[year.on_paper] * DAYS + year.day[year.on_paper]
    assert len(both) > 10_000
    assert len(np.setxor1d(both, whole)) < 20, "but for homes that somebody happened to visit that very day"
    late = parts[1].day[parts[1].on_paper]
    assert late.max() < date(2026, 11, 1).toordinal(), "November is not over"


def test_a_hollow_evening_shows_in_its_hours_and_an_honest_day_does_not(year, patches, district):
    hours = hours_of(year, patches.manner, district.homes.remote, np.random.default_rng(2))
    ends = hours.began + hours.took
    order = np.lexsort((hours.began, year.day, year.cadre, year.on_paper))
    same = (year.cadre[order][1:] == year.cadre[order][:-1]) & (year.day[order][1:] == year.day[order][:-1])
    paper = year.on_paper[order][1:] & year.on_paper[order][:-1]
    honest = ~year.on_paper[order][1:] & ~year.on_paper[order][:-1]
    overlap = hours.began[order][1:] < ends[order][:-1]
    assert not overlap[same & honest].any()
    assert overlap[same & paper].mean() > 0.9
    assert set(hours.took[year.on_paper].tolist()) == {5 * MINUTE}
    assert (hours.sent > ends).all()


def test_rounds_fall_into_their_windows_and_few_are_late(year, patches):
    width = np.full(len(year.home), 23)
    owed = owed_of(
        year,
        manner=patches.manner,
        width=width,
        known=np.full(len(year.home), FIRST),
        again=np.full(5, 7),
        rng=np.random.default_rng(3),
    )
    assert (owed.opens <= year.day).all()
    assert (owed.known <= owed.opens).all()
    assert 0.01 < (year.day > owed.due).mean() < 0.08
    tried = owed.tried > 0
    assert (owed.tried[tried] >= owed.opens[tried]).all()
    assert (owed.tried[tried] < year.day[tried]).all()
    assert year.is_round[tried].all()


def test_what_is_said_goes_with_the_home_and_hollow_words_are_copied(year, patches, district):
    talk = talk_of(year, patches.manner, likely(district), np.random.default_rng(4))
    assert 0.2 < talk.raised.mean() < 0.6
    assert talk.raised[year.on_paper].mean() < 0.1
    notes = np.array(talk.note)
    assert set(notes[year.on_paper]) <= set(COPIED)
    one = year.cadre[year.on_paper][0]
    assert len(set(notes[year.on_paper & (year.cadre == one)])) == 1
    home = np.repeat(year.home, talk.raised)
    housing = np.array(talk.category) == list(NEEDS).index("housing")
    unsafe = ~district.livelihood.answers["housing_is_safe"][home]
    assert housing[unsafe].mean() > 3 * housing[~unsafe].mean()


def test_whether_it_helped_is_asked_of_what_was_raised_before():
    asker, key = Asker(), new_key()
    luck = [0.99, 0.1, 0.1, 0.5, 0.9, 0.1, 0.5]
    first = asker.item(7, 0, luck, key)
    assert first.kind == "need", "nothing was raised before"
    effect = asker.item(7, 0, luck, new_key())
    assert (effect.kind, effect.about_item, effect.worked) == ("effect", key, "yes")


def test_codes_are_those_of_the_form_and_of_planning():
    form = shipped("visits").form
    assert set(NEEDS) <= {one.code for one in form.needs}
    assert set(ADVICE) <= {one.code for one in form.advice}
    assert set(EFFECTS) == {one.code for one in form.effects}
    assert set(HINDRANCES) <= {one.value for one in Cannot}


def test_what_changes_is_found_by_someone_who_goes_and_what_is_as_it_was_by_the_keeper(district, patches):
    changes = unfold(district)
    asked = looks(district, patches, changes)
    assert asked
    assert not {(one.household, one.indicator) for one in asked} & {
        (one.household, one.indicator) for one in changes if one.resident < 0
    }
    hollow = patches.manner[patches.keeper] == Manner.HOLLOW
    mine = np.bincount([one.household for one in asked], minlength=district.homes.n) > 0
    assert mine[hollow].mean() > 10 * mine[~hollow].mean()
    found = findings_of([*changes, *asked], patches, np.random.default_rng(5))
    news = {(one.days_ago, one.household) for one in changes}
    on_paper = [one for key, one in found.items() if one.on_paper]
    assert on_paper
    assert not [one for key, one in found.items() if key in news and one.on_paper]
    found_by = [patches.manner[one.cadre] for key, one in found.items() if key in news]
    assert np.mean(np.array(found_by) == Manner.HOLLOW) < 0.02
