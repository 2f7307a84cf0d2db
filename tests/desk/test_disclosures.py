"""Seeing an ID number or a phone in full: for a purpose, once, written down."""

import pytest

from lianxin.ledger.models import Event
from tests.desk.district import content
from tests.registry.families import ID_OF_WANG, PHONE_OF_WANG

pytestmark = pytest.mark.django_db


def look(client, resident, **more):
    return client.post(
        f"/residents/{resident.pk}/disclosures/", {"field": "phone", "purpose": "visit"} | more
    )


def looks():
    return Event.objects.filter(kind="resident.revealed")


def test_a_number_is_shown_for_a_purpose_and_the_look_is_written_down(enter, worker, wang):
    page = content(look(enter(worker), wang.head))
    assert PHONE_OF_WANG in page
    assert ID_OF_WANG not in page
    event = looks().get()
    assert (event.actor_id, event.reason, event.after["field"]) == (worker.pk, "visit", "phone")
    assert PHONE_OF_WANG not in event.after_json + event.before_json + event.reason


def test_the_script_gets_the_number_alone(enter, worker, wang):
    fragment = enter(worker).post(
        f"/residents/{wang.head.pk}/disclosures/",
        {"field": "id_number", "purpose": "verify"},
        headers={"X-Fragment": "1"},
    )
    assert ID_OF_WANG in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_the_number_stands_in_no_address_and_is_never_kept_by_the_browser(enter, worker, wang):
    response = look(enter(worker), wang.head)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("missing", [{"purpose": ""}, {"purpose": "curious"}, {"field": "name"}])
def test_without_a_purpose_nothing_is_shown_and_nothing_written(enter, worker, wang, missing):
    response = look(enter(worker), wang.head, **missing)
    assert response.status_code == 400
    assert PHONE_OF_WANG not in response.content.decode()
    assert not looks().exists()


def test_a_neighbour_sees_nothing(enter, neighbour, wang):
    assert look(enter(neighbour), wang.head).status_code == 404
    assert not looks().exists()


def test_who_looked_can_be_read_in_the_story(enter, worker, wang, policy):
    client = enter(worker)
    look(client, wang.head)
    page = content(client.get(f"/households/{wang.number}/"))
    assert "李秀英 看了王有田的电话，用途：上门走访联系" in page
