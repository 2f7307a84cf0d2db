"""Random conditions and random households for the property tests of the evaluator."""

from hypothesis import strategies as st

from lianxin.criteria.tree import And, Arithmetic, Comparison, Constant, Membership, Name, Not, Or

NUMBERS = ("income", "debt", "members")
FACTS = ("safe", "insured")
TEXTS = ("labour", "health")
CHOICES = ("full", "weak", "lost", "none")
POLICY = {"line": 3, "factor": 0.5}
KINDS = {
    **dict.fromkeys((*NUMBERS, *POLICY), "number"),
    **dict.fromkeys(FACTS, "bool"),
    **dict.fromkeys(TEXTS, "text"),
}

# Few values, so that equality, zero and ties are common.
amounts = st.sampled_from([-2, -1, 0, 1, 2, 3, 0.1, 0.5, 2.5])
number_constants = amounts.map(lambda value: Constant(value, "number"))
text_constants = st.sampled_from([*CHOICES, "unheard of"]).map(lambda value: Constant(value, "text"))
sums = st.recursive(
    number_constants | st.sampled_from([*NUMBERS, *POLICY]).map(Name),
    lambda inner: st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
    max_leaves=4,
)
texts = text_constants | st.sampled_from(TEXTS).map(Name)
yes_or_no = st.sampled_from(FACTS).map(Name) | st.booleans().map(lambda value: Constant(value, "bool"))
equality = st.sampled_from(["==", "!="])

comparisons = st.one_of(
    st.builds(Comparison, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), sums, sums),
    st.builds(Comparison, equality, texts, texts),
    st.builds(Comparison, equality, yes_or_no, yes_or_no),
    st.builds(Membership, sums, st.lists(number_constants, min_size=1, max_size=3).map(tuple)),
    st.builds(Membership, texts, st.lists(text_constants, min_size=1, max_size=3).map(tuple)),
)


def _several(inner):
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


conditions = st.recursive(
    comparisons | yes_or_no,
    lambda inner: st.one_of(
        st.builds(Not, inner), st.builds(And, _several(inner)), st.builds(Or, _several(inner))
    ),
    max_leaves=6,
)

_VALUES = {
    **dict.fromkeys(NUMBERS, amounts),
    **dict.fromkeys(FACTS, st.booleans()),
    **dict.fromkeys(TEXTS, st.sampled_from(CHOICES)),
}
households = st.fixed_dictionaries({name: st.none() | values for name, values in _VALUES.items()})
known_households = st.fixed_dictionaries(_VALUES)
