"""Every message is there in both languages, fills in the same values, and ends in a remedy."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import lianxin.intake
from lianxin.areas.rules import MESSAGES as AREA_MESSAGES
from lianxin.intake.messages import MESSAGES, message

OURS = {code: texts for code, texts in MESSAGES.items() if code not in AREA_MESSAGES}
CODE = re.compile(
    r"(file|sheet|header|household|person|name|number|money|date|yes_no|choice|place|mark|phone)\.[a-z_]+"
    r"|(degrees|relation|id|income|area|fact|report|undo|text)\.[a-z_]+"
)


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OURS)
def test_a_message_says_what_is_wrong_and_what_to_do_in_both_languages(code):
    zh, en = OURS[code]
    assert zh.count("。") >= 2
    assert zh.endswith("。")
    assert en.endswith((".", '"'))
    assert {name.removesuffix("_en") for name in fields(en)} <= fields(zh) | {"near"}
    assert not re.search("[一-龥],|,[一-龥]", zh)


def test_every_code_that_is_used_has_a_message():
    used = set()
    for path in Path(lianxin.intake.__file__).parent.rglob("*.py"):
        if path.name == "words.py" or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                used.add(node.value)
    events = {"household.imported", "household.changed", "household.moved", "household.moved_away"}
    events |= {"household.split", "household.merged", "household.removed"}
    events |= {"household.paired", "household.unpaired"}
    assert used - events <= set(MESSAGES)
    assert len(used) > 80


def test_a_message_about_an_area_suggests_what_it_could_be():
    values = {"town": "", "name": "中心社区", "titles": "晏坝镇 · 中心社区"}
    assert "是否为：晏坝镇 · 中心社区？" in message("area_ambiguous", **values)
    assert "Is it one of" in message("area_ambiguous", "en", **values)
    assert "是否为" not in message("area_unknown", **{**values, "titles": ""})
