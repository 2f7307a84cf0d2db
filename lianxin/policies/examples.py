"""Reads the examples of a policy: households in words, and what must come out. Pure."""

from collections.abc import Sequence

from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.policies.kinds import KINDS
from lianxin.policies.nodes import Node, Scalar
from lianxin.policies.reading import UNKNOWN_WORDS, Fields, Reader
from lianxin.policies.vocabulary import Example, ExampleResident, Expected, Known, Rule

MAX_AGE = 130


class ExampleReader:
    """Reads examples one by one into `examples`; a later one may begin `like` an earlier one."""

    def __init__(self, reader: Reader, catalogue: Catalogue, kind: str, rules: Sequence[Rule]) -> None:
        self.reader, self.catalogue, self.kind = reader, catalogue, kind
        self.rules = {rule.id for rule in rules}
        self.outcomes = KINDS[kind].outcomes or tuple(dict.fromkeys(rule.gives for rule in rules))
        self.examples: dict[str, Example] = {}

    def read(self, node: Node) -> None:
        reader = self.reader
        fields = reader.fields(node, ("id", "title", "expect"), ("like", "values", "residents", "stale"))
        identity = fields.read("id", reader.identity)
        title_zh, title_en = fields.read("title", reader.both_languages) or ("", "")
        like = fields.read("like", lambda named: reader.one_of(named, self.examples))
        values = dict(self.examples[like].values) if like else {}
        for key, value in fields.read("values", reader.entries) or ():
            indicator = self.indicator(key)
            if indicator is not None:
                values[indicator.code] = self.value(value, indicator)
        residents = self.examples[like].residents if like else ()
        if "residents" in fields:
            residents = tuple(self.resident(item) for item in reader.items(fields["residents"]))
        stale = fields.read("stale", lambda listed: reader.several_of(listed, values)) or frozenset()
        expect = fields.read("expect", self.expected)
        if identity in self.examples:
            reader.note(fields["id"], "duplicate_id", id=identity, earlier=self.examples[identity].line)
        elif identity and expect:
            self.examples[identity] = Example(
                identity, title_zh, title_en, values, residents, stale, expect, node.line, node.column
            )

    def indicator(self, key: Scalar) -> Indicator | None:
        """The indicator that the name of a value means, if an example of this kind may use it."""
        indicator = self.catalogue.get(key.value)
        if indicator is None:
            self.reader.note(key, "unknown_name", name=key.value, near="")
        elif indicator.about == "resident":
            self.reader.note(key, "about_one_resident", name=key.value)
        elif indicator.about == "area" and "area" not in KINDS[self.kind].about:
            self.reader.note(key, "about_an_area", name=key.value)
        elif self.kind not in indicator.uses:
            uses = ", ".join(sorted(indicator.uses))
            self.reader.note(key, "not_for_this_kind", name=key.value, kind=self.kind, uses=uses)
        else:
            return indicator
        return None

    def value(self, node: Node, indicator: Indicator) -> Known | None:
        reader = self.reader
        if isinstance(node, Scalar) and node.plain and node.value in UNKNOWN_WORDS:
            return None
        if indicator.type == "bool":
            return reader.truth(node)
        if indicator.type == "choice":
            return reader.one_of(node, indicator.choice_codes)
        number = reader.number(node)
        low, high = indicator.minimum, indicator.maximum
        if number is not None and low is not None and number < low:
            reader.note(node, "value_below", name=indicator.code, bound=low)
        if number is not None and high is not None and number > high:
            reader.note(node, "value_above", name=indicator.code, bound=high)
        return number

    def resident(self, node: Node) -> ExampleResident:
        indicators = {indicator.code: indicator for indicator in self.catalogue.about("resident")}
        fields = self.reader.fields(node, (), ("who", "age", *indicators))
        facts = {
            code: self.value(fields[code], indicator)
            for code, indicator in indicators.items()
            if code in fields
        }
        age = fields.read("age", self.reader.whole)
        if age is not None and not 0 <= age <= MAX_AGE:
            self.reader.note(fields["age"], "not_an_age", value=age, limit=MAX_AGE)
        return ExampleResident(fields.read("who", self.reader.text) or "", age, facts)

    def expected(self, node: Node) -> Expected | None:
        reader = self.reader
        fields: Fields = reader.fields(node, ("gives",), ("rules", "could_be", "ask"))
        gives = fields.read("gives", lambda given: reader.one_of(given, self.outcomes))
        if gives is None:
            return None
        return Expected(
            gives,
            fields.read("rules", lambda listed: reader.several_of(listed, self.rules)),
            fields.read("could_be", lambda listed: reader.several_of(listed, self.outcomes)),
            fields.read("ask", self.asked),
        )

    def asked(self, node: Node) -> tuple[str, ...]:
        codes = [indicator.code for indicator in self.catalogue]
        texts = (self.reader.one_of(item, codes) for item in self.reader.items(node))
        return tuple(text for text in texts if text is not None)
