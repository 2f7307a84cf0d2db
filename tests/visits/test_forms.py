"""What a form asks of a home, how it goes to a phone, and what becomes of codes it gave up."""

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.criteria import evaluate, parse
from lianxin.policies.catalogue import default
from lianxin.visits.forms import Known, Member, Why, form_json, questions_for, read_form, upcast
from lianxin.visits.forms.document import NoForm
from lianxin.visits.payloads import decode
from tests.planning.policies import shipped, spoilt, text_of

TODAY = date(2026, 11, 21)
FORM = read_form(shipped("visits"))
CODES = [question.indicator.code for question in FORM.questions]
OF_HOME = [question.indicator.code for question in FORM.questions if question.about == "household"]
GRANDMA, CHILD = Member(UUID(int=1), 78), Member(UUID(int=2), 9)
SAMPLES = {"bool": "false", "money": "0", "number": "1", "choice": "none", "date": "2020-01-01"}


def all_known(on=TODAY, **values):
    """Every fact of the home, of which nothing is to be asked."""
    known = {code: SAMPLES[default()[code].type] for code in OF_HOME} | values
    return {(code, None): Known(value, on) for code, value in known.items()}


def test_a_home_of_which_everything_is_known_and_fresh_is_asked_nothing():
    assert questions_for(FORM, all_known(), [], TODAY) == ()


def test_what_could_change_the_class_comes_first_then_what_is_missing_then_what_is_stale():
    facts = all_known()
    del facts["medical_is_insured", None]
    facts["income_per_head", None] = Known("3100", TODAY - timedelta(days=366))
    asked = questions_for(FORM, facts, [("housing_is_safe", None)], TODAY)
    assert [(one.indicator, one.why) for one in asked] == [
        ("housing_is_safe", Why.DECIDES),
        ("medical_is_insured", Why.MISSING),
        ("income_per_head", Why.STALE),
    ]
    assert asked[0].known == facts["housing_is_safe", None]
    assert asked[1].known is None
    assert asked[2].known.value == "3100"


def test_a_fact_is_fresh_on_its_last_day():
    for days, count in ((365, 0), (366, 1)):
        facts = all_known() | {("debt_balance", None): Known("0", TODAY - timedelta(days=days))}
        assert len(questions_for(FORM, facts, [], TODAY)) == count


def test_no_visit_asks_more_than_the_policy_allows():
    asked = questions_for(FORM, {}, [], TODAY, [Member(uuid4(), 40) for _ in range(9)])
    assert len(asked) == FORM.most_questions == 8


def test_a_question_whose_condition_is_false_is_left_out_and_one_that_is_open_is_asked():
    about = ("gets_extreme_poverty_support", None)
    for allowance, is_asked in (("true", False), ("false", True), (None, True)):
        facts = {key: known for key, known in all_known().items() if key != about}
        facts.pop(("gets_low_income_allowance", None))
        if allowance:
            facts["gets_low_income_allowance", None] = Known(allowance, TODAY)
        asked = [one.indicator for one in questions_for(FORM, facts, [], TODAY)]
        assert ("gets_extreme_poverty_support" in asked) is is_asked


def test_members_are_asked_what_suits_their_age():
    whole = read_form(spoilt("visits", "form_questions: {value: 8", "form_questions: {value: 20"))
    asked = questions_for(whole, all_known(), [], TODAY, [GRANDMA, CHILD])
    of = {
        member: {one.indicator for one in asked if one.resident_id == member.id}
        for member in (GRANDMA, CHILD)
    }
    assert of[GRANDMA] == {"health", "disability_level", "labour"}
    assert of[CHILD] == {"health", "disability_level", "schooling"}


@given(
    known=st.dictionaries(st.sampled_from(OF_HOME), st.integers(0, 4000), max_size=20),
    ask=st.sets(st.sampled_from(CODES)),
)
def test_whatever_is_known_only_what_is_missing_stale_or_decides_is_asked(known, ask):
    facts = {
        (code, None): Known(SAMPLES[default()[code].type], TODAY - timedelta(days=days))
        for code, days in known.items()
    }
    asked = questions_for(FORM, facts, {(code, None) for code in ask}, TODAY)
    assert len({(one.indicator, one.resident_id) for one in asked}) == len(asked) <= FORM.most_questions
    for one in asked:
        days, fresh = known.get(one.indicator), one.question.indicator.fresh_days
        match one.why:
            case Why.DECIDES:
                assert one.indicator in ask
            case Why.MISSING:
                assert days is None
            case Why.STALE:
                assert fresh is not None
                assert days > fresh
    assert [one.why for one in asked] == sorted((one.why for one in asked), key=list(Why).index)


