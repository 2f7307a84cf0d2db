"""More problems than the demo has: invented lives of its making, until a home holds so many of them.

    LIANXIN_HOME=FOLDER python -m benchmarks.desk_pages.many_problems COUNT

They are spread over the year before today and over all homes, as calls at the counter; every table and the
ledger get what a district at work would have written. For measuring alone: the home is to be a demo's.
"""

import sys
import time
from collections import Counter
from datetime import timedelta
from random import Random

import django

AT_ONCE = 5_000


def main(wanted: int) -> None:
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from lianxin.databases.haste import collecting_seldom, writing_in_haste
    from lianxin.problems.models import Problem, YearCount

    if not settings.LIANXIN_DEMO:
        raise SystemExit("only a demo may be filled with invented problems")
    now, part = timezone.now(), 0
    with writing_in_haste(), collecting_seldom():
        while (missing := wanted - Problem.objects.count()) > 0:
            began = time.process_time()
            numbers = Counter(dict(YearCount.objects.values_list("year", "last")))
            made = _fill(min(missing, AT_ONCE), part, numbers, now, now - timedelta(days=360))
            part += 1
            spent = time.process_time() - began
            print(f"{made:,} more in {spent:.1f} s", file=sys.stderr, flush=True)


def _fill(count, part, numbers, now, since):
    from django.db import transaction

    from lianxin.demo.actions.following import Following, crew_of
    from lianxin.demo.actions.hiring import Team
    from lianxin.demo.problems.clockwork import Clockwork
    from lianxin.demo.problems.coming import Home, call
    from lianxin.demo.problems.unfolding import unfold
    from lianxin.ledger.actions import record_past
    from lianxin.people.models import Post, Staff
    from lianxin.people.vocabulary import Role
    from lianxin.problems.actions.ground import ground_at
    from lianxin.problems.models import YearCount
    from lianxin.problems.vocabulary import Channel
    from lianxin.registry.models import Household

    cadres, heads = {}, {}
    for post in Post.objects.filter(to_on=None).select_related("staff"):
        if post.role == Role.COLLECTOR:
            cadres.setdefault(post.area_id, []).append(post.staff)
        elif post.role == Role.TOWN_HEAD:
            heads[post.area_id] = post.staff
    team = Team(cadres, heads, Staff.objects.get(number="DESK"), {})
    ground, luck = ground_at(now), Random(f"many {part}")
    clocks, crew = Clockwork(ground.ladder, ground.times), crew_of(team)
    homes = [Home(*row) for row in Household.objects.values_list("number", "pk", "area", "created_at")]
    raised = []
    for turn in range(count):
        at = clocks.at_work(since + (now - since) * luck.random())
        if at < now:
            told = (Channel.CLERK, luck.choice(homes), at, turn, False)
            raised.append(call(*told, crew=crew, clocks=clocks, places=ground, luck=luck))
    raised.sort(key=lambda one: one.opened_at)
    following = Following(team, 0, now, frozenset(), numbers)
    with transaction.atomic():
        courses = unfold(raised, crew, clocks, ground, luck, until=now)
        following._number(courses)
        record_past(sorted(following._write(courses), key=lambda one: one[0]))
        for year, last in following.numbers.items():
            YearCount.objects.update_or_create(year=year, defaults={"last": last})
    return len(courses)


if __name__ == "__main__":
    main(int(sys.argv[1]))
