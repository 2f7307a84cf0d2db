"""Every code that can make an op wait has plain words, in both languages, and says what to do."""

import inspect
import re

from lianxin.field import reach, rules, wire
from lianxin.field.actions import arriving, judging
from lianxin.field.words import UNKNOWN, WORDS, words_for
from lianxin.visits import payloads
from lianxin.visits.actions import told

CODE = re.compile(r'(?:State\.\w+, |Unreadable\()"([a-z-]+)"')


def codes_in(*modules):
    return {code for module in modules for code in CODE.findall(inspect.getsource(module))}


def test_every_code_has_words():
    ours = codes_in(rules, wire, arriving, judging, reach)
    assert len(ours) > 12
    assert (ours | payloads.MESSAGES.keys() | told.REFUSED.keys()) - WORDS.keys() - {"not-json"} == set()


def test_the_words_are_complete():
    for words in (*WORDS.values(), UNKNOWN):
        assert words.says.endswith("。")
        assert words.advice.endswith("。")
        assert words.says_en.endswith(".")
        assert words.advice_en.endswith(".")


def test_a_code_that_nobody_knows_is_still_said():
    assert words_for("from-the-future") is UNKNOWN
