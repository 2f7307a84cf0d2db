"""Numbers to plan with: those of a district in the hills, to be changed one at a time."""

from lianxin.planning.standards import standards

NUMBERS = {
    "spring_from": 1,
    "summer_from": 4,
    "autumn_from": 7,
    "winter_from": 10,
    "gap_min": 0.5,
    "gap_max": 1.6,
    "window_share": 0.25,
    "workdays_needed": 3,
    "quiet_spring_festival_before": 7,
    "quiet_spring_festival_after": 7,
    "quiet_summer_harvest_from": 601,
    "quiet_summer_harvest_to": 612,
    "quiet_autumn_harvest_from": 920,
    "quiet_autumn_harvest_to": 930,
    "week_visits": 6,
    "day_stops": 6,
    "day_minutes": 420,
    "visit_minutes": 40,
    "longer_minutes": 60,
    "day_begins": 8.5,
    "day_ends": 18,
    "evening_begins": 18,
    "evening_ends": 20.5,
    "evening_visits": 1,
    "weekend_visits": 0,
    "detour": 1.4,
    "walk_speed": 4.5,
    "drive_speed": 25,
    "drive_start": 5,
    "near_minutes": 15,
    "promise_before_days": 3,
    "call_back_days": 10,
    "review_before_days": 30,
}
VISITS = {"visits_priority": 12, "visits_watch": 4, "visits_fine": 3, "visits_unassessed": 4}


def numbers(**changed):
    """The standards with some numbers changed; `visits_…` among them."""
    policy = NUMBERS | {name: value for name, value in changed.items() if name not in VISITS}
    tiers = VISITS | {name: value for name, value in changed.items() if name in VISITS}
    return standards(policy, tiers)
