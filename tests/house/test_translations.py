"""Every Chinese text on a screen has its English, and locale/en holds nothing else."""

import re

import pytest
from babel.messages.catalog import Catalog

import tools.messages
from tests.house.tree import ROOT
from tools.messages import (
    ENGLISH,
    is_translated,
    key,
    merge,
    messages,
    read,
    texts_of_product,
    texts_of_python,
    texts_of_template,
)

PLACES = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|{\w*}")


def catalogue(**english):
    made = Catalog(locale="en")
    for chinese, text in english.items():
        made.add(chinese, text)
    return made


def keys(catalog):
    return {key(message) for message in messages(catalog)}


def unfaithful(catalog):
    """Texts whose English forms lack a value that the Chinese shows, or show one of their own."""
    found = []
    for message in filter(is_translated, messages(catalog)):
        forms = [message.string] if isinstance(message.string, str) else message.string
        wanted = set(PLACES.findall(key(message)[1]))
        if any(set(PLACES.findall(form)) != wanted for form in forms):
            found.append(key(message)[1])
    return found


@pytest.fixture(scope="module")
def used():
    return texts_of_product(ROOT / "lianxin")


@pytest.fixture(scope="module")
def english():
    return read(ENGLISH)


def test_every_text_has_its_english(used, english):
    translated = {key(message) for message in messages(english) if is_translated(message)}
    assert sorted(text for _, text in keys(used) - translated) == []
    assert len(keys(used)) > 20


def test_no_translation_is_left_of_a_text_that_went(used, english):
    assert sorted(text for _, text in keys(english) - keys(used)) == []


def test_the_english_shows_the_same_values(english):
    assert unfaithful(english) == []
    assert unfaithful(catalogue(**{"共 %(n)s 户": "households"})) == ["共 %(n)s 户"]


def test_python_texts_are_found_in_every_form():
    source = """
    _("一"); gettext_lazy("二" "三"); pgettext("按钮", "开"); _(later); other("四")
    ngettext("%(n)s 户", "%(n)s 户", n)
    """
    assert keys(texts_of_python(source)) == {(None, "一"), (None, "二三"), (None, "%(n)s 户"), ("按钮", "开")}


def test_template_texts_are_found_in_every_form():
    source = """{% load i18n %}
    <h1 title="{% translate "标题" %}">{% translate "户" context "单位" %}</h1>
      {% blocktranslate trimmed with name=person.name %}
        您好,{{ name }}。
        请看
      {% endblocktranslate %}
    {% blocktranslate count n=rows|length %}{{ n }} 户{% plural %}{{ n }} 户们{% endblocktranslate %}
    {{ form|default:_("无") }} {# {% translate "不算" %} #}
    """
    assert keys(texts_of_template(source)) == {
        (None, "标题"),
        ("单位", "户"),
        (None, "您好,%(name)s。 请看"),
        (None, "%(n)s 户"),
        (None, "无"),
    }


class TestMerge:
    def test_english_is_kept_taken_over_and_left_open(self):
        used = catalogue(旧="", 新="", 缺="")
        merged = merge(used, [catalogue(旧="old", 去="gone"), catalogue(新="new")])
        assert {message.id: message.string for message in messages(merged)} == {
            "旧": "old",
            "新": "new",
            "缺": "",
        }

    def test_a_later_source_wins_but_an_empty_one_does_not(self):
        used = catalogue(旧="")
        merged = merge(used, [catalogue(旧="old"), catalogue(旧="older"), catalogue(旧="")])
        assert [message.string for message in messages(merged)] == ["older"]


def test_the_file_is_the_same_however_often_it_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tools.messages, "ENGLISH", tmp_path / "django.po")
    (tmp_path / "desk.po").write_text('msgid "退出登录"\nmsgstr "Sign out"\n', encoding="utf-8")
    tools.messages.main([str(tmp_path / "desk.po")])
    first = (tmp_path / "django.po").read_bytes()
    assert tools.messages.main([]) == 1, "texts without English are an error"
    assert (tmp_path / "django.po").read_bytes() == first
    assert read(tmp_path / "django.po")["退出登录"].string == "Sign out"
    assert "no English yet" in capsys.readouterr().out
