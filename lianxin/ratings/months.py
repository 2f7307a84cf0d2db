"""Months as numbers. Pure."""

from datetime import date

from lianxin.ratings.vocabulary import Month


def month_of(day: date) -> Month:
    """The month of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)
