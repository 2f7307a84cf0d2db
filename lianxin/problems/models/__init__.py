"""Problems and what happened to them. Where a problem stands is summed up in its row; how it came there is
dated facts with authors in the tables beside it, none of which is ever edited once it has ended."""

from lianxin.problems.models.custodies import Custody, Joint, Packet
from lianxin.problems.models.ends import Ending, Judgement
from lianxin.problems.models.evidence import Evidence
from lianxin.problems.models.exclusions import Exclusion, Lifting
from lianxin.problems.models.nights import Night, YearCount
from lianxin.problems.models.origins import Origin, Reply
from lianxin.problems.models.problems import STANDING, Problem
from lianxin.problems.models.topics import Recurring, Topic, TopicCount, TopicStep
from lianxin.problems.models.words import Note, Pause, Promise

__all__ = [
    "STANDING",
    "Custody",
    "Ending",
    "Evidence",
    "Exclusion",
    "Joint",
    "Judgement",
    "Lifting",
    "Night",
    "Note",
    "Origin",
    "Packet",
    "Pause",
    "Problem",
    "Promise",
    "Recurring",
    "Reply",
    "Topic",
    "TopicCount",
    "TopicStep",
    "YearCount",
]
