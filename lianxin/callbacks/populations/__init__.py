"""What rounds may be about: each population has a name, a query that frames it, and questions.

Samples, calls, estimates and checks know no more of it. A further one is a module here, a word of `Subject`,
its questions and their usual words.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lianxin.callbacks.models import Round
from lianxin.callbacks.populations.endings import ENDINGS
from lianxin.callbacks.populations.population import Population
from lianxin.callbacks.populations.visits import VISITS
from lianxin.callbacks.vocabulary import Subject

POPULATIONS: Mapping[Subject, Population] = MappingProxyType({one.subject: one for one in (VISITS, ENDINGS)})


def population_of(made: Round) -> Population:
    """What a round is about."""
    return POPULATIONS[Subject(made.subject)]


__all__ = ["POPULATIONS", "Population", "population_of"]
