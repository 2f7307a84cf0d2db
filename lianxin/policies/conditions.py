"""Reads the `when` of a rule and holds it against the catalogue. Pure."""

from collections.abc import Mapping
from difflib import get_close_matches

from lianxin.criteria.binding import bind
from lianxin.criteria.messages import CriterionError
from lianxin.criteria.parsing import Criterion, parse
from lianxin.criteria.tree import (
    Arithmetic,
    Comparison,
    Constant,
    Membership,
    Name,
    Node,
    children,
    name_nodes,
    unparse,
)
from lianxin.criteria.tree import Kind as ValueKind
from lianxin.policies import nodes
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.faults import Fault
from lianxin.policies.kinds import KINDS
from lianxin.policies.possible import why_never
from lianxin.policies.reading import Reader
from lianxin.policies.units import mismatches
from lianxin.policies.vocabulary import Number

VALUE_KINDS: dict[str, ValueKind] = {"money": "number", "number": "number", "bool": "bool", "choice": "text"}


class ConditionReader:
    """Reads the conditions of one policy; notes every fault at the very word that is wrong."""

    def __init__(
        self,
        reader: Reader,
        catalogue: Catalogue,
        kind: str,
        numbers: Mapping[str, Number],
    ) -> None:
        self.reader, self.catalogue, self.kind = reader, catalogue, kind
        self.numbers = numbers
        self.values = {name: number.value for name, number in numbers.items()}
        self.value_kinds: dict[str, ValueKind] = dict.fromkeys(numbers, "number")
        for indicator in catalogue:
            if indicator.type in VALUE_KINDS:
                self.value_kinds[indicator.code] = VALUE_KINDS[indicator.type]

    def read(self, node: nodes.Node) -> Criterion | None:
        scalar = self.reader.scalar(node)
        if scalar is None:
            return None
        before = len(self.reader.faults)
        try:
            criterion = parse(scalar.value)
            for name in name_nodes(criterion.tree):
                self.check_name(scalar, name)
            if len(self.reader.faults) > before:
                return None
            criterion = parse(scalar.value, kinds=self.value_kinds)
        except CriterionError as error:
            line, column = scalar.place(max(error.column - 1, 0))
            self.reader.faults.append(Fault(line, column, error.code, error.message, error.message_en))
            return None
        self.check_parts(scalar, bind(criterion.tree, self.values))
        for where, left, right in mismatches(criterion.tree, self.unit_of):
            sides = {"left": unparse(where.left), "right": unparse(where.right)}
            self.note(scalar, where.column, "unit_mismatch", **sides, left_unit=left, right_unit=right)
        if len(self.reader.faults) > before:
            return None
        words = why_never(bind(criterion.tree, self.values), self.catalogue)
        if words is not None:
            self.note(scalar, 1, "never_true", why=words)
            return None
        return criterion

    def note(self, scalar: nodes.Scalar, column: int, code: str, **values: object) -> None:
        line, at = scalar.place(max(column - 1, 0))
        self.reader.note(nodes.Node(line, at), code, **values)

    def check_name(self, scalar: nodes.Scalar, name: Name) -> None:
        if name.id in self.numbers:
            return
        indicator = self.catalogue.get(name.id)
        if indicator is None:
            known = [code.code for code in self.catalogue if self.kind in code.uses]
            near = get_close_matches(name.id, [*known, *self.numbers], n=2)
            hint = (
                (f"；是不是“{'”或“'.join(near)}”", f"; did you mean '{' or '.join(near)}'")
                if near
                else ("", "")
            )
            self.note(scalar, name.column, "unknown_name", name=name.id, near=hint if near else "")
        elif self.kind not in indicator.uses:
            uses = ", ".join(sorted(indicator.uses))
            self.note(scalar, name.column, "not_for_this_kind", name=name.id, kind=self.kind, uses=uses)
        elif indicator.about not in KINDS[self.kind].about:
            code = "about_an_area" if indicator.about == "area" else "about_one_resident"
            self.note(scalar, name.column, code, name=name.id)
        elif indicator.type == "date":
            self.note(scalar, name.column, "date_in_rule", name=name.id)

    def unit_of(self, name: str) -> str | None:
        if name in self.numbers:
            return self.numbers[name].unit
        indicator = self.catalogue.get(name)
        return indicator.unit if indicator and indicator.type in ("money", "number") else None

    def check_parts(self, scalar: nodes.Scalar, node: Node) -> None:
        """Refuse options that a choice does not have, and divisions by zero."""
        match node:
            case (
                Comparison(left=Name() as name, right=Constant() as option)
                | Comparison(left=Constant() as option, right=Name() as name)
            ):
                self.check_option(scalar, name, option)
            case Membership(item=Name() as name, options=options):
                for option in options:
                    self.check_option(scalar, name, option)
            case Constant(value=None):
                self.note(scalar, node.column, "divides_by_zero")
            case Arithmetic(operator="/", right=Constant(value=0)):
                self.note(scalar, node.column, "divides_by_zero")
        for child in children(node):
            self.check_parts(scalar, child)

    def check_option(self, scalar: nodes.Scalar, name: Name, option: Constant) -> None:
        indicator = self.catalogue.get(name.id)
        if indicator and indicator.type == "choice" and option.value not in indicator.choice_codes:
            known = ", ".join(indicator.choice_codes)
            self.note(scalar, option.column, "not_a_choice", value=option.value, name=name.id, known=known)
