"""Taking steps with a problem as a browser does."""

from django.utils import timezone

PACKET = {"tried": "修过两回，雨一来又冲了", "why_not_ours": "村里没有这笔钱", "asked": "请镇里立项硬化"}
SOLVED = {"words": "铺了砂石，压实了", "evidence": "验收单，户主签字"}


def step(client, problem, noun, **data):
    """POST a step; follows the way back so that messages can be read."""
    answer = client.post(f"/problems/{problem.pk}/{noun}/", data, follow=True)
    problem.refresh_from_db()
    return answer


def page(client, problem):
    return client.get(f"/problems/{problem.pk}/")


def today():
    return timezone.localdate()