def test_the_phone_gets_the_whole_form_with_conditions_as_trees():
    told = json.loads(json.dumps(form_json(FORM)))
    assert (told["version"], told["fields"], told["minutes"]) == ("visits-2026-01-01", 28, 11)
    questions = {one["id"]: one for section in told["sections"] for one in section["questions"]}
    assert questions["extreme-poverty"]["when"] == ["not", ["name", "gets_low_income_allowance"]]
    assert questions["health"]["choices"][0] == {"code": "healthy", "zh": "健康", "en": "healthy"}
    assert questions["income-per-head"]["unit"] == "元/年"
    aids = next(one for one in told["needs"]["categories"] if one["code"] == "aids")
    assert aids["units"] == ["张", "副", "台"]
    assert [one["code"] for one in told["effects"]["answers"]] == ["yes", "partly", "no"]


def test_numbers_of_the_policy_are_put_into_the_conditions_that_go_to_a_phone():
    text = text_of("visits").replace(
        "when: not gets_low_income_allowance", "when: disaster_loss > form_limit"
    )
    limit = "form_limit: {value: 500, unit: 元, source: set by the district}\n  form_fields: {value"
    form = read_form(spoilt_text(text, "form_fields: {value", limit))
    question = next(one for one in form.questions if one.id == "extreme-poverty")
    assert form_json(form)["sections"][2]["questions"][3]["when"] == [">", ["name", "disaster_loss"], 500]
    assert question.when == parse("disaster_loss > 500").tree
    assert evaluate(parse("disaster_loss > 500"), {"disaster_loss": None}) is None


def spoilt_text(text, old, new):
    from lianxin.policies.document import read

    return read(text.replace(old, new, 1))


def test_a_policy_without_a_form_says_so():
    text = text_of("visits")
    with pytest.raises(NoForm):
        read_form(spoilt_text(text[: text.index("\nform:")], "@", "@"))


REPLACED = (
    "form:\n  replaced:\n    indicators: {income: income_per_head}\n    categories: {wheelchair: aids}\n"
)
LATER = read_form(spoilt_text(text_of("visits"), "form:\n", REPLACED))


@given(
    answers=st.lists(
        st.tuples(st.sampled_from([*CODES, "income", "gone"]), st.text("01a.", max_size=6)), max_size=6
    ),
    categories=st.lists(st.sampled_from(["wheelchair", "aids", "road", "gone"]), max_size=5),
    version=st.sampled_from([None, "visits-2020-01-01", "strange"]),
)
def test_a_visit_told_with_an_earlier_form_loses_nothing(answers, categories, version):
    payload = {
        "visit_id": str(uuid4()),
        "household_id": str(uuid4()),
        "started_at": "2026-11-21T08:00:00Z",
        "ended_at": "2026-11-21T08:30:00Z",
        "answers": [{"indicator": code, "value": value} for code, value in answers],
        "items": [
            {"item_id": str(uuid4()), "kind": "need", "category": one, "text": "x"} for one in categories
        ],
        "nothing_raised": not categories,
    }
    told = decode("visit.record", json.dumps(payload))
    newer = upcast(told, version, LATER)
    new = {"income": "income_per_head", "wheelchair": "aids"}
    assert [(one.indicator, one.value) for one in newer.answers] == [(new.get(a, a), v) for a, v in answers]
    assert [one.category for one in newer.items] == [new.get(one, one) for one in categories]
    assert upcast(newer, version, LATER) == newer
    assert upcast(told, LATER.version, LATER) is told


def test_a_code_replaced_twice_in_one_form_is_refused():
    from lianxin.policies.faults import PolicyError

    twice = "form:\n  replaced: {categories: {wheelchair: aid, aid: aids}}\n"
    with pytest.raises(PolicyError) as caught:
        spoilt_text(text_of("visits"), "form:\n", twice)
    assert [fault.code for fault in caught.value.faults] == ["replaced_again"]
