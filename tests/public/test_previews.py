"""What fetches a card's address without a person behind it opens nothing and renews no card."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.voice.models import Card
from tests.desk.district import content
from tests.voice.printing import print_one

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 9; MI 6) AppleWebKit/537.36 Chrome/78 Mobile MicroMessenger/7.0.10"


@pytest.fixture
def newer(card, wang, town_head):
    """A second card of the same home, not yet opened."""
    return print_one(wang, town_head, now=timezone.now())


def opened():
    return Card.objects.exclude(opened_at=None).count()


def test_a_phone_that_scans_opens_it_and_the_older_ends(card, newer, wang):
    phone = Client(HTTP_USER_AGENT=PHONE)
    response = phone.get(f"/r/{newer.token}")
    assert opened() == 0, "only whoever comes back with the cookie is somebody"
    assert wang.number in content(phone.get(response["Location"]))
    assert opened() == 1
    assert Client(HTTP_USER_AGENT=PHONE).get(f"/r/{card.token}")["Location"] == "/r/?no"


@pytest.mark.parametrize(
    "agent",
    [
        "WhatsApp/2.23.20.0",
        "TelegramBot (like TwitterBot)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "DingTalkBot-LinkService/1.0",
        "Mozilla/5.0 LarkUrl2Png",
        "python-requests/2.32",
        "curl/8.5.0",
    ],
)
def test_a_preview_of_a_card_learns_nothing(card, newer, wang, agent):
    preview = Client(HTTP_USER_AGENT=agent)
    page = preview.get(f"/r/{newer.token}", follow=True)
    assert page.redirect_chain[-1][0] == "/r/"
    assert wang.number not in content(page)
    assert opened() == 0
    assert Client().get(f"/r/{card.token}")["Location"] == "/r/page/", "the older card still works"


def test_asking_for_the_headers_alone_opens_nothing(newer):
    client = Client(HTTP_USER_AGENT=PHONE)
    assert client.head(f"/r/{newer.token}")["Location"] == "/r/"
    assert "lianxin_card" not in client.cookies


@pytest.mark.parametrize("name", ["HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"])
def test_a_page_fetched_ahead_is_not_opened_until_somebody_wants_it(newer, name):
    client = Client(HTTP_USER_AGENT=PHONE)
    ahead = {name: "prefetch;prerender"}
    client.get(f"/r/{newer.token}", **ahead)
    client.get("/r/page/", **ahead)
    assert opened() == 0
    client.get("/r/page/")
    assert opened() == 1


def test_a_typed_code_is_somebody(card):
    Client(HTTP_USER_AGENT=PHONE).post("/r/", {"code": card.code})
    assert opened() == 1
