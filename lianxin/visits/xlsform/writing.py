"""A form as an XLSForm workbook: survey, choices, settings. Pure.

Questions carry the codes of their indicators as names, so that `relevant` can speak of them and nothing has
to be matched by hand on the way back. Ids, units and examples stand in columns of their own, which other
tools leave alone.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TypeAlias

from xlsxwriter import Workbook

from lianxin.policies.form.parts import Category, Question, Section, VisitForm, Words
from lianxin.visits.xlsform.expressions import NO, YES, as_relevant

Row: TypeAlias = dict[str, str]
ZH, EN = "中文 (zh)", "English (en)"
SURVEY = (
    *("type", "name", f"label::{ZH}", f"label::{EN}", f"hint::{ZH}", f"hint::{EN}"),
    *("relevant", "constraint", "lianxin_id", "lianxin_ages"),
)
CHOICES = ("list_name", "name", f"label::{ZH}", f"label::{EN}", "units", "examples")
SETTINGS = ("form_title", "form_id", "version", "default_language")
TYPES = {"money": "decimal", "number": "decimal", "date": "date", "bool": "select_one yes_no"}
LISTS = {"needs": "need_category", "advice": "advice_category", "effects": "effect_answer"}
AND = " · "


def write_xlsform(form: VisitForm) -> bytes:
    """The form as an .xlsx file without formulas."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        _sheet(book, "survey", SURVEY, [*_survey(form)])
        _sheet(book, "choices", CHOICES, [*_choices(form)])
        title = {"form_title": "走访表", "form_id": "lianxin_visit", "version": form.version}
        _sheet(book, "settings", SETTINGS, [title | {"default_language": ZH}])
    return file.getvalue()


def _sheet(book: Workbook, name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, 22)
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    for number, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            if row.get(column):
                sheet.write_string(number, at, row[column])


def _survey(form: VisitForm) -> Iterator[Row]:
    for section in form.sections:
        yield _row("begin_group", _name(section.id), section.title) | _relevant(section, section.id)
        yield from (_question(one) for one in section.questions if one.about == "household")
        yield from _members(section)
        yield {"type": "end_group"}
    yield from _items("needs", "need", Words("问需", "Needs"))
    yield from _items("advice", "advice", Words("问计", "Advice"))
    yield _row("begin_repeat", "effects", Words("问效", "Effects"))
    yield _row("text", "effect_text", Words("说的是哪件事", "What it is about"))
    yield _row(f"select_one {LISTS['effects']}", "effect_worked", Words("管用吗", "Did it work"))
    yield {"type": "end_repeat"}


def _members(section: Section) -> Iterator[Row]:
    asked = [one for one in section.questions if one.about == "resident"]
    if not asked:
        return
    prefix = _name(section.id)
    yield _row("begin_repeat", f"{prefix}_each", section.title)
    yield _row("text", f"{prefix}_name", Words("姓名", "Name"))
    yield _row("integer", f"{prefix}_age", Words("年龄", "Age"))
    for one in asked:
        ages = [f"${{{prefix}_age}} >= {one.age_from}"] if one.age_from is not None else []
        ages += [f"${{{prefix}_age}} <= {one.age_to}"] if one.age_to is not None else []
        row = _question(one)
        own = f"({row['relevant']})" if ages and row.get("relevant") else row.get("relevant", "")
        span = f"{'' if one.age_from is None else one.age_from}-{'' if one.age_to is None else one.age_to}"
        relevant = " and ".join([*ages, *([own] if own else [])])
        yield row | {"relevant": relevant, "lianxin_ages": span if ages else ""}
    yield {"type": "end_repeat"}


def _items(name: str, item: str, title: Words) -> Iterator[Row]:
    yield _row("begin_repeat", name, title)
    yield _row(f"select_one {LISTS[name]}", f"{item}_category", Words("哪一类", "Category"))
    yield _row("text", f"{item}_text", Words("具体什么事", "What exactly"))
    if name == "needs":
        yield _row("decimal", "need_quantity", Words("多少", "How much"))
        yield _row("text", "need_unit", Words("单位", "Unit"))
    yield {"type": "end_repeat"}


def _question(one: Question) -> Row:
    indicator = one.indicator
    unit = indicator.unit
    title = Words(f"{one.title.zh}（{unit}）", f"{one.title.en} ({unit})") if unit else one.title
    kind = TYPES.get(indicator.type) or f"select_one {indicator.code}"
    row = _row(kind, indicator.code, title) | {"lianxin_id": one.id}
    if one.hint:
        row |= {f"hint::{ZH}": one.hint.zh, f"hint::{EN}": one.hint.en}
    limits = [f". >= {indicator.minimum}"] if indicator.minimum is not None else []
    limits += [f". <= {indicator.maximum}"] if indicator.maximum is not None else []
    row["constraint"] = " and ".join(limits)
    row["relevant"] = as_relevant(one.when) if one.when else ""
    return row


def _choices(form: VisitForm) -> Iterator[Row]:
    yield _choice("yes_no", YES, Words("是", "yes"))
    yield _choice("yes_no", NO, Words("否", "no"))
    for question in form.questions:
        for option in question.choices:
            yield _choice(question.indicator.code, option.code, Words(option.zh, option.en))
    lists: dict[str, tuple[Category, ...]] = {
        "needs": form.needs,
        "advice": form.advice,
        "effects": form.effects,
    }
    for name, categories in lists.items():
        for one in categories:
            more = {"units": AND.join(one.units), "examples": AND.join(one.examples)}
            yield _choice(LISTS[name], one.code, one.title) | more


def _row(kind: str, name: str, title: Words) -> Row:
    return {"type": kind, "name": name, f"label::{ZH}": title.zh, f"label::{EN}": title.en}


def _choice(name: str, code: str, title: Words) -> Row:
    return {"list_name": name, "name": code, f"label::{ZH}": title.zh, f"label::{EN}": title.en}


def _relevant(section: Section, identity: str) -> Row:
    relevant = as_relevant(section.when) if section.when else ""
    return {"relevant": relevant, "lianxin_id": identity}


def _name(identity: str) -> str:
    """An id as the name of a node: no hyphens, and a letter first."""
    plain = identity.replace("-", "_")
    return plain if plain[0].isalpha() else f"s_{plain}"
