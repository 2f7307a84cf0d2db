"""A small policy as text, to be spoilt one line at a time."""

from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError
from lianxin.policies.kinds import KINDS

GOOD = """\
id: tiers-test
kind: tiers
effective_on: 2026-01-01
source: set by the district
numbers:
  line: {value: 7800, unit: 元/年, source: set by the district}
  debt_years: {value: 3, unit: 年, source: set by the district}
  visits_priority: {value: 12, unit: 次/年, source: set by the district}
  visits_watch: {value: 4, unit: 次/年, source: set by the district}
  visits_fine: {value: 3, unit: 次/年, source: set by the district}
  visits_unassessed: {value: 4, unit: 次/年, source: set by the district}
  expires_priority: {value: 12, unit: 月, source: set by the district}
  expires_watch: {value: 12, unit: 月, source: set by the district}
  expires_fine: {value: 24, unit: 月, source: set by the district}
  expires_unassessed: {value: 3, unit: 月, source: set by the district}
rules:
  - id: poor
    title: {zh: 收入低, en: Low income}
    when: income_per_head < line
    gives: priority
    source: set by the district
  - id: debt
    title: {zh: 负债重, en: Heavy debt}
    when: debt_balance > debt_years * income_total
    gives: watch
    source: set by the district
examples:
  - id: a
    title: {zh: 收入低的一户, en: A poor household}
    values: {income_per_head: 100}
    expect: {gives: priority, rules: [poor]}
"""


def spoil(old, new, text=GOOD):
    """The good policy with one piece replaced; the piece must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def with_condition(condition):
    return spoil("income_per_head < line", condition)


def must_visit(condition):
    """A policy of visits that must be made, with this one condition."""
    text = spoil("debt_balance > debt_years * income_total", "income_total > 0", with_condition(condition))
    for old, new in [
        ("kind: tiers", "kind: must-visit"),
        ("gives: priority\n", "gives: person_poor\n"),
        ("gives: watch", "gives: person_delegate"),
        ("{gives: priority, rules", "{gives: person_poor, rules"),
    ]:
        text = spoil(old, new, text)
    return text


def of_kind(kind, text=GOOD):
    """The policy as one of another kind, with the numbers that every such policy states."""
    lacking = [name for name in KINDS[kind].numbers if f"  {name}:" not in text]
    more = "".join(f"  {name}: {{value: 1, unit: 分, source: set by the district}}\n" for name in lacking)
    return spoil("rules:\n", f"{more}rules:\n", spoil("kind: tiers", f"kind: {kind}", text))


def faults_of(text):
    """(code, line, column) of every fault."""
    try:
        read(text)
    except PolicyError as error:
        return [(fault.code, fault.line, fault.column) for fault in error.faults]
    return []


def codes_of(text):
    return [code for code, _, _ in faults_of(text)]
