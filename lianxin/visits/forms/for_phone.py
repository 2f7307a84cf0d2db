"""A form as the phone keeps it: JSON, conditions as trees. Pure."""

from typing import Any

from lianxin.criteria.as_json import as_json
from lianxin.policies.form.parts import Category, Question, Section, VisitForm, Words


def form_json(form: VisitForm) -> dict[str, Any]:
    """The whole form. Numbers of the policy are put into the conditions already."""
    return {
        "version": form.version,
        "effective_on": form.effective_on,
        "most_questions": form.most_questions,
        "minutes": form.minutes,
        "fields": form.fields,
        "sections": [_section(section) for section in form.sections],
        "needs": {"categories": [_category(one) for one in form.needs]},
        "advice": {"categories": [_category(one) for one in form.advice]},
        "effects": {"answers": [_category(one) for one in form.effects]},
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": _words(section.title),
        "when": as_json(section.when) if section.when else None,
        "questions": [_question(question) for question in section.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    indicator = question.indicator
    return {
        "id": question.id,
        "indicator": indicator.code,
        "about": question.about,
        "type": indicator.type,
        "unit": indicator.unit,
        "title": _words(question.title),
        "hint": _words(question.hint) if question.hint else None,
        "choices": [{"code": one.code, "zh": one.zh, "en": one.en} for one in question.choices],
        "minimum": indicator.minimum,
        "maximum": indicator.maximum,
        "age_from": question.age_from,
        "age_to": question.age_to,
        "when": as_json(question.when) if question.when else None,
    }


def _category(category: Category) -> dict[str, Any]:
    return {
        "code": category.code,
        "title": _words(category.title),
        "units": list(category.units),
        "examples": list(category.examples),
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
