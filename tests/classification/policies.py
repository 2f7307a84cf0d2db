"""The shipped policy of classes, and a smaller one to think about."""

from functools import cache

from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read

TEXT = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
WITHOUT_EXAMPLES = TEXT[: TEXT.index("examples:")]


@cache
def shipped():
    return read(TEXT)


def with_examples(examples):
    """The shipped policy with other examples, given as the text of a YAML list."""
    return read(f"{WITHOUT_EXAMPLES}examples:\n{examples}")


def with_rules(*rules):
    """The numbers of the shipped policy with other rules, given as (gives, condition)."""
    head = TEXT[: TEXT.index("rules:")]
    lines = [
        f"  - {{id: rule-{at}, title: {{zh: 规则, en: Rule}}, gives: {gives}, source: test, when: '{when}'}}"
        for at, (gives, when) in enumerate(rules)
    ]
    example = "  - {id: x, title: {zh: 例, en: x}, expect: {gives: unassessed}}"
    return read(f"{head}rules:\n" + "\n".join(lines) + f"\nexamples:\n{example}\n")
