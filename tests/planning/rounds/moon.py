"""New moons, after Jean Meeus, Astronomical Algorithms, chapter 49; good to about a minute.

Only what is needed to tell on which day in Beijing a new moon falls between 2000 and 2060.
"""

from datetime import datetime, timedelta
from math import radians, sin

# The terms of a new moon: (days, multiples of the sun's anomaly, the moon's, its latitude, power of e)
TERMS = (
    (-0.40720, 0, 1, 0, 0), (0.17241, 1, 0, 0, 1), (0.01608, 0, 2, 0, 0), (0.01039, 0, 0, 2, 0),
    (0.00739, -1, 1, 0, 1), (-0.00514, 1, 1, 0, 1), (0.00208, 2, 0, 0, 2), (-0.00111, 0, 1, -2, 0),
    (-0.00057, 0, 1, 2, 0), (0.00056, 1, 2, 0, 1), (-0.00042, 0, 3, 0, 0), (0.00042, 1, 0, 2, 1),
    (0.00038, 1, 0, -2, 1), (-0.00024, -1, 2, 0, 1), (-0.00007, 2, 1, 0, 0), (0.00004, 0, 2, -2, 0),
    (0.00004, 3, 0, 0, 0), (0.00003, 1, 1, -2, 0), (0.00003, 0, 2, 2, 0), (-0.00003, 1, 1, 2, 0),
    (0.00003, -1, 1, 2, 0), (-0.00002, -1, 1, -2, 0), (-0.00002, 1, 3, 0, 0), (0.00002, 0, 4, 0, 0),
)  # fmt: skip
PLANETS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip
J2000 = datetime(2000, 1, 1, 12)  # noqa: DTZ001  dynamical time, no zone
DELTA_T = timedelta(seconds=73)  # dynamical less universal time, about that in these years


def new_moon(k):
    """The k-th new moon after 6 January 2000, by Beijing time."""
    t = k / 1236.85
    days = 5.09766 + 29.530588861 * k + 0.00015437 * t**2
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * k
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t**2
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t**2
    for size, of_sun, of_moon, of_latitude, power in TERMS:
        days += size * e**power * sin(radians(of_sun * sun + of_moon * moon + of_latitude * latitude))
    days -= 0.00017 * sin(radians(node))
    days += sum(size * sin(radians(start + speed * k)) for size, start, speed in PLANETS)
    return J2000 + timedelta(days=days) - DELTA_T + timedelta(hours=8)


def new_moon_days(first, last):
    """The days of all new moons from one year to another, by Beijing time."""
    moons = (new_moon(k).date() for k in range(12 * (first - 2000), 13 * (last - 1999)))
    return [day for day in moons if first <= day.year <= last]
