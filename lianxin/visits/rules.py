"""When a visit was made, whatever the phone's clock said; how exactly a place is kept. Pure."""

from datetime import date, datetime, timedelta

SAID_LATE = timedelta(days=60)
SPOT_DIGITS = 3
"""Degrees are kept to a thousandth: about 110 m from south to north, 90 to 100 m from west to east here."""
LONGEST = timedelta(days=2)
"""A draft that was begun longer ago than this was not one visit, or the phone's clock was set in between."""


def begun_at(started_at: datetime, ended_at: datetime, captured_at: datetime) -> datetime:
    """When a visit began: so long before the moment it was captured as the phone measured.

    `captured_at` is the server's own estimate of when the visit was closed; of the phone's two moments only
    their distance counts, so that a clock that is ten years off moves nothing.
    """
    lasted = ended_at - started_at
    return captured_at - min(max(lasted, timedelta(0)), LONGEST)


def tried_on(said: date, captured_on: date) -> date:
    """The day of a try: as the phone said, unless its clock must be wrong, then the day it was noted."""
    return said if captured_on - SAID_LATE <= said <= captured_on else captured_on


def rounded_spot(latitude: float, longitude: float) -> list[float]:
    """[latitude, longitude] in degrees, as exactly as a district keeps a place and no more."""
    return [round(latitude, SPOT_DIGITS), round(longitude, SPOT_DIGITS)]
