"""A form goes out as an XLSForm that other tools accept, and comes back as it was; theirs come in too."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert
from xlsxwriter import Workbook

from lianxin.criteria import parse
from lianxin.policies.catalogue import default
from lianxin.policies.document import read
from lianxin.visits.forms import form_json, read_form
from lianxin.visits.xlsform import XlsFormRefused, form_block, read_xlsform, write_xlsform
from lianxin.visits.xlsform.expressions import NotRelevant, as_condition, as_relevant
from tests.planning.policies import shipped, text_of

FORM = read_form(shipped("visits"))
TEXT = text_of("visits")


def with_form(block):
    """The shipped policy with another form."""
    return read_form(read(TEXT[: TEXT.index("\nform:")] + "\n" + block + "\n"))


def workbook(survey, choices=()):
    """An XLSForm somebody made elsewhere: rows below their headings."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name, rows in (("survey", survey), ("choices", choices)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def test_the_tool_that_other_phones_rely_on_accepts_what_is_written():
    warnings = []
    made = convert(write_xlsform(FORM), warnings=warnings, file_type=".xlsx", form_name="visit")
    assert "/visit/means/income_per_head" in made.xform
    assert "人均纯收入（元/年）" in made.xform
    assert 'relevant="not(' in made.xform
    assert "need_category" in made.xform
    assert [line for line in warnings if "lianxin" not in line.lower()] == []


def test_a_form_comes_back_as_it_went():
    again = with_form(form_block(read_xlsform(write_xlsform(FORM), default())))
    assert form_json(again) == form_json(FORM)


def test_a_form_with_conditions_titles_and_ages_comes_back_as_it_went():
    text = TEXT.replace(
        "        - {id: labour, indicator: labour, age_from: 16}",
        "        - {id: labour, indicator: labour, age_to: 9, when: debt_balance > 10 or not food_is_enough}",
    ).replace(
        "title: {zh: 住房和吃穿, en: Home and daily needs}",
        'title: {zh: "住房: 吃穿", en: "a, b"}\n      when: income_per_head + 1 < 9000 and water_is_safe',
    )
    form = read_form(read(text))
    again = with_form(form_block(read_xlsform(write_xlsform(form), default())))
    assert form_json(again) == form_json(form)


def test_a_form_that_was_made_elsewhere_comes_in():
    data = workbook(
        [
            ["type", "name", "label", "relevant"],
            ["start", "start", "", ""],
            ["begin group", "Home life", "家里", ""],
            ["decimal", "income_per_head", "收入多少", ""],
            ["select_one yes_no", "housing_is_safe", "房子安全吗", "${income_per_head} < 5000"],
            ["note", "thanks", "谢谢", ""],
            ["end group", "", "", ""],
            [
                "select_one x",
                "health",
                "身体",
                "selected(${food_is_enough}, 'no') and ${debt_balance} div 2 != 3",
            ],
        ],
        [["list_name", "name", "label"], ["need_category", "road", "修路"], ["yes_no", "yes", "是"]],
    )
    made = read_xlsform(data, default())
    assert [section["id"] for section in made["sections"]] == ["home-life", "questions"]
    first, last = made["sections"]
    assert [one["indicator"] for one in first["questions"]] == ["income_per_head", "housing_is_safe"]
    assert first["questions"][0]["title"] == {"zh": "收入多少", "en": "收入多少"}
    assert first["questions"][1]["when"] == "income_per_head < 5000"
    assert last["questions"][0]["when"] == "not food_is_enough and debt_balance / 2 != 3"
    assert made["needs"] == {"categories": [{"code": "road", "title": {"zh": "修路", "en": "修路"}}]}
    form = form_block(
        made
        | {
            name: {key: [{"code": one, "title": {"zh": "x", "en": "x"}} for one in codes]}
            for name, key, codes in [
                ("advice", "categories", ["a"]),
                ("effects", "answers", ["yes", "partly", "no"]),
            ]
        }
    )
    assert len(list(with_form(form).questions)) == 3


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        (b"PK\x03\x04 not a workbook", "not-a-workbook", 0),
        (b"", "not-a-workbook", 0),
        (workbook([["type", "name"], ["text", "a"]]), "no-questions", 0),
        (workbook([["type", "name"], ["integer", "goats"]]), "no-indicator", 2),
        (
            workbook([["type", "name", "relevant"], ["integer", "debt_balance", "${x} = position(..)"]]),
            "not-relevant",
            2,
        ),
        (workbook([["type", "name"], *[["note", "n"]] * 2001]), "too-long", 0),
    ],
)
def test_what_cannot_become_a_form_is_refused_with_its_row(data, code, row):
    with pytest.raises(XlsFormRefused) as caught:
        read_xlsform(data, default())
    assert [(fault.code, fault.row) for fault in caught.value.faults] == [(code, row)]


@pytest.mark.parametrize(
    "text",
    [
        "debt_balance < 5",
        "not food_is_enough",
        "food_is_enough and not (water_is_safe or housing_is_safe)",
        "debt_balance + income_per_head * 2 >= 7 or clothing_is_enough",
        "debt_balance != disaster_loss / 3",
    ],
)
def test_a_condition_goes_to_xpath_and_back(text):
    tree = parse(text).tree
    assert parse(as_condition(as_relevant(tree), default())).tree == tree


@given(st.text(max_size=40) | st.text("${}x='\"<=>!().,+-*0 divnotorandselected", max_size=40))
def test_whatever_stands_in_relevant_is_read_or_refused_with_its_place(text):
    at = 1
    try:
        as_condition(text, default())
    except NotRelevant as refused:
        at = refused.at
    assert 1 <= at <= max(len(text), 1)


def test_a_bomb_is_refused_before_it_goes_off():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", " " * 60_000_000)
    with pytest.raises(XlsFormRefused) as caught:
        read_xlsform(file.getvalue(), default())
    assert [fault.code for fault in caught.value.faults] == ["not-a-workbook"]


def test_no_cell_is_a_formula():
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(write_xlsform(FORM)))
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}
