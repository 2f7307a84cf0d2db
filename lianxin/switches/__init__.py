"""What a district lets this software do beyond its default, decided by named people, each with a reason.

Other rooms ask: `switches.is_on("photos")`, `switches.value_of("session_hours")`.
"""

from lianxin.switches.rules import ON
from lianxin.switches.switchboard import SWITCHES


def value_of(code: str) -> str:
    """The value in force: the last one adopted, or else the default. Raises KeyError for an unknown code."""
    from lianxin.switches.models import SwitchChange

    switch = SWITCHES[code]
    return SwitchChange.objects.value_of(code) or switch.default


def is_on(code: str) -> bool:
    """Whether a yes/no switch is on; what is never available never is."""
    return value_of(code) == ON


def number_of(code: str) -> int:
    """The number a switch stands at."""
    return int(value_of(code))
