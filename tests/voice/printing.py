"""Cards for tests: what the worker prints, with what stands on them at hand."""

from lianxin.voice.actions.printing import issue_cards, new_cards
from lianxin.voice.models import Batch


def print_one(household, staff, *, now):
    """The secret on a new card of a household, as if its sheet had just been drawn."""
    batch = Batch.objects.create(
        area=household.area, household=household, site="https://example.org", asked_at=now, asked_by=staff
    )
    [(card, secret)] = new_cards([household.pk], batch)
    issue_cards(batch, [card], now=now)
    return secret


def wrong_code(code, number=0):
    """A code without a slip that names the same card and is not its code."""
    from lianxin.voice.rules import ALPHABET, NAME_LENGTH, check_character

    at = (ALPHABET.index(code[-2]) + 1 + number) % len(ALPHABET)
    body = code[:-2] + ALPHABET[at]
    assert code[:NAME_LENGTH] == body[:NAME_LENGTH]
    return body + check_character(body)
