"""Every address of the office, the phone, and people without an account. The API joins in a later issue."""

from django.urls import include, path

from lianxin.operations.views import health, machine

urlpatterns = [
    path("healthz", health, name="health"),
    path("machine/", machine, name="machine"),
    path("field/", include("lianxin.field.urls")),
    path("", include("lianxin.people.urls")),
    path("", include("lianxin.desk.urls")),
    path("", include("lianxin.public.urls")),
]
