"""The changes that forms make to a draft: each returns the new content and leaves the old one alone. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lianxin.criteria import CriterionError, parse
from lianxin.policies.drafting.contents import Content, NumberText, RuleText
from lianxin.policies.kinds import KINDS

MOST_RULES = 200
MOST_NUMBERS = 100

# code: (Chinese, English)
MESSAGES: dict[str, tuple[str, str]] = {
    "gone": ("这一条已经不在草稿里了。", "This is no longer in the draft."),
    "number-needed": ("每份分类办法都要有这个数，不能删。", "Every policy of this kind needs this number."),
    "number-used": (
        "还有规则用着这个数：{rules}。先改规则，再删。",
        "Rules still use this number: {rules}. Change them first.",
    ),
    "name-taken": ("这个名称已经用了，请换一个。", "This name is taken; choose another."),
    "too-many": ("太多了，一份办法装不下。", "Too many for one policy."),
    "example-needed": (
        "后面的例子“{examples}”是照着它写的，先删那些。",
        "Later examples begin like it: {examples}. Remove those first.",
    ),
}


class RevisionRefused(ValueError):
    """A change that cannot be made. `code` is stable; `zh` and `en` say why and what to do."""

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.zh, self.en = (words.format(**values) for words in MESSAGES[code])
        super().__init__(self.zh)


def with_head(content: Content, *, effective_on: str, source: str) -> Content:
    """The day it takes effect and where it comes from."""
    changed = deepcopy(content)
    changed["effective_on"], changed["source"] = effective_on, source
    return changed


def with_values(content: Content, values: Mapping[str, str]) -> Content:
    """New values of numbers, by name; names the draft does not have are left out."""
    changed = deepcopy(content)
    for number in changed["numbers"]:
        number["value"] = values.get(number["name"], number["value"])
    return changed


def with_number(content: Content, name: str, given: Mapping[str, str], *, is_new: bool = False) -> Content:
    """A number with new texts (title_zh, title_en, value, unit, source), or one more number.

    Raises RevisionRefused: gone, name-taken, too-many.
    """
    changed = deepcopy(content)
    known = {number["name"]: number for number in changed["numbers"]}
    if is_new:
        if name in known:
            raise RevisionRefused("name-taken")
        if len(known) >= MOST_NUMBERS:
            raise RevisionRefused("too-many")
        changed["numbers"].append(_number(name, given, ""))
    elif name not in known:
        raise RevisionRefused("gone")
    else:
        at = list(known).index(name)
        changed["numbers"][at] = _number(name, given, known[name]["remark"])
    return changed


def without_number(content: Content, name: str) -> Content:
    """Take a number out. Raises RevisionRefused: number-needed, number-used."""
    if name in KINDS[content["kind"]].numbers:
        raise RevisionRefused("number-needed")
    users = rules_with(content, name)
    if users:
        raise RevisionRefused("number-used", rules="、".join(rule["title_zh"] for rule in users))
    changed = deepcopy(content)
    changed["numbers"] = [number for number in changed["numbers"] if number["name"] != name]
    return changed


def with_rule(content: Content, identity: str, given: Mapping[str, str]) -> Content:
    """A rule with new texts (title_zh, title_en, when, gives, source); without `identity`, one more rule.

    Raises RevisionRefused: gone, too-many.
    """
    changed = deepcopy(content)
    ids = [rule["id"] for rule in changed["rules"]]
    if identity:
        if identity not in ids:
            raise RevisionRefused("gone")
        at = ids.index(identity)
        changed["rules"][at] = _rule(identity, given, changed["rules"][at]["remark"])
        return changed
    if len(ids) >= MOST_RULES:
        raise RevisionRefused("too-many")
    name = next(name for n in range(1, len(ids) + 2) if (name := f"added-{n}") not in ids)
    changed["rules"].append(_rule(name, given, ""))
    return changed


def without_rule(content: Content, identity: str) -> Content:
    """Take a rule out. Examples that expect it will fail, and say so."""
    changed = deepcopy(content)
    changed["rules"] = [rule for rule in changed["rules"] if rule["id"] != identity]
    return changed


def with_expectation(content: Content, identity: str, gives: str) -> Content:
    """Let an example expect another result; what it expected in detail goes, since it no longer holds.

    Raises RevisionRefused: gone.
    """
    changed = deepcopy(content)
    example = _example(changed, identity)
    example["expect"] = {"gives": gives}
    return changed


def without_example(content: Content, identity: str) -> Content:
    """Take an example out. Raises RevisionRefused: gone, example-needed."""
    changed = deepcopy(content)
    example = _example(changed, identity)
    like = [str(other.get("id", "")) for other in changed["examples"] if other.get("like") == identity]
    if like:
        raise RevisionRefused("example-needed", examples="、".join(like))
    changed["examples"].remove(example)
    return changed


def rules_with(content: Content, name: str) -> list[RuleText]:
    """The rules whose condition uses a number; one that cannot be read counts when it has the word in it."""
    return [rule for rule in content["rules"] if name in _names(rule["when"])]


def _names(condition: str) -> frozenset[str]:
    try:
        return parse(condition).names
    except CriterionError:
        return frozenset(condition.split())


def _example(content: Content, identity: str) -> dict[str, Any]:
    for example in content["examples"]:
        if example.get("id") == identity:
            return example
    raise RevisionRefused("gone")


def _number(name: str, given: Mapping[str, str], remark: str) -> NumberText:
    return NumberText(
        name=name,
        title_zh=given["title_zh"],
        title_en=given["title_en"],
        value=given["value"],
        unit=given["unit"],
        source=given["source"],
        remark=remark,
    )


def _rule(identity: str, given: Mapping[str, str], remark: str) -> RuleText:
    return RuleText(
        id=identity,
        title_zh=given["title_zh"],
        title_en=given["title_en"],
        when=given["when"],
        gives=given["gives"],
        source=given["source"],
        remark=remark,
    )
