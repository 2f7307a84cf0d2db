"""A worker with a phone, and homes in her village. Models are imported late."""

from random import Random

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings):
    """Journal and epoch file of their own; the keys are those of the session."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "keys").symlink_to(settings.LIANXIN_HOME / "keys")
    settings.LIANXIN_HOME = home
    return home


@pytest.fixture
def homes(areas):
    """Two homes in the worker's village, one next door, one far away."""
    from django.utils import timezone

    from lianxin.registry.actions import add_household

    found = {}
    for number, (name, area) in enumerate(
        {"near": "V1", "next": "V1", "door": "V2", "far": "V4"}.items(), start=1
    ):
        found[name] = add_household(
            number=f"HB00{number:04d}",
            area=areas[area],
            head={"name": "王有田", "phone": "13800000000"},
            actor=None,
            now=timezone.now(),
        )
    return found


@pytest.fixture
def phone_of(client):
    """A phone that a person signed in with."""
    from django.utils import timezone

    from lianxin.field.actions import enrol_device
    from lianxin.proofs.phones import Phone, send_by

    client.raise_request_exception = True

    def make(person, seed=5):
        device, token = enrol_device(staff=person, name="test phone", actor=person, now=timezone.now())
        return Phone(send_by(client), str(device.pk), token, Random(seed))

    return make


@pytest.fixture
def phone(phone_of, worker):
    return phone_of(worker)
