"""Ballots for the tests, as they are counted."""

from lianxin.ratings.vocabulary import Answer, Kind, Slip

GOOD, MIDDLING, BAD = Answer.GOOD, Answer.MIDDLING, Answer.BAD
MARCH = 2026 * 12 + 2


def slip(village="v1", month=MARCH, answer=GOOD, *, town="t1", first=True, cadre=None, second=Answer.UNSAID):
    kind = Kind.VISIT if cadre else Kind.ENDING
    return Slip(kind, ("d", town, village), month, first, (answer, second), cadre)


def slips(count, village="v1", month=MARCH, answer=GOOD, **more):
    return [slip(village, month, answer, **more) for _ in range(count)]
