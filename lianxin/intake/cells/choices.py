"""Yes and no, and choices from a list, by the words people use for them. An unknown word is refused. Pure."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.choice_words import CHOICES, MORE_YES_NO, NO, YES
from lianxin.intake.cells.text import as_text, is_unknown
from lianxin.intake.vocabulary import Raw
from lianxin.policies.catalogue import Indicator

SEVERAL = re.compile(r"[,;、/|&+和及]")


def read_yes_no(raw: Raw, indicator: str, *, is_negated: bool = False) -> bool | None:
    """Return whether it is so; None for an empty cell. `is_negated`: the column asks the opposite (危房)."""
    if isinstance(raw, bool):
        return raw is not is_negated
    answer = _yes_no(as_text(raw).replace(" ", "").lower(), indicator, is_negated)
    return answer if answer is None else answer is not is_negated


@lru_cache(maxsize=4096)
def _yes_no(word: str, indicator: str, is_negated: bool) -> bool | None:
    if is_unknown(word):
        return None
    more = {} if is_negated else MORE_YES_NO.get(indicator, {})
    if word in more:
        answer = more[word]
        if answer is None:
            raise CellRefused("yes_no.unclear", word=_short(word))
        return answer
    if word in YES or word in NO:
        return word in YES
    raise CellRefused("yes_no.unknown", word=_short(word))


def read_choice(raw: Raw, words: Mapping[str, str], shown: str) -> str | None:
    """Return the code of the choice, None for an empty cell. `shown` lists the choices in a refusal."""
    if isinstance(raw, bool):
        raise CellRefused("choice.unknown", word=as_text(raw), choices=shown)
    word = as_text(raw).replace(" ", "").lower()
    if word in words:
        return words[word]
    if is_unknown(word):
        return None
    parts = [part for part in SEVERAL.split(word) if part]
    if len(parts) > 1 and all(part in words for part in parts):
        if len({words[part] for part in parts}) == 1:
            return words[parts[0]]
        raise CellRefused("choice.several", word=_short(word))
    raise CellRefused("choice.unknown", word=_short(word), choices=shown)


@cache
def words_of(indicator: Indicator) -> tuple[Mapping[str, str], str]:
    """Return the words understood for an indicator of type choice, and its choices as a list to show."""
    words = dict(CHOICES.get(indicator.code, {}))
    for choice in indicator.choices:
        for spelling in (choice.zh, choice.en, choice.code):
            words.setdefault(as_text(spelling).replace(" ", "").lower(), choice.code)
    allowed = set(indicator.choice_codes)
    known = {word: code for word, code in words.items() if code in allowed}
    return known, "、".join(choice.zh for choice in indicator.choices)


def read_relation(raw: Raw) -> str | None:
    """Return the code of the relation to the head; `之子` and `户主之子` are read as `子`."""
    word = re.sub(r"^(户主(?=.))?[的之]?(?=.)", "", as_text(raw).replace(" ", ""))
    return read_choice(
        word,
        CHOICES["relation"],
        "户主、配偶、子女、儿媳或女婿、孙辈、父母、岳父母或公婆、祖辈、兄弟姐妹、其他",
    )


def read_sex(raw: Raw) -> str | None:
    """Return m, f or u, also from the national codes 1 and 2 (GB/T 2261.1)."""
    return read_choice(raw, CHOICES["sex"], "男、女")


def _short(word: str) -> str:
    return word if len(word) <= 20 else word[:19] + "…"
