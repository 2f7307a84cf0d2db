"""Checks a year of rounds by the definitions alone: it shares no code with the planner but its result."""

from collections import Counter
from datetime import date, timedelta

from tests.planning.rounds.lunar import FESTIVALS

DAY = timedelta(days=1)


def visits_of(rounds):
    """(opens, due, Monday planned) of each home's visits, in order, by row of home."""
    found = {}
    rows = zip(rounds.home, rounds.opens, rounds.due, rounds.planned_on(), strict=True)
    for home, opens, due, monday in rows:
        window = date.fromordinal(int(opens)), date.fromordinal(int(due)), monday
        found.setdefault(int(home), []).append(window)
    return found


def quiet(day, policy):
    before, after = policy["quiet_spring_festival_before"], policy["quiet_spring_festival_after"]
    festival = FESTIVALS[day.year]
    if (before or after) and festival - before * DAY <= day <= festival + after * DAY:
        return True
    names = [name[:-5] for name in policy if name.startswith("quiet_") and name.endswith("_from")]
    code = day.month * 100 + day.day
    return any(policy[f"{name}_from"] <= code <= policy[f"{name}_to"] for name in names)


def season(day, policy):
    begins = [policy[f"{name}_from"] for name in ("spring", "summer", "autumn", "winter")]
    place = (day.month - begins[0]) % 12
    return max(at for at, month in enumerate(begins) if (month - begins[0]) % 12 <= place)


def faults_of_home(windows, times, last, year, policy, calendar):
    """The codes of the rules that one home's year of visits breaks."""
    least, most = int(365 / times * policy["gap_min"]), int(365 / times * policy["gap_max"])
    if len(windows) != times:
        yield "number"
    seen = set()
    for opens, due, monday in windows:
        days = [opens + at * DAY for at in range((due - opens).days + 1)]
        if not days or days[0] < year[0] or days[-1] > year[1]:
            yield "outside"
        if any(quiet(day, policy) for day in days):
            yield "quiet"
        seasons = {season(day, policy) for day in days}
        if len(seasons) != 1:
            yield "two_seasons"
        seen |= seasons
        in_week = [day for day in days if day < monday + 7 * DAY]
        if not monday <= opens < monday + 7 * DAY or monday.weekday():
            yield "week"
        if len(days) > max(1, int(365 / times * policy["window_share"])):
            yield "too_wide"
        week = [monday + at * DAY for at in range(7)]
        usable = [day for day in week if day >= opens and not quiet(day, policy)]
        if sum(calendar.is_workday(day) for day in usable) < policy["workdays_needed"] or not in_week:
            yield "no_workdays"
    if len(seen) < min(times, 4):
        yield "seasons"
    before = [(last, last, None)] if last else []
    for (opens, due, _), (next_opens, next_due, _) in zip(
        [*before, *windows], windows[not before :], strict=False
    ):
        if (next_opens - due).days < least:
            yield "too_close"
        if (next_due - opens).days > most:
            yield "too_far"


def overfull(rounds, cadre_of, limit):
    """The (cadre, Monday) with more planned visits than the limit."""
    planned = zip(rounds.home, rounds.planned_on(), strict=True)
    load = Counter((int(cadre_of[home]), monday) for home, monday in planned)
    return {at for at, count in load.items() if count > limit}
