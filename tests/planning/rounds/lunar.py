"""The days of Spring Festival that the checker goes by, written down apart from the product's table."""

from datetime import date

FESTIVALS = {
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
}
