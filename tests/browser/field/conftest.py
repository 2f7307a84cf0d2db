"""Phones in front of a server that can be killed. Each test has a phone (a browser context) of its own."""

import pytest

from tests.browser.field.office import Office
from tests.browser.field.phone import Phone

SIZE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("office"))
    office.start()
    yield office
    office.kill()


@pytest.fixture(scope="session")
def base_url(office):
    return office.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": SIZE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(page, office):
    """A phone on which the worker has signed in."""
    phone = Phone(page, office.url)
    phone.sign_in()
    return phone
